"""Hand-overs of shifts: the tickets to hand over, the last hand-over, and its tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.names import ticket_number
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.tickets.ticket_row import rows_of
from deskctl.queries.watch.due_soon import LATE_OR_SOON

if TYPE_CHECKING:
    from deskctl.queries.tickets.ticket_row import TicketRow
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_FIRST = f"""
SELECT number FROM ticket WHERE {IS_OPEN} AND (next_due_at < ?1 OR next_warns_at <= ?1 OR status = 'paused'
  OR number IN (SELECT clock.ticket FROM clock JOIN ticket ON ticket.number = clock.ticket WHERE {LATE_OR_SOON})
  OR number IN (SELECT ticket FROM callback WHERE done_at IS NULL))
ORDER BY next_due_at IS NULL, next_due_at, number
"""
_LAST = "SELECT id FROM shift ORDER BY confirmed_at IS NOT NULL, at DESC, id DESC LIMIT 1"


def tickets_to_hand_over(conn: Reader, at: Instant) -> list[int]:
    """Return the open tickets that are paused, have a promised call, or a promise that is late or due soon.

    The most urgent ticket comes first.
    """
    return [number for (number,) in conn.execute(_FIRST, [at])]


def last_hand_over(conn: Reader) -> str | None:
    """Return the id of the last hand-over that is not confirmed, else of the last one."""
    row: tuple[Any, ...] | None = conn.execute(_LAST).fetchone()
    return None if row is None else str(row[0])


def handed_tickets(conn: Reader, names: list[str]) -> list[TicketRow]:
    """Return the current rows of the tickets of a hand-over, in its order."""
    numbers = [ticket_number(name) for name in names]
    rows = rows_of(conn, sorted(numbers))
    return [rows[number] for number in numbers if number in rows]
