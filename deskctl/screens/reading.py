"""What the screens read from the store; every function here runs in a thread of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from deskctl.errors import NotFound
from deskctl.queries.callers import contact_card
from deskctl.queries.clocks import list_clocks
from deskctl.queries.filters import TicketFilter
from deskctl.queries.mailbox import count_unhandled_mails
from deskctl.queries.ticket import get_ticket, history, show_ticket
from deskctl.queries.tickets import TicketRow, count_tickets, rows_of, ticket_numbers
from deskctl.queries.warned import soon_tickets, warned_clocks, warned_rows
from deskctl.screens.front import Front
from deskctl.screens.opening import reading
from deskctl.screens.saved import MAIL
from deskctl.sla.facts import Instant
from deskctl.widgets.countdown import SOON
from deskctl.widgets.header import Alarm
from deskctl.widgets.ticket_view import TicketView

if TYPE_CHECKING:
    import sqlite3

_FIRST_ROWS = 80


@dataclass
class QueueRead(Message):
    """A queue: the order of its tickets and the rows in view."""

    numbers: Sequence[int]
    rows: Mapping[int, TicketRow]


@dataclass
class CountsRead(Message):
    """The counts of all queues."""

    counts: Mapping[str, int]
    alarm: Alarm


@dataclass
class AlarmRead(Message):
    """What is late or soon, and how many are late or will be within the hour."""

    alarm: Alarm
    breaching: int


@dataclass
class RowsRead(Message):
    """Rows that came into view."""

    rows: Mapping[int, TicketRow]


@dataclass
class TicketRead(Message):
    """One ticket with all that belongs to it; None where it is gone."""

    number: int
    view: TicketView | None


def read_queue(front: Front, where: TicketFilter, around: Sequence[int]) -> QueueRead:
    """Read a queue with the rows at its top and `around` the present view."""
    at = front.at()
    with reading(front.store) as conn:
        numbers = ticket_numbers(conn, where, at=at)
        wanted = {*numbers[:_FIRST_ROWS], *around}
        rows = warned_rows(conn, rows_of(conn, tuple(wanted)))
    return QueueRead(numbers, rows)


def read_counts(front: Front) -> CountsRead:
    """Count each queue, and what is late or soon."""
    at = front.at()
    with reading(front.store) as conn:
        counts = {name: count_tickets(conn, where, at=at) for name, where in _filters(front)}
        counts[MAIL] = count_unhandled_mails(conn)
        return CountsRead(counts, _alarm(conn, at))


def read_alarm(front: Front) -> AlarmRead:
    """Count what is late or soon: with time only that changes, and it is cheap to count."""
    with reading(front.store) as conn:
        at = front.at()
        return AlarmRead(_alarm(conn, at), count_tickets(conn, TicketFilter(due_within=SOON), at=at))


def _alarm(conn: "sqlite3.Connection", at: Instant) -> Alarm:
    late = count_tickets(conn, TicketFilter(overdue=True), at=at)
    return Alarm(late, len(soon_tickets(conn, at)))


def _filters(front: Front) -> list[tuple[str, TicketFilter]]:
    return [(name, front.queues.filter_of(name, front.actor)) for name in front.queues.filters]


def read_rows(front: Front, numbers: Sequence[int]) -> RowsRead:
    """Read some rows."""
    with reading(front.store) as conn:
        return RowsRead(warned_rows(conn, rows_of(conn, numbers)))


def read_ticket(front: Front, number: int) -> TicketRead:
    """Read one ticket."""
    at = front.at()
    with reading(front.store) as conn:
        try:
            record = show_ticket(conn, number, at=at)
            row = get_ticket(conn, number)
        except NotFound:
            return TicketRead(number, None)
        clocks = warned_clocks(conn, list_clocks(conn, number, at=at, every=True))
        card = contact_card(conn, record["contact"]) if record.get("contact") else None
        return TicketRead(number, TicketView(row, record, clocks, history(conn, number), card))
