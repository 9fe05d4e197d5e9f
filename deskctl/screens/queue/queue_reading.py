"""What the queue reads from the store; all but the first page is read in a thread of its own.

The thresholds of the policies are loaded where they are needed first: a first frame goes without them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.customers.mailbox import count_unhandled_mails
from deskctl.queries.tickets.ticket_list import TicketRow, count_tickets, list_tickets, rows_of, ticket_numbers
from deskctl.screens.queue.queue_tabs import MAIL
from deskctl.screens.session.session import Front
from deskctl.screens.session.store_session import reading
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.header import Alarm
from deskctl.widgets.style.countdown import SOON

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_FIRST_ROWS = 80


@dataclass
class QueueRead(Message):
    """A queue: the order of its tickets, or of the first ones of them, and the rows in view."""

    where: TicketFilter
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


def read_first(front: Front, where: TicketFilter) -> QueueRead:
    """Read the first rows of a queue and nothing else: that takes a millisecond, however many there are."""
    with reading(front.store) as conn:
        rows = _first_rows(conn, where, front.at())
    return QueueRead(where, tuple(rows), rows)


def read_turned(front: Front, where: TicketFilter, post: Callable[[QueueRead], object]) -> QueueRead:
    """Read a queue that was turned to; the first page of a long one is posted as soon as that is read."""
    with reading(front.store) as conn:
        rows = _warned(conn, _first_rows(conn, where, front.at()))
    page = QueueRead(where, tuple(rows), rows)
    if len(rows) < _FIRST_ROWS:
        return page
    post(page)
    return read_queue(front, where, ())


def read_queue(front: Front, where: TicketFilter, around: Sequence[int]) -> QueueRead:
    """Read a queue with the rows at its top and `around` the present view."""
    with reading(front.store) as conn:
        numbers = ticket_numbers(conn, where, at=front.at())
        rows = _warned(conn, rows_of(conn, tuple({*numbers[:_FIRST_ROWS], *around})))
    return QueueRead(where, numbers, rows)


def _first_rows(conn: "Reader", where: TicketFilter, at: Instant) -> dict[int, TicketRow]:
    return {row.number: row for row in list_tickets(conn, where, at=at, limit=_FIRST_ROWS)}


def _warned(conn: "Reader", rows: Mapping[int, TicketRow]) -> dict[int, TicketRow]:
    from deskctl.queries.watch.warning_time import warned_rows

    return warned_rows(conn, rows)


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


def _alarm(conn: "Reader", at: Instant) -> Alarm:
    from deskctl.queries.watch.due_soon import soon_tickets

    late = count_tickets(conn, TicketFilter(overdue=True), at=at)
    return Alarm(late, len(soon_tickets(conn, at)))


def _filters(front: Front) -> list[tuple[str, TicketFilter]]:
    return [(name, front.queues.filter_of(name, front.actor)) for name in front.queues.filters]


def read_rows(front: Front, numbers: Sequence[int]) -> RowsRead:
    """Read some rows."""
    with reading(front.store) as conn:
        return RowsRead(_warned(conn, rows_of(conn, numbers)))
