"""Reading for the queue; everything except the first page is read in a thread.

The warning times of the policies are imported when they are first needed, to draw the first frame sooner.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from deskctl import clock
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.customers.mailbox import count_unhandled_mails
from deskctl.queries.tickets.ticket_list import count_tickets, list_tickets, ticket_numbers
from deskctl.queries.tickets.ticket_row import TicketRow, rows_of
from deskctl.screens.queue.queue_tabs import MAIL
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.header import Alarm
from deskctl.widgets.style.countdown import SOON

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_FIRST_ROWS = 80


@dataclass
class QueueRead(Message):
    """A queue: the numbers of its tickets in order (or of the first ones), and the visible rows."""

    where: TicketFilter
    numbers: Sequence[int]
    rows: Mapping[int, TicketRow]


@dataclass
class CountsRead(Message):
    """The counts of all queues at a time."""

    counts: Mapping[str, int]
    alarm: Alarm
    at: Instant


@dataclass
class AlarmRead(Message):
    """The number of tickets that are late or due soon at a time, and of those late or due within the hour."""

    alarm: Alarm
    breaching: int
    at: Instant


@dataclass
class RowsRead(Message):
    """Rows that came into view."""

    rows: Mapping[int, TicketRow]


def read_first(session: Session, where: TicketFilter) -> QueueRead:
    """Read only the first rows of a queue, which takes a millisecond for any length."""
    with reading(session.store) as conn:
        rows = _first_rows(conn, where, session.at())
    return QueueRead(where, tuple(rows), rows)


def read_other_queue(session: Session, where: TicketFilter, post: Callable[[QueueRead], object]) -> QueueRead:
    """Read another queue; the first page of a long one is posted as soon as it is read."""
    with reading(session.store) as conn:
        rows = _first_rows(conn, where, session.at())
    page = QueueRead(where, tuple(rows), rows)
    if len(rows) < _FIRST_ROWS:
        return page
    post(page)
    return read_queue(session, where, ())


def read_queue(session: Session, where: TicketFilter, around: Sequence[int]) -> QueueRead:
    """Read a queue with its first rows and those `around` the current view."""
    with reading(session.store) as conn:
        numbers = ticket_numbers(conn, where, at=session.at())
        rows = rows_of(conn, tuple({*numbers[:_FIRST_ROWS], *around}))
    return QueueRead(where, numbers, rows)


def _first_rows(conn: "Reader", where: TicketFilter, at: Instant) -> dict[int, TicketRow]:
    return {row.number: row for row in list_tickets(conn, where, at=at, limit=_FIRST_ROWS)}


def read_counts(session: Session) -> CountsRead:
    """Count the tickets of each queue, and those that are late or due soon."""
    at = session.at()
    with reading(session.store) as conn:
        counts = {name: count_tickets(conn, where, at=at) for name, where in _filters(session)}
        counts[MAIL] = count_unhandled_mails(conn)
        return CountsRead(counts, _alarm(session, conn, at), at)


def read_alarm(session: Session) -> AlarmRead:
    """Count what is late or due soon: only these counts change with time, and they are cheap."""
    with reading(session.store) as conn:
        at = session.at()
        return AlarmRead(_alarm(session, conn, at), count_tickets(conn, TicketFilter(due_within=SOON), at=at), at)


def _alarm(session: Session, conn: "Reader", at: Instant) -> Alarm:
    from deskctl.desk.worker_state import mail_outage
    from deskctl.queries.watch.due_soon import soon_tickets
    from deskctl.screens.today.due_reading import count_late

    late = count_tickets(conn, TicketFilter(overdue=True), at=at)
    outage = mail_outage(session.store, clock.now())
    return Alarm(late, len(soon_tickets(conn, at)), outage, count_late(session, conn, at))


def _filters(session: Session) -> list[tuple[str, TicketFilter]]:
    return [(name, session.queues.filter_of(name, session.actor)) for name in session.queues.filters]


def read_rows(session: Session, numbers: Sequence[int]) -> RowsRead:
    """Read some rows."""
    with reading(session.store) as conn:
        return RowsRead(rows_of(conn, numbers))
