"""A ticket as it was at an earlier time, derived from the actions that had happened by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deskctl.desk.case_file import load_case
from deskctl.queries.conditions.filters import WAS_CHANGED
from deskctl.queries.tickets.clocks import ClockRow, iter_clocks, list_clocks
from deskctl.sla.clocks import state_of
from deskctl.sla.lifecycle import OVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.sla.facts import Instant
    from deskctl.sla.state import State
    from deskctl.store.port import Reader

_CHANGED_SINCE = f"SELECT number FROM ticket WHERE changed_at > ? AND {WAS_CHANGED} ORDER BY number"


class PastTicket(NamedTuple):
    """The state of a ticket at an earlier time, and the clocks that it had then."""

    state: State
    clocks: list[ClockRow]


def past_ticket(conn: Reader, number: int, at: Instant) -> PastTicket | None:
    """Return a ticket as it was; None if nothing has happened on it since, so that the stored state holds."""
    case = load_case(conn, number)
    if all(fact.at <= at for fact in case.facts):
        return None
    state = state_of(case.story_until(at), case.policy)
    rows = (ClockRow(number, case.columns["policy"], **clock._asdict()) for clock in state.clocks)
    return PastTicket(state, [row for row in rows if row.state(at) is not None])


def iter_past_clocks(conn: Reader, number: int | None, *, at: Instant, every: bool = False) -> Iterator[ClockRow]:
    """Yield clocks like `iter_clocks`, as they were at a time: without what happened since, also on closed tickets."""
    if number is not None:
        past = past_ticket(conn, number, at)
        yield from list_clocks(conn, number, at=at) if past is None else past.clocks
        return
    changed = {one: past_ticket(conn, one, at) for (one,) in conn.execute(_CHANGED_SINCE, [at]).fetchall()}
    then = {one: past for one, past in changed.items() if past is not None}
    rows = [row for row in iter_clocks(conn, None, at=at, every=every) if row.number not in then]
    rows += [row for past in then.values() if every or past.state.status not in OVER for row in past.clocks]
    yield from sorted(rows, key=lambda row: row.number)


def was_changed_since(conn: Reader, at: Instant) -> bool:
    """Return whether anything was recorded on a ticket after a time."""
    (changed_at,) = conn.execute("SELECT max(changed_at) FROM ticket").fetchone()
    return changed_at is not None and at < changed_at
