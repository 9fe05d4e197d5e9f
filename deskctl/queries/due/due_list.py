"""The due list: duties of every kind, filtered and sorted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from typing import TYPE_CHECKING, TypeAlias

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.queries.conditions.filters import NOBODY
from deskctl.queries.conditions.value_filter import ANY, ValueFilter
from deskctl.queries.due import answers, customer_care, desk_work, firm_duties, inspections, knowledge, supplies
from deskctl.queries.external_sort import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.sla.duties import Duty

    Source: TypeAlias = Callable[[DueInputs], Iterator[Duty]]

SOURCES: Mapping[str, Source] = {
    "inspection": inspections.inspections,
    "inspection_report": inspections.inspection_reports,
    "finding": inspections.findings,
    "return_visit": customer_care.return_visits,
    "advisory": customer_care.advisories,
    "evaluation": knowledge.evaluations,
    "training": knowledge.trainings,
    "training_material": knowledge.training_material,
    "training_need": knowledge.training_needed,
    "faq_missing": knowledge.missing_answers,
    "faq_handover": answers.answers_to_hand_over,
    "faq_review": answers.answers_to_review,
    "certificate": firm_duties.certificates,
    "contract": firm_duties.contracts,
    "roster_gap": firm_duties.roster_gaps,
    "calendar": firm_duties.next_calendar,
    "stock_minimum": supplies.stock_below_minimum,
    "cover": supplies.uncovered_models,
    "loaner": supplies.loaners_out,
    "paused": desk_work.pauses,
    "report_draft": desk_work.report_drafts,
    "feedback": desk_work.unanswered_questions,
    "mail": desk_work.mails,
    "part": supplies.parts_waiting,
    "charge": supplies.charges,
    "loaner_send": desk_work.loaners_to_send,
    "visit": desk_work.visits,
    "warranty": firm_duties.warranties,
    "improvement": customer_care.improvements,
    "recommendation": customer_care.recommendations,
}
KINDS = tuple(SOURCES)


@dataclass(frozen=True, slots=True)
class DueFilter:
    """A filter of the due list; empty means any. `without` contains excluded values by filter."""

    kinds: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    within: int | None = None
    overdue: bool = False
    hard: bool = False
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def due_list(inputs: DueInputs, where: DueFilter) -> list[Duty]:
    """Return the rows in order of their due times, undated ones last.

    Without `within` these are the rows that are overdue or inside the lead of their kind.
    """
    return list(due_rows(inputs, where))


def due_rows(inputs: DueInputs, where: DueFilter) -> Iterator[Duty]:
    """Yield the same rows with little memory, however many they are."""
    return in_order(unordered(inputs, where), key=lambda duty: duty.key)


def due_counts(inputs: DueInputs, where: DueFilter) -> dict[str, tuple[int, int]]:
    """Return the number of rows and of overdue rows for each kind that has any."""
    every: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for duty in unordered(inputs, where):
        every[duty.rule.kind] += 1
        late[duty.rule.kind] += duty.late(inputs.at)
    return {kind: (every[kind], late[kind]) for kind in KINDS if every[kind]}


def first_rows(rows: Iterable[Duty], count: int) -> list[Duty]:
    """Return the first of unsorted rows without sorting the rest."""
    return nsmallest(count, rows, key=lambda duty: duty.key)


def unordered(inputs: DueInputs, where: DueFilter) -> Iterator[Duty]:
    """Yield the same rows kind by kind, unsorted."""
    others = where.without.get("kind", ())
    kinds = where.kinds or [kind for kind in KINDS if inputs.rules[kind].on]
    of = where.customer if NOBODY not in where.customer else ()
    inputs = replace(inputs, customers=of, ahead="lead" if where.within is None else where.within)
    duties = _derived(inputs, [kind for kind in kinds if kind not in others])
    filters = [(value_of, value) for value_of, value in _value_filters(where) if value != ANY]
    shown = (duty for duty in duties if _is_shown(duty, where, inputs.at))
    return (
        (duty for duty in shown if all(value.fits(value_of(duty)) for value_of, value in filters)) if filters else shown
    )


def one_duty(inputs: DueInputs, kind: str, subject: str) -> Duty:
    """Return one row by its kind and subject, upcoming ones included; raises `NotFound`."""
    for duty in _derived(inputs, (kind,)):
        if duty.subject.casefold() == subject.casefold():
            return duty
    raise NotFound(N_("Nothing of the kind {kind} is due for {subject}."), kind=kind, subject=subject)


def _derived(inputs: DueInputs, kinds: Iterable[str]) -> Iterator[Duty]:
    for kind in kinds:
        yield from SOURCES[kind](inputs)


def _is_shown(duty: Duty, where: DueFilter, at: int) -> bool:
    shown = duty.state(at) in {"due", "overdue"} if where.within is None else duty.within(at, where.within)
    return shown and (not where.overdue or duty.late(at)) and (not where.hard or duty.rule.hard)


def _value_filters(where: DueFilter) -> Iterator[tuple[Callable[[Duty], str | None], ValueFilter]]:
    """Yield the functions that read a value of a duty, each with the filter of that value."""
    without = where.without
    yield lambda duty: duty.rule.role, ValueFilter(where.role, without.get("role", ()))
    yield lambda duty: duty.owner, ValueFilter(where.owner, without.get("owner", ()))
    yield lambda duty: duty.customer, ValueFilter(where.customer, without.get("customer", ()))
