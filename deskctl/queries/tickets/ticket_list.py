"""The list of tickets: rows, filtered, sorted, page by page."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from deskctl.queries.conditions.cursor import cursor_of
from deskctl.queries.tickets.ticket_pages import every_number, page, source
from deskctl.queries.tickets.ticket_row import COLUMNS, TicketRow
from deskctl.store.port import stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskctl.queries.conditions.filters import TicketFilter
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


def list_tickets(
    conn: Reader, where: TicketFilter, *, at: Instant, limit: int = 50, after: str | None = None
) -> list[TicketRow]:
    """Return a page of tickets in the order of the filter; `after` is the cursor of the row before it."""
    return list(iter_tickets(conn, where, at=at, limit=limit, after=after))


def iter_tickets(
    conn: Reader, where: TicketFilter, *, at: Instant, limit: int = -1, after: str | None = None
) -> Iterator[TicketRow]:
    """Return an iterator over the same tickets; a limit of -1 means all."""
    statement, values = page(conn, where, COLUMNS, at=at, limit=limit, after=after)
    rows = stream(conn, statement, values) if limit < 0 else conn.execute(statement, values)
    return (TicketRow(*row) for row in rows)


def cursor_after_row(row: TicketRow, where: TicketFilter) -> str:
    """Return the cursor after a row of a filter's list, for the next page."""
    keys = {
        "due": row.next_due_at,
        "reported": row.reported_at,
        "latest": -row.reported_at,
        "closed": row.closed_at,
        "updated": row.updated_at,
        "number": row.number,
    }
    return cursor_of(where.sort, keys[where.sort], row.number, reverse=where.reverse)


def ticket_numbers(conn: Reader, where: TicketFilter, *, at: Instant) -> Sequence[int]:
    """Return the numbers of all tickets of a filter in its order, as an array of eight bytes for each."""
    from array import array

    return array("q", chain.from_iterable(conn.execute(*every_number(conn, where, at))))


def count_tickets(conn: Reader, where: TicketFilter, *, at: Instant) -> int:
    """Return the number of tickets of a filter."""
    text, values = source(conn, where, at)
    (count,) = conn.execute(f"SELECT count(*) {text}", values).fetchone()
    return int(count)
