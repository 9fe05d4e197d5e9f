"""The list of tickets: one row for each, filtered, in order, page by page."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.queries.conditions.cursor import cursor_of
from deskctl.queries.tickets.ticket_pages import every_number, page, source
from deskctl.sla.facts import Fact, standing_facts
from deskctl.sla.lifecycle import standing_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskctl.queries.conditions.filters import TicketFilter
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

# Only a fault whose class is known is promised anything that is announced before it runs.
_ANNOUNCED = """
CASE WHEN ticket.fault_class IS NOT NULL THEN (
  SELECT '[' || CASE WHEN ahead.warns_at < ahead.opens_at THEN ahead.warns_at ELSE ahead.opens_at END
    || ',' || coalesce(CAST(other.due AS VARCHAR), 'null') || ',' || coalesce('"' || other.milestone || '"', 'null')
    || ',' || coalesce('"' || other.clause || '"', 'null')
    || ',' || coalesce(CAST(other.warns_at AS VARCHAR), 'null') || ']'
  FROM clock AS ahead LEFT JOIN clock AS other
    ON other.ticket = ahead.ticket AND other.outcome = 'open' AND other.opens_at IS NULL
  WHERE ahead.ticket = ticket.number AND ahead.outcome = 'open' AND ahead.opens_at IS NOT NULL
    AND ahead.clause = ticket.next_clause
  ORDER BY other.due IS NOT NULL, other.due, other.n LIMIT 1
) END
"""
"""From when on a next promise that is announced counts, and the one that counts before; NULL for any other."""
_MARKED = """
(SELECT '[' || coalesce(group_concat('[' || mark.seq || ',"' || mark.event || '",' || mark.data || ']', ','), '') || ']'
 FROM (SELECT seq, event, data FROM action WHERE action.ticket = ticket.number
       AND action.event IN ('tagged', 'untagged', 'corrected') ORDER BY seq) AS mark)
"""
"""The actions that give and take the words that a ticket is marked with."""
_COLUMNS = (
    "ticket.number, ticket.title, ticket.customer, customer.name, ticket.site, ticket.kind, ticket.catalog,"
    " ticket.channel, ticket.level, ticket.severity, ticket.mode, ticket.status, ticket.owner,"
    " ticket.reported_at, ticket.next_due_at, ticket.next_milestone, ticket.next_clause, ticket.next_warns_at,"
    " ticket.paused_until, ticket.contact,"
    " (SELECT contact.name FROM contact WHERE contact.id = ticket.contact), ticket.last_seq, ticket.changed_at,"
    f" ticket.closed_at, ticket.external_id, {_ANNOUNCED}, {_MARKED}"
)
_FROM = "FROM ticket LEFT JOIN customer ON customer.id = ticket.customer"


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket as lists show it.

    `next_due_at` and what belongs to it are of the promise that falls due first; one that is only `announced` counts
    from its warning on, `read_at` says what does before.
    """

    number: int
    title: str
    customer: str | None
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
    next_warns_at: Instant | None = None
    paused_until: Instant | None = None
    contact: str | None = None
    contact_name: str | None = None
    last_seq: int = 0
    updated_at: Instant = 0
    closed_at: Instant | None = None
    external_id: str | None = None
    announced: str | None = None
    marks: str = "[]"

    @property
    def ticket(self) -> str:
        """The name of the ticket: `T-017`."""
        return ticket_name(self.number)

    @property
    def tags(self) -> tuple[str, ...]:
        """The words that it is marked with."""
        if self.marks == "[]":
            return ()
        steps = [Fact(seq, 0, event, data) for seq, event, data in json.loads(self.marks)]
        return standing_tags(standing_facts(steps))

    def read_at(self, at: Instant) -> TicketRow:
        """Return the row with the promise that counts at a time (rule 16)."""
        if self.announced is None:
            return self
        since, due, milestone, clause, warns_at = json.loads(self.announced)
        if at >= since:
            return self
        counts = {"next_due_at": due, "next_milestone": milestone, "next_clause": clause, "next_warns_at": warns_at}
        return replace(self, announced=None, **counts)

    def remaining(self, at: Instant) -> int | None:
        """Return the seconds left until the next promise is due, negative when late, None when nothing runs."""
        return None if self.next_due_at is None else self.next_due_at - at

    def is_paused(self, at: Instant) -> bool:
        """Return whether the clocks stand still because the customer is waited for."""
        return self.paused_until is not None and at < self.paused_until

    def overdue(self, at: Instant) -> bool:
        """Return whether the next promise is late."""
        return self.next_due_at is not None and at > self.next_due_at


def list_tickets(
    conn: Reader, where: TicketFilter, *, at: Instant, limit: int = 50, after: str | None = None
) -> list[TicketRow]:
    """List a page of tickets in the filter's order; `after` is the cursor of the row before it."""
    return list(iter_tickets(conn, where, at=at, limit=limit, after=after))


def iter_tickets(
    conn: Reader, where: TicketFilter, *, at: Instant, limit: int = -1, after: str | None = None
) -> Iterator[TicketRow]:
    """Return the tickets one by one, as `list_tickets` does; -1 for all."""
    statement, values = page(conn, where, _COLUMNS, at=at, limit=limit, after=after)
    return (TicketRow(*row) for row in conn.execute(statement, values))


def cursor_after_row(row: TicketRow, where: TicketFilter) -> str:
    """Return the place behind a row of a filter's list, for the next page."""
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
    """List the numbers of all tickets that the filter lets through, in its order; eight bytes for each."""
    return array("q", chain.from_iterable(conn.execute(*every_number(conn, where, at))))


def count_tickets(conn: Reader, where: TicketFilter, *, at: Instant) -> int:
    """Count the tickets that the filter lets through."""
    text, values = source(conn, where, at)
    (count,) = conn.execute(f"SELECT count(*) {text}", values).fetchone()
    return int(count)


def _from(where: TicketFilter) -> str:
    """Leave the customers out if no words are looked for in their names: an index alone then answers."""
    return _FROM if where.words else "FROM ticket"


def rows_of(conn: Reader, numbers: Sequence[int]) -> dict[int, TicketRow]:
    """Fetch the rows of some tickets; a number that does not exist is left out."""
    marks = ", ".join("?" * len(numbers))
    found = conn.execute(f"SELECT {_COLUMNS} {_FROM} WHERE ticket.number IN ({marks})", list(numbers))
    return {row[0]: TicketRow(*row) for row in found}


def get_ticket(conn: Reader, number: int) -> TicketRow:
    """Fetch one row of the list of tickets."""
    row = rows_of(conn, [number]).get(number)
    if row is None:
        raise NotFound(N_("There is no ticket {ticket}."), ticket=ticket_name(number))
    return row
