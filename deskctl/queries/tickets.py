"""The list of tickets: one row for each, filtered, in order, page by page."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from deskctl.errors import NotFound
from deskctl.i18n import N_
from deskctl.names import ticket_name
from deskctl.queries.cursor import cursor_after, cursor_of
from deskctl.queries.filters import TicketFilter, conditions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from deskctl.sla.facts import Instant

_COLUMNS = (
    "ticket.number, ticket.title, ticket.customer, customer.name, ticket.site, ticket.kind, ticket.catalog,"
    " ticket.channel, ticket.level, ticket.severity, ticket.mode, ticket.status, ticket.owner,"
    " ticket.reported_at, ticket.next_due_at, ticket.next_milestone, ticket.next_clause"
)
_FROM = "FROM ticket LEFT JOIN customer ON customer.id = ticket.customer"
_Place: TypeAlias = tuple[int | None, int]
_Arm: TypeAlias = tuple[str, str, list[Any]]
_KEYS = {"due": "ticket.next_due_at", "reported": "ticket.reported_at", "number": "ticket.number"}


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket as lists show it."""

    number: int
    title: str
    customer: str
    customer_name: str | None
    site: str | None
    kind: str
    catalog: str | None
    channel: str
    level: str
    severity: str | None
    mode: str
    status: str
    owner: str | None
    reported_at: Instant
    next_due_at: Instant | None
    next_milestone: str | None
    next_clause: str | None
    warned_at: Instant | None = None

    @property
    def ticket(self) -> str:
        """Name the ticket as people do: `T-017`."""
        return ticket_name(self.number)

    def remaining(self, at: Instant) -> int | None:
        """Give the seconds left until the next promise is due, negative when late, None when nothing runs."""
        return None if self.next_due_at is None else self.next_due_at - at

    def overdue(self, at: Instant) -> bool:
        """Tell whether the next promise is late."""
        return self.next_due_at is not None and at > self.next_due_at


def list_tickets(
    conn: sqlite3.Connection, where: TicketFilter, *, at: Instant, limit: int = 50, after: str | None = None
) -> list[TicketRow]:
    """List a page of tickets in the filter's order; `after` is the cursor of the row before it."""
    return list(iter_tickets(conn, where, at=at, limit=limit, after=after))


def iter_tickets(
    conn: sqlite3.Connection, where: TicketFilter, *, at: Instant, limit: int = -1, after: str | None = None
) -> Iterator[TicketRow]:
    """Give the tickets one by one, as `list_tickets` does; -1 for all."""
    start = cursor_after(after, where.sort) if after else None
    return (TicketRow(*row) for row in _walk(conn, f"{_COLUMNS} {_FROM}", where, at=at, limit=limit, start=start))


def _walk(
    conn: sqlite3.Connection, what: str, where: TicketFilter, *, at: Instant, limit: int = -1, start: _Place | None
) -> sqlite3.Cursor:
    text, values = conditions(where, at)
    arms = _due_arms(start) if where.sort == "due" else [_arm(_KEYS[where.sort], start)]
    statements, bound = [], []
    for condition, order, keys in arms:
        statements.append(f"SELECT * FROM (SELECT {what} WHERE {text} AND {condition} ORDER BY {order} LIMIT ?)")
        bound += [*values, *keys, limit]
    return conn.execute(" UNION ALL ".join(statements) + " LIMIT ?", [*bound, limit])


def _due_arms(start: _Place | None) -> list[_Arm]:
    """Walk the promises in the order of the index first, then the tickets on which nothing runs."""
    after_last = [start[1]] if start and start[0] is None else []
    idle = "ticket.next_due_at IS NULL" + (" AND ticket.number > ?" if after_last else "")
    arms = [] if after_last else [_arm(_KEYS["due"], start, "ticket.next_due_at IS NOT NULL")]
    return [*arms, (idle, "ticket.number", after_last)]


def _arm(key: str, start: _Place | None, condition: str = "TRUE") -> _Arm:
    order = f"{key}, ticket.number"
    if start is None:
        return condition, order, []
    return f"{condition} AND ({key}, ticket.number) > (?, ?)", order, list(start)


def cursor_after_row(row: TicketRow, sort: str) -> str:
    """Name the place behind a row, for the next page."""
    key = {"due": row.next_due_at, "reported": row.reported_at, "number": row.number}[sort]
    return cursor_of(sort, key, row.number)


def ticket_numbers(conn: sqlite3.Connection, where: TicketFilter, *, at: Instant) -> Sequence[int]:
    """List the numbers of all tickets that the filter lets through, in its order; eight bytes for each."""
    found = _walk(conn, f"ticket.number {_from(where)}", where, at=at, start=None)
    return array("q", chain.from_iterable(found))


def count_tickets(conn: sqlite3.Connection, where: TicketFilter, *, at: Instant) -> int:
    """Count the tickets that the filter lets through."""
    text, values = conditions(where, at)
    (count,) = conn.execute(f"SELECT count(*) {_from(where)} WHERE {text}", values).fetchone()
    return int(count)


def _from(where: TicketFilter) -> str:
    """Leave the customers out where no words are looked for in their names: an index alone then answers."""
    return _FROM if where.words else "FROM ticket"


def rows_of(conn: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, TicketRow]:
    """Fetch the rows of some tickets; a number that does not exist is left out."""
    marks = ", ".join("?" * len(numbers))
    found = conn.execute(f"SELECT {_COLUMNS} {_FROM} WHERE ticket.number IN ({marks})", list(numbers))
    return {row[0]: TicketRow(*row) for row in found}


def get_ticket(conn: sqlite3.Connection, number: int) -> TicketRow:
    """Fetch one row of the list of tickets."""
    row = rows_of(conn, [number]).get(number)
    if row is None:
        raise NotFound(N_("There is no ticket {ticket}."), ticket=ticket_name(number))
    return row
