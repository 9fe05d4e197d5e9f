"""Perform operations: one transaction, checks before, derived rows after."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from deskctl.desk.case_cache import CaseCache
from deskctl.desk.desk import Desk
from deskctl.errors import BadData, Notice, Refused, Usage
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.merged_records import follow_merges
from deskctl.operations.framework.records_by_name import with_ids
from deskctl.operations.framework.request_context import RequestContext
from deskctl.operations.messages.customer_news import inform_customer
from deskctl.operations.rules.advice.performable_remedy import make_remedy_performable
from deskctl.operations.rules.concurrent_changes import check_record_unchanged, check_unchanged
from deskctl.operations.rules.people.actors import GUEST_SIGNS, actor_in
from deskctl.operations.rules.people.departures import check_departures
from deskctl.operations.rules.people.ownership import check_ownership
from deskctl.operations.rules.people.who_may import refusal_by_actor
from deskctl.operations.rules.preconditions import refusal, refusal_by_status
from deskctl.operations.rules.read_ahead import read_ahead_for
from deskctl.operations.rules.retired_records import check_retirement
from deskctl.operations.rules.retry_keys import content_of, receipt_of
from deskctl.operations.rules.server_time import warn_of_clock
from deskctl.operations.rules.situation import situation
from deskctl.operations.rules.step_checks import check_references, check_time, check_words, warn_of_past
from deskctl.operations.rules.step_request import StepRequest
from deskctl.operations.rules.undo.contested import marks_of
from deskctl.sla.facts import CORRECTED, instant
from deskctl.sla.state import Clock
from deskctl.store.dry_run import dry_run
from deskctl.store.facts.people import Actor
from deskctl.store.open import retried, writing_once
from deskctl.store.port import Row, Transaction

__all__ = ["ClockChange", "OperationResult", "RequestContext", "perform", "perform_in"]


class ClockChange(NamedTuple):
    """A clock before and after an action; `before` None for a new one, `after` None for one that is gone."""

    before: Clock | None
    after: Clock | None


class OperationResult(NamedTuple):
    """The result of an operation: the ticket or record, the id of the action (`T-073/4`), events and changed clocks.

    `item` is the ticket's item of the service catalogue, `operation` the name of the operation (`ticket.note`).
    """

    ticket: int | None
    action: str | None
    events: tuple[str, ...]
    repeated: bool
    changes: tuple[ClockChange, ...]
    item: str | None = None
    record: str | None = None
    notices: tuple[Notice, ...] = ()
    afterwards: tuple[Callable[[str], None], ...] = ()
    operation: str = ""

    def finish(self, store: str) -> None:
        """Do what remains outside the store, after the operation is committed."""
        for step in self.afterwards:
            step(store)


def perform(store: str, operation: Operation, ticket: int | None, context: RequestContext) -> OperationResult:
    """Perform an operation in its own transaction; raises `DeskError` and writes nothing if it is refused.

    A dry run only reads, and does not wait for other writers.
    """
    if context.dry_run:
        with dry_run(store) as reader:
            return perform_in(reader, operation, ticket, context, CaseCache())
    alone = is_alone(operation, ticket)

    def step() -> OperationResult:
        with writing_once(store, alone=alone, ticket=ticket) as conn:
            return perform_in(conn, operation, ticket, context, CaseCache())

    done = retried(store, step)
    done.finish(store)
    return done


def perform_all(store: str, steps: Sequence[tuple[Operation, int | None, RequestContext]]) -> list[OperationResult]:
    """Perform several operations, each with its ticket, in one transaction: all or none."""

    def all_steps() -> list[OperationResult]:
        cases = CaseCache()
        with writing_once(store) as conn:
            return [perform_in(conn, operation, ticket, context, cases) for operation, ticket, context in steps]

    done = retried(store, all_steps)
    for one in done:
        one.finish(store)
    return done


def is_alone(operation: Operation, ticket: int | str | None) -> bool:
    """Return whether an action excludes all others: it changes data that many tickets use, or names no ticket yet."""
    if operation.alone is not None:
        return operation.alone
    return not operation.on_ticket or ticket is None


def perform_in(
    conn: Transaction, operation: Operation, ticket: int | None, context: RequestContext, cases: CaseCache
) -> OperationResult:
    """Perform an operation within the caller's transaction; if that is rolled back, the caller must empty `cases`."""
    check_words(context)
    if ticket is not None:
        conn.hold("ticket", ticket)
    read_ahead_for(conn, operation, ticket, context)
    actor = actor_in(conn, operation, context)
    if receipt := receipt_of(conn, operation, ticket, context):
        return _repeated(receipt)
    with conn.step(keep=not context.dry_run):
        return _run(conn, operation, ticket, context, cases, actor)


def _run(
    conn: Transaction, operation: Operation, ticket: int | None, context: RequestContext, cases: CaseCache, actor: Actor
) -> OperationResult:
    content = content_of(operation, ticket, context) if context.key else None
    now = instant(context.now)
    at = now if context.at is None else instant(context.at)
    desk = Desk(conn, cases, actor=actor, now=now, at=at, note=context.note)
    if actor.guest is not None:
        desk.warn(GUEST_SIGNS, user=actor.guest, actor=actor.id)
    warn_of_clock(desk)
    try:
        done = _perform_checked(desk, operation, ticket, context, content)
    except Refused as refused:
        if desk.holds_ticket:
            refused.policy = (desk.case.policy.id, desk.case.policy.version)
        make_remedy_performable(refused, desk)
        raise
    except BadData as error:
        error.noun = operation.noun
        raise
    if not context.dry_run:
        cases.keep(conn, desk.case if desk.holds_ticket else None)
    return done


def _perform_checked(
    desk: Desk, operation: Operation, ticket: int | None, context: RequestContext, content: str | None
) -> OperationResult:
    """Perform an operation after all checks; raises `Refused`."""
    if operation.on_ticket:
        desk.take(_require_ticket(operation.ticket_named(desk) if ticket is None else ticket))
        check_unchanged(desk.case, context.if_seq)
        desk.at = operation.happened_at(desk)
    elif operation.about is not None and context.if_seq is not None:
        name = str(getattr(operation, operation.about, ""))
        check_record_unchanged(desk.reader, operation.changed_noun(), name, context.if_seq)
    customer = desk.case.columns["customer"] if desk.holds_ticket else None
    operation = follow_merges(desk.reader, with_ids(desk.reader, operation, customer))
    check_time(desk)
    check_references(desk, operation)
    check_retirement(desk, operation)
    check_departures(desk, operation)
    case = desk.case if operation.on_ticket else None
    circumstances = situation(case, at=desk.at, now=desk.now, actor=desk.acting) if case else None
    if over := refusal_by_status(operation, circumstances):
        raise over
    request = StepRequest(
        reader=desk.reader, operation=operation, actor=desk.acting, at=desk.at, now=desk.now, ticket=case
    )
    if not_theirs := refusal_by_actor(request):
        raise not_theirs
    check_ownership(desk, operation)
    if refused := refusal(operation, circumstances):
        raise refused
    desk.marks = marks_of(operation, circumstances)
    if desk.marks and operation.event != CORRECTED:
        desk.warn(
            N_("{ticket}: an action that happened later contradicts this one (deskctl ticket history {ticket}); this is"
               " marked for the lead."), ticket=desk.case.name,
        )  # fmt: skip
    operation.run(desk)
    warn_of_past(desk, operation)
    inform_customer(desk)
    desk.settle()
    return _result(desk, operation, context, content)


def _require_ticket(ticket: int | None) -> int:
    if ticket is None:
        raise Usage(N_("Name the ticket that this is about."), hint="deskctl ticket list")
    return ticket


def _result(desk: Desk, operation: Operation, context: RequestContext, content: str | None) -> OperationResult:
    number = desk.case.number if desk.holds_ticket else None
    recorded = [one for one in desk.recorded if number is None or one.subject == ticket_name(number)]
    own = (one for one in recorded if number is None and one.event == operation.event)
    first = next(own, recorded[0] if recorded else None)
    record = (first.subject if first else desk.about) if number is None else None
    if context.key:
        seq = first.seq if first else None
        receipt = {"key": context.key, "ticket": number, "master": record, "seq": seq, "recorded_at": desk.now}
        desk.insert("receipt", {**receipt, "content": content})
    return OperationResult(
        ticket=number,
        action=first.action if first else None,
        events=tuple(one.event for one in recorded),
        repeated=False,
        changes=tuple(_changes(desk.clocks_before, desk.case.state.clocks)) if desk.holds_ticket else (),
        item=desk.case.columns["catalog"] if desk.holds_ticket else None,
        record=record,
        notices=tuple(desk.notices),
        afterwards=tuple(desk.afterwards),
        operation=f"{operation.noun}.{operation.verb}",
    )


def _changes(before: tuple[Clock, ...], after: tuple[Clock, ...]) -> Iterator[ClockChange]:
    clocks_before = {(clock.clause, clock.start): clock for clock in before}
    for clock in after:
        old = clocks_before.pop((clock.clause, clock.start), None)
        if old != clock:
            yield ClockChange(old, clock)
    for gone in clocks_before.values():
        yield ClockChange(gone, None)


def _repeated(receipt: Row) -> OperationResult:
    ticket, record, seq = receipt["ticket"], receipt["master"], receipt["seq"]
    subject = record if ticket is None else ticket_name(ticket)
    action = f"{subject}/{seq}" if subject is not None and seq is not None else None
    return OperationResult(ticket, action, (), repeated=True, changes=(), record=record)
