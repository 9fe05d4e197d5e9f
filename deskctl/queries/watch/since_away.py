"""What happened on the desk since a person was last at work."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.words import LEVELS, SEVERITIES
from deskctl.queries.ticket.history import event_name
from deskctl.queries.tickets.ticket_row import rows_of
from deskctl.sla.state import MISSED, OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.queries.tickets.ticket_row import TicketRow
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_PAUSE, _USUAL, _LONGEST = 30 * 60, 12 * 3600, 3 * 86_400
_MOST = 500
_LAST = "SELECT max(recorded_at) FROM action WHERE actor = ? AND recorded_at >= ? AND recorded_at <= ?"
_STEPS = """
SELECT ticket, event, at, data FROM action WHERE recorded_at > ? AND recorded_at <= ? AND actor <> ?
ORDER BY recorded_at DESC, ticket DESC, seq DESC LIMIT ?
"""
_HANDED = """
SELECT shift.id, staff.name, at, text, tickets, confirmed_at, shift.staff FROM shift
LEFT JOIN staff ON staff.id = shift.staff WHERE (confirmed_at IS NULL OR at > ?) AND at <= ?
ORDER BY confirmed_at IS NOT NULL, at DESC, shift.id DESC
"""
_WAITS = "SELECT id FROM shift WHERE confirmed_at IS NULL AND staff <> ? AND at <= ? LIMIT 1"
_PINNED = 86_400
_RAN_OUT = f"""
SELECT count(DISTINCT ticket) FROM clock
WHERE outcome IN ('{OPEN}', '{MISSED}') AND NOT soft AND due > ? AND due < ?
"""
_RANKS: Mapping[str, tuple[str, ...]] = {"severity_changed": tuple(SEVERITIES), "level_changed": tuple(LEVELS)}
"""The events that may make a ticket more urgent, each with its values, the most urgent first."""


@dataclass(frozen=True, slots=True)
class ShiftHandover:
    """A hand-over of a shift; it is `open` until the next one confirms it, and shown for at least a day."""

    id: str
    name: str
    at: Instant
    text: str
    tickets: tuple[str, ...]
    open: bool
    staff: str


@dataclass(frozen=True, slots=True)
class SinceAway:
    """What happened since a time: the tickets with the events on each, own ones first, and the hand-overs.

    `ran_out` counts the tickets with a promise that was missed, `raised` those that became more urgent.
    """

    since: Instant
    tickets: tuple[tuple[TicketRow, tuple[tuple[str, Instant], ...]], ...]
    handed: tuple[ShiftHandover, ...]
    ran_out: int = 0
    raised: int = 0

    def count(self, event: str) -> int:
        """Return the number of tickets on which an event happened."""
        return sum(any(name == event for name, _at in steps) for _row, steps in self.tickets)


def last_at_work(conn: Reader, person: str, at: Instant) -> Instant | None:
    """Return when a person last recorded anything, at least half an hour ago; None if that was days ago."""
    (last,) = conn.execute(_LAST, [person, at - _LONGEST, at - _PAUSE]).fetchone()
    return None if last is None else int(last)


def has_news(conn: Reader, person: str, at: Instant) -> bool:
    """Return whether a person who comes to work has a hand-over to confirm, or others worked meanwhile."""
    (lately,) = conn.execute(_LAST, [person, at - _PAUSE, at]).fetchone()
    if lately is not None:
        return False
    if conn.execute(_WAITS, [person, at]).fetchone():
        return True
    since = last_at_work(conn, person, at)
    return since is not None and bool(conn.execute(_STEPS, [since, at, person, 1]).fetchone())


def since_away(conn: Reader, person: str, at: Instant) -> SinceAway:
    """Return what others did since a person was last at work."""
    since = last_at_work(conn, person, at) or at - _USUAL
    done: dict[int, list[tuple[str, Instant]]] = {}
    raised: set[int] = set()
    for number, event, happened_at, data in conn.execute(_STEPS, [since, at, person, _MOST]):
        done.setdefault(number, []).append((event_name(event, json.loads(data or "{}")), happened_at))
        if _raises(event, data):
            raised.add(number)
    rows = rows_of(conn, list(done))
    order = sorted(done, key=lambda number: rows[number].owner != person)
    handed = [
        ShiftHandover(key, name or staff, handed_at, text, tuple(json.loads(tickets)), confirmed is None, staff)
        for key, name, handed_at, text, tickets, confirmed, staff in conn.execute(_HANDED, [at - _PINNED, at])
    ]
    (ran_out,) = conn.execute(_RAN_OUT, [since, at]).fetchone()
    tickets = tuple((rows[number], tuple(reversed(done[number]))) for number in order)
    return SinceAway(since, tickets, tuple(handed), ran_out, len(raised))


def _raises(event: str, data: str | None) -> bool:
    """Return whether an event made its ticket more urgent."""
    ranks = _RANKS.get(event)
    if ranks is None:
        return event == "emergency_declared"
    values = json.loads(data or "{}")
    before, after = values.get("from"), values.get("to")
    return after in ranks and (before not in ranks or ranks.index(after) < ranks.index(before))


def last_step_on_site(conn: Reader, number: int, person: str) -> str | None:
    """Return the last event of a person on site on a ticket: arrived, work log or left."""
    row = conn.execute(
        "SELECT event FROM action WHERE ticket = ? AND actor = ? AND event IN ('arrived', 'work_log', 'left_site')"
        " ORDER BY at DESC, seq DESC LIMIT 1",
        [number, person],
    ).fetchone()
    return None if row is None else str(row[0])
