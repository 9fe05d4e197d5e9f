"""The tickets of a month: counts, trend, emergencies, repeat faults, feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.documents.model.document_format import enumerated
from deskctl.documents.model.restoration import restoration
from deskctl.documents.model.tree import Block, Chart, Column, LabelledValues, Series, Table, facts
from deskctl.documents.month.figures import MonthFigures, by_ticket
from deskctl.language.i18n import _
from deskctl.language.words import CHANNELS, KINDS, LEVELS, SEVERITIES, word
from deskctl.names import ticket_name
from deskctl.queries.month.ticket_counts import CountedTicket, is_closed, is_new, is_open

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STARS = range(5, 0, -1)
_OFTEN = 2


def new_in(figures: MonthFigures) -> int:
    """Return the number of new tickets."""
    return sum(is_new(one, figures.period) for one in figures.tickets.values())


def closed_in(figures: MonthFigures) -> int:
    """Return the number of tickets that were closed."""
    return sum(is_closed(one, figures.period) for one in figures.tickets.values())


def open_after(figures: MonthFigures) -> int:
    """Return the number of tickets that were open at the end."""
    return sum(is_open(one, figures.period) for one in figures.tickets.values())


def counted_by(figures: MonthFigures) -> Iterator[Table]:
    """Yield the counts by service, level, severity, kind and channel."""
    services: Mapping[str, str] = {key: f"{key} {name}" for key, name in figures.names["catalog_item"].items()}
    for caption, name, words in (
        (_("By service"), "catalog", services),
        (_("By service level"), "level", LEVELS),
        (_("By severity"), "severity", SEVERITIES),
        (_("By kind"), "kind", KINDS),
        (_("By channel"), "channel", CHANNELS),
    ):
        yield _counts(figures, caption, name, words)


def _counts(figures: MonthFigures, caption: str, name: str, words: Mapping[str, str]) -> Table:
    columns = (
        Column(caption, width=3),
        Column(_("New"), "number"),
        Column(_("Closed"), "number"),
        Column(_("Open at the end"), "number"),
    )
    groups: dict[str | None, list[CountedTicket]] = {}
    for ticket in figures.tickets.values():
        groups.setdefault(getattr(ticket, name), []).append(ticket)
    places = {code: place for place, code in enumerate(words)}
    order = sorted(groups, key=lambda code: (places.get(code or "", len(places)), code or ""))
    rows = (
        (
            word(words, code) or _("none"),
            sum(is_new(one, figures.period) for one in groups[code]),
            sum(is_closed(one, figures.period) for one in groups[code]),
            sum(is_open(one, figures.period) for one in groups[code]),
        )
        for code in order
    )
    return Table(columns, tuple(row for row in rows if any(row[1:])))


def trend_charts(figures: MonthFigures) -> tuple[Chart, ...]:
    """Return charts of tickets and attainment of the last months; of attainment only if a promise was decided."""
    months = tuple(one.month for one in figures.trend)
    tickets = Chart(
        _("Tickets by month"),
        months,
        (
            Series(_("New"), tuple(one.new for one in figures.trend)),
            Series(_("Closed"), tuple(one.closed for one in figures.trend)),
        ),
    )
    rates = tuple(one.rate for one in figures.trend)
    if all(rate is None for rate in rates):
        return (tickets,)
    return tickets, Chart(_("Attainment by month"), months, (Series(_("Attainment"), rates),), "share")


def emergencies(figures: MonthFigures) -> Table:
    """Return the declared emergencies, with their reports."""
    columns = (
        Column(_("Ticket"), width=0.8),
        Column(_("Title"), width=2.4),
        Column(_("Customer"), width=1.8),
        Column(_("Declared"), width=1.4),
        Column(_("What stopped working"), width=1.4),
        Column(_("Restored"), width=1.4),
        Column(_("Report")),
    )
    steps = by_ticket(figures.steps.of("resolved", "reopened", "report_issued", "emergency_revoked"))
    rows = []
    for number, step in figures.steps.of("emergency_declared"):
        ticket, outcome = figures.tickets.get(number), steps.get(number, [])
        solved = restoration(outcome)
        issued = [one for one in outcome if one.event == "report_issued"]
        revoked = any(one.event == "emergency_revoked" for one in outcome)
        rows.append(
            (
                ticket_name(number),
                ticket.title if ticket else "",
                ticket.customer_name if ticket else "",
                figures.minute(step.at),
                _("revoked") if revoked else str(step.data.get("reason") or ""),
                figures.minute(solved.at) if solved else "",
                f"{ticket_name(number)}-R{issued[-1].data.get('version')}" if issued else "",
            )
        )
    return Table(columns, tuple(rows), ends_early=True)


def repeat_faults(figures: MonthFigures) -> Table:
    """Return the equipment with more than one incident in the period."""
    columns = (
        Column(_("Equipment"), width=2),
        Column(_("Model")),
        Column(_("Incidents"), "number", 0.7),
        Column(_("Tickets"), width=2.5),
    )
    faults: dict[str, tuple[str, str | None, list[int]]] = {}
    for number, key, name, model in figures.assets:
        if figures.tickets[number].kind == "incident":
            faults.setdefault(key, (name, model, []))[2].append(number)
    often = sorted((one for one in faults.values() if len(one[2]) >= _OFTEN), key=lambda one: -len(one[2]))
    rows = ((name, model, len(numbers), enumerated(map(ticket_name, numbers))) for name, model, numbers in often)
    return Table(columns, tuple(rows), ends_early=True)


def answers_of(figures: MonthFigures) -> tuple[list[int], int]:
    """Return the last stars of each ticket in the period, and the number of customers who did not answer."""
    stars = {number: step.data["score"] for number, step in figures.steps.of("evaluated") if step.data.get("score")}
    asked = {number for number, _step in figures.steps.of("evaluation_asked", "closed_without_answer")}
    return list(stars.values()), len(asked - stars.keys())


def satisfaction(figures: MonthFigures) -> tuple[Block, ...]:
    """Return the feedback of the customers; missing answers are counted separately, never as stars."""
    scores, unanswered = answers_of(figures)
    summary: LabelledValues = facts(
        (_("Evaluations"), len(scores)),
        (_("Average"), f"{sum(scores) / len(scores):.2f} / 5" if scores else _("no answers")),
        (_("Asked, not answered"), unanswered),
        (_("Closed without an answer"), len(figures.steps.of("closed_without_answer"))),
        (_("Reports sent back"), len(figures.steps.of("not_satisfied"))),
        (
            _("Complaints"),
            sum(one.kind == "complaint" and is_new(one, figures.period) for one in figures.tickets.values()),
        ),
    )
    stars = tuple((f"{star} / 5", scores.count(star)) for star in _STARS)
    table = Table((Column(_("Stars")), Column(_("Evaluations"), "number")), stars if scores else ())
    return summary, table, _sent_back(figures)


def _sent_back(figures: MonthFigures) -> Table:
    columns = (
        Column(_("Ticket"), width=0.7),
        Column(_("Title"), width=2.5),
        Column(_("When"), width=1.2),
        Column(_("What was missing"), width=2.5),
    )
    return Table(
        columns,
        tuple(
            (
                ticket_name(number),
                figures.title(number),
                figures.minute(step.at),
                str(step.data.get("reason") or ""),
            )
            for number, step in figures.steps.of("not_satisfied")
        ),
        _("Not satisfied"),
        ends_early=True,
    )
