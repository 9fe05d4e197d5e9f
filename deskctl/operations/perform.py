"""The one runner of operations: one transaction, checks before, derived rows after."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from deskctl.desk.case_file import CaseFile
from deskctl.desk.desk import Desk
from deskctl.errors import NotFound, Refused, Usage
from deskctl.i18n import N_
from deskctl.operations.base import Operation, fields_of
from deskctl.operations.rules import refusal
from deskctl.sla.facts import Instant, instant, moment
from deskctl.sla.state import Clock
from deskctl.store.engine import open_engine, plain, writing


@dataclass(frozen=True, kw_only=True)
class Call:
    """Who asks for an operation and how: `at` is when the step happened (now where None), `key` makes it one write."""

    now: datetime
    actor: str | None = None
    at: datetime | None = None
    key: str | None = None
    note: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ClockChange:
    """A clock before and after a step; `before` None for a new one, `after` None for one that is gone."""

    before: Clock | None
    after: Clock | None


@dataclass(frozen=True, slots=True)
class Done:
    """What an operation did: the ticket, the action's id (`T-073/4`), the events, the clocks that changed."""

    ticket: int | None
    action: str | None
    events: tuple[str, ...]
    repeated: bool
    changes: tuple[ClockChange, ...]


def perform(store: str, operation: Operation, ticket: int | None, call: Call) -> Done:
    """Do an operation in a transaction of its own; raises `DeskError`, having written nothing."""
    with writing_to(open_engine(store)) as connection:
        return perform_in(connection, operation, ticket, call)


@contextmanager
def writing_to(engine: Engine) -> Iterator[Connection]:
    """Open a transaction and close what it used."""
    try:
        with writing(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def perform_in(connection: Connection, operation: Operation, ticket: int | None, call: Call) -> Done:
    """Do an operation within the caller's transaction."""
    if call.key and (done := _done_before(connection, call.key)):
        return done
    nested = connection.begin_nested()
    try:
        done = _run(connection, operation, ticket, call)
    except BaseException:
        nested.rollback()
        raise
    if call.dry_run:
        nested.rollback()
    else:
        nested.commit()
    return done


def _run(connection: Connection, operation: Operation, ticket: int | None, call: Call) -> Done:
    now = instant(call.now)
    at = now if call.at is None else instant(call.at)
    desk = Desk(connection, actor=actor_of(connection, call.actor), now=now, at=at, note=call.note)
    case: CaseFile | None = None
    before: tuple[Clock, ...] = ()
    if operation.on_ticket:
        case = desk.take(_named(ticket))
        before = case.state.clocks
    _check_moment(at, now, case)
    _check_references(connection, operation)
    if case is not None and (against := refusal(operation, case)):
        raise against
    operation.run(desk)
    desk.settle()
    return _keep(desk, before, call)


def _named(ticket: int | None) -> int:
    if ticket is None:
        raise Usage(N_("Name the ticket that this is about."), hint="deskctl ticket list")
    return ticket


def _keep(desk: Desk, before: tuple[Clock, ...], call: Call) -> Done:
    first = desk.recorded[0] if desk.recorded else None
    number = desk.case.number
    if call.key:
        desk.insert(
            "receipt",
            {"key": call.key, "ticket": number, "seq": first.seq if first else None, "recorded_at": desk.now},
        )
    return Done(
        ticket=number,
        action=f"{desk.case.name}/{first.seq}" if first else None,
        events=tuple(recorded.event for recorded in desk.recorded),
        repeated=False,
        changes=tuple(_changes(before, desk.case.state.clocks)),
    )


def _changes(before: tuple[Clock, ...], after: tuple[Clock, ...]) -> Iterator[ClockChange]:
    known = {(clock.clause, clock.start): clock for clock in before}
    for clock in after:
        old = known.pop((clock.clause, clock.start), None)
        if old != clock:
            yield ClockChange(old, clock)
    for gone in known.values():
        yield ClockChange(gone, None)


def _done_before(connection: Connection, key: str) -> Done | None:
    row = plain(connection).execute("SELECT ticket, seq FROM receipt WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    ticket, seq = row
    action = f"T-{ticket:03d}/{seq}" if ticket is not None and seq is not None else None
    return Done(ticket, action, (), repeated=True, changes=())


def actor_of(connection: Connection, stated: str | None) -> str:
    """Give who acts: a staff id where the name is known, else the name; the user of this machine by default."""
    name = stated or getpass.getuser()
    row = plain(connection).execute("SELECT id FROM staff WHERE id = ?1 OR name = ?1", (name,)).fetchone()
    return str(row[0]) if row else name


def _check_moment(at: Instant, now: Instant, case: CaseFile | None) -> None:
    if at > now:
        raise Refused(N_("{at} lies in the future: a step is recorded when it has happened."), at=_shown(at))
    if case is not None and at < case.columns["reported_at"]:
        raise Refused(
            N_("{at} lies before {ticket} was reported, at {reported}."),
            at=_shown(at),
            ticket=case.name,
            reported=_shown(case.columns["reported_at"]),
        )


def _check_references(connection: Connection, operation: Operation) -> None:
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute)
        if field.ref is None or not value:
            continue
        for one in value if field.many else (value,):
            if not plain(connection).execute(f"SELECT 1 FROM {field.ref} WHERE id = ?", (one,)).fetchone():
                raise NotFound(N_("{field}: there is no {kind} {id}."), field=field.name, kind=field.ref, id=one)


def _shown(at: Instant) -> str:
    return moment(at).astimezone().isoformat(timespec="minutes")
