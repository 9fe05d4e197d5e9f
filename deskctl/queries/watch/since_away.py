"""What happened on the desk since somebody was last at work."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.queries.tickets.ticket_row import rows_of

if TYPE_CHECKING:
    from deskctl.queries.tickets.ticket_row import TicketRow
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_PAUSE, _USUAL, _LONGEST = 30 * 60, 12 * 3600, 3 * 86_400
_MOST = 500
_LAST = "SELECT max(recorded_at) FROM action WHERE actor = ? AND recorded_at >= ? AND recorded_at <= ?"
_STEPS = """
SELECT ticket, event, at FROM action WHERE recorded_at > ? AND recorded_at <= ? AND actor <> ?
ORDER BY recorded_at DESC, ticket DESC, seq DESC LIMIT ?
"""
_HANDED = """
SELECT shift.id, staff.name, at, text, tickets, confirmed_at, shift.staff FROM shift
LEFT JOIN staff ON staff.id = shift.staff WHERE at > ? AND at <= ?
ORDER BY confirmed_at IS NOT NULL, at DESC, shift.id DESC
"""
_PINNED = 86_400


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a shift handed over in the last day; `open` until the next one has confirmed it."""

    id: str
    name: str
    at: Instant
    text: str
    tickets: tuple[str, ...]
    open: bool
    staff: str


@dataclass(frozen=True, slots=True)
class Away:
    """What happened since a time: the tickets with what was done on each, own ones first; and the hand-overs."""

    since: Instant
    tickets: tuple[tuple[TicketRow, tuple[tuple[str, Instant], ...]], ...]
    handed: tuple[HandedOver, ...]

    def count(self, event: str) -> int:
        """Return on how many tickets an event happened."""
        return sum(any(name == event for name, _at in steps) for _row, steps in self.tickets)


def last_at_work(conn: Reader, person: str, at: Instant) -> Instant:
    """Return when somebody last recorded anything more than half an hour ago; half a day ago if that is not known."""
    (found,) = conn.execute(_LAST, [person, at - _LONGEST, at - _PAUSE]).fetchone()
    return int(found) if found is not None else at - _USUAL


def since_away(conn: Reader, person: str, at: Instant) -> Away:
    """Return what others did since somebody was last at work."""
    since = last_at_work(conn, person, at)
    done: dict[int, list[tuple[str, Instant]]] = {}
    for number, event, happened_at in conn.execute(_STEPS, [since, at, person, _MOST]):
        done.setdefault(number, []).append((event, happened_at))
    rows = rows_of(conn, list(done))
    order = sorted(done, key=lambda number: rows[number].owner != person)
    handed = [
        HandedOver(key, name or staff, handed_at, text, tuple(json.loads(tickets)), confirmed is None, staff)
        for key, name, handed_at, text, tickets, confirmed, staff in conn.execute(_HANDED, [at - _PINNED, at])
    ]
    return Away(since, tuple((rows[n], tuple(reversed(done[n]))) for n in order), tuple(handed))


def last_step_on_site(conn: Reader, number: int, person: str) -> str | None:
    """Return what somebody recorded last of arriving, working and leaving on a ticket."""
    row = conn.execute(
        "SELECT event FROM action WHERE ticket = ? AND actor = ? AND event IN ('arrived', 'work_log', 'left_site')"
        " ORDER BY at DESC, seq DESC LIMIT 1",
        [number, person],
    ).fetchone()
    return None if row is None else str(row[0])
