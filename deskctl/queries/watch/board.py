"""The figures of the board: late and coming promises, the load of each engineer, who is on call."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import IS_OPEN, TicketFilter
from deskctl.queries.reference.roster import gaps_ahead
from deskctl.queries.tickets.ticket_list import count_tickets
from deskctl.queries.tickets.ticket_row import TicketRow, rows_of
from deskctl.queries.watch.due_soon import soon_tickets
from deskctl.queries.watch.whereabouts import Whereabouts, whereabouts
from deskctl.sla.state import OPEN
from deskctl.store.facts.people import on_call

if TYPE_CHECKING:
    from datetime import tzinfo

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

HOUR, HOURS = 3600, 24
_EMERGENCIES = 6


@dataclass(frozen=True, slots=True)
class OnCallDuty:
    """Who is on call and until when, who follows, and the next gap of the roster, whose end may be unknown."""

    staff: str | None
    name: str | None
    phone: str | None
    until: Instant | None
    gap: tuple[Instant, Instant | None] | None
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of the desk at a time; `hours` counts due promises by the hour from the `first` full hour on.

    `soon` counts the tickets past the warning time of a promise, `in_the_hour` those due within an hour.
    """

    late: int
    soon: int
    in_the_hour: int
    opened: int
    unassigned: int
    first: Instant
    hours: tuple[int, ...]
    people: tuple[Whereabouts, ...]
    emergencies: tuple[TicketRow, ...]
    emergency_count: int
    watch: OnCallDuty


def board(conn: Reader, zone: tzinfo, *, at: Instant) -> Board:
    """Return the figures of the board."""
    late = count_tickets(conn, TicketFilter(overdue=True), at=at)
    in_the_hour = count_tickets(conn, TicketFilter(due_within=HOUR), at=at) - late
    soon = soon_tickets(conn, at)
    numbers = _emergencies(conn)
    rows = rows_of(conn, numbers[:_EMERGENCIES])
    return Board(
        late,
        len(soon),
        max(0, in_the_hour),
        count_tickets(conn, TicketFilter(), at=at),
        count_tickets(conn, TicketFilter(owner=("none",)), at=at),
        at - at % HOUR,
        _hours(conn, at),
        tuple(whereabouts(conn, zone, at, Counter(soon.values()))),
        tuple(rows[number] for number in numbers[:_EMERGENCIES]),
        len(numbers),
        _watch(conn, at),
    )


def _emergencies(conn: Reader) -> list[int]:
    rows = conn.execute(
        f"SELECT number FROM ticket WHERE {IS_OPEN} AND mode = 'emergency'"
        " ORDER BY next_due_at IS NULL, next_due_at, number"
    )
    return [number for (number,) in rows]


def _hours(conn: Reader, at: Instant) -> tuple[int, ...]:
    """Return the number of firm promises of open tickets that fall due in each of the next hours."""
    first = at - at % HOUR
    cursor = conn.execute(
        "SELECT (clock.due - ?1) / ?2 AS hour, count(*) FROM clock JOIN ticket ON ticket.number = clock.ticket"
        f" WHERE clock.outcome = ?3 AND clock.due >= ?4 AND clock.due < ?1 + ?2 * ?5 AND NOT clock.soft AND {IS_OPEN}"
        " GROUP BY hour",
        [first, HOUR, OPEN, at, HOURS],
    )
    counts = dict(cursor.fetchall())
    return tuple(counts.get(hour, 0) for hour in range(HOURS))


def _watch(conn: Reader, at: Instant) -> OnCallDuty:
    here = on_call(conn, at)
    staff, name, phone, until = (here[0], here[1], here[2], here[4]) if here else (None, None, None, None)
    following = on_call(conn, until) if until is not None else None
    return OnCallDuty(staff, name, phone, until, next_gap(conn, at), following[1] if following else None)


def next_gap(conn: Reader, at: Instant) -> tuple[Instant, Instant | None] | None:
    """Return the next gap of the roster; None if there is no roster at all."""
    return next(gaps_ahead(conn, at), None)
