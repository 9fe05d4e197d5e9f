"""The row of a ticket in lists."""

import json
from collections.abc import Sequence
from typing import NamedTuple, Self

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.sla.facts import Fact, Instant, facts_in_force
from deskctl.sla.lifecycle import current_tags
from deskctl.store.port import Reader

# Only a fault with a known class can have a promise that is announced before it runs.
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
"""The time from which an announced next promise counts, and the promise that counts before; else NULL."""
_MARKED = """
(SELECT '[' || coalesce(group_concat('[' || mark.seq || ',"' || mark.event || '",' || mark.data || ']', ','), '') || ']'
 FROM (SELECT seq, event, data FROM action WHERE action.ticket = ticket.number
       AND action.event IN ('tagged', 'untagged', 'corrected') ORDER BY seq) AS mark)
"""
"""The actions that add and remove tags of a ticket, and corrections."""
COLUMNS = (
    "ticket.number, ticket.title, ticket.customer, customer.name, ticket.site, ticket.kind, ticket.catalog,"
    " ticket.channel, ticket.level, ticket.severity, ticket.mode, ticket.status, ticket.owner,"
    " ticket.reported_at, ticket.next_due_at, ticket.next_milestone, ticket.next_clause, ticket.next_warns_at,"
    " ticket.paused_until, ticket.contact,"
    " (SELECT contact.name FROM contact WHERE contact.id = ticket.contact), ticket.last_seq, ticket.changed_at,"
    f" ticket.closed_at, ticket.external_id, {_ANNOUNCED}, {_MARKED}"
)
_FROM = "FROM ticket LEFT JOIN customer ON customer.id = ticket.customer"


class TicketRow(NamedTuple):
    """The row of a ticket in lists.

    `next_due_at` and the fields after it are those of the promise that is due first. An `announced` promise only counts
    from its warning time on; `read_at` returns the row with the promise that counts at a time.
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
        """The tags of the ticket."""
        if self.marks == "[]":
            return ()
        steps = [Fact(seq, 0, event, data) for seq, event, data in json.loads(self.marks)]
        return current_tags(facts_in_force(steps))

    def read_at(self, at: Instant) -> Self:
        """Return the row with the promise that counts at a time (rule 16)."""
        if self.announced is None:
            return self
        since, due, milestone, clause, warns_at = json.loads(self.announced)
        if at >= since:
            return self
        counts = {"next_due_at": due, "next_milestone": milestone, "next_clause": clause, "next_warns_at": warns_at}
        return self._replace(announced=None, **counts)

    def remaining(self, at: Instant) -> int | None:
        """Return the seconds until the next promise is due, negative if it is late; None if no clock runs."""
        return None if self.next_due_at is None else self.next_due_at - at

    def is_paused(self, at: Instant) -> bool:
        """Return whether the clocks are paused at a time."""
        return self.paused_until is not None and at < self.paused_until

    def overdue(self, at: Instant) -> bool:
        """Return whether the next promise is late."""
        return self.next_due_at is not None and at > self.next_due_at


def rows_of(conn: Reader, numbers: Sequence[int]) -> dict[int, TicketRow]:
    """Return the rows of tickets by number, without numbers that do not exist."""
    marks = ", ".join("?" * len(numbers))
    rows = conn.execute(f"SELECT {COLUMNS} {_FROM} WHERE ticket.number IN ({marks})", list(numbers))
    return {row[0]: TicketRow(*row) for row in rows}


def get_ticket(conn: Reader, number: int) -> TicketRow:
    """Return the row of a ticket; raises `NotFound`."""
    row = rows_of(conn, [number]).get(number)
    if row is None:
        raise NotFound(N_("There is no ticket {ticket}."), ticket=ticket_name(number), hint="deskctl ticket list")
    return row


def fault_class_of(conn: Reader, number: int) -> str | None:
    """Return whether the fault of a ticket is a soft or a hard one, as diagnosed; None if that is not known."""
    row = conn.execute("SELECT fault_class FROM ticket WHERE number = ?", [number]).fetchone()
    return row[0] if row else None
