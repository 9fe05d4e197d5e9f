"""Rule 16: a loaner that is announced counts for the next promise from its warning on, or from when it runs."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from workbench import NOW, Workbench

from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.clocks import next_clocks
from deskctl.queries.tickets.ticket_list import list_tickets
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.sla.facts import instant
from deskctl.store.port import Reader
from deskctl.store.sqlite.reader import open_reader

OPENED, HOUR = instant(NOW), 3600
LOANER = "loaner_provided"


@pytest.fixture
def number(desk: Workbench) -> int:
    """Open a ticket on a hard fault whose visit and fix the customer put off to the second working day."""
    number = desk.opened(severity="general", level="urgent", occurred_at=NOW)
    desk.do("ticket.answer", number, actor="HL1")
    desk.do("ticket.respond", number, actor="EN1")
    desk.do("visit.request", number, reason="user_request", actor="EN1")
    desk.do("visit.agree-second-workday", number, by_contact="P-0101", how="phone", actor="EN1")
    desk.do("diagnosis.record", number, cause="board broken", fault_class="hard", method="phone", actor="EN1")
    return number


@contextmanager
def reading(desk: Workbench) -> Iterator[Reader]:
    """Open the desk's store."""
    with closing(open_reader(desk.path)) as conn:
        yield conn


def test_it_counts_once_the_four_hours_are_over(desk: Workbench, number: int) -> None:
    """Before, the visit that was agreed on is next; then the loaner is, though it was due first all the time."""
    with reading(desk) as conn:
        row = get_ticket(conn, number)
    before, after = row.read_at(OPENED + HOUR), row.read_at(OPENED + 5 * HOUR)
    assert (before.next_milestone, after.next_milestone) == ("arrived", LOANER)
    assert (before.next_due_at or 0) > (after.next_due_at or 0)


def test_who_asks_for_what_is_due_soon_is_not_shown_it_before(desk: Workbench, number: int) -> None:
    """`--due-within 12h` has the ticket from then on; what breaches next has the clock from then on."""
    where = TicketFilter(due_within=12 * HOUR)
    with reading(desk) as conn:
        for hours, there in ((1, False), (5, True)):
            at = OPENED + hours * HOUR
            assert (number in {row.number for row in list_tickets(conn, where, at=at, limit=-1)}) is there
            coming = {(clock.number, clock.milestone) for clock, *_ in next_clocks(conn, 500, at=at)}
            assert ((number, LOANER) in coming) is there


def test_what_opens_after_its_own_time_is_not_due_before_it_opens(desk: Workbench) -> None:
    """A loaner's twelve hours end tonight, those of the fix tomorrow: nothing is late tonight, the fix comes next."""
    number = desk.opened(severity="general", occurred_at=NOW)
    desk.do("ticket.answer", number, actor="HL1")
    desk.do("ticket.respond", number, actor="EN1")
    desk.do("diagnosis.record", number, cause="board broken", fault_class="hard", method="phone", actor="EN1")
    tonight = OPENED + 13 * HOUR
    with reading(desk) as conn:
        row = get_ticket(conn, number)
        late = list_tickets(conn, TicketFilter(overdue=True), at=tonight, limit=-1)
    assert row.next_milestone == row.read_at(tonight).next_milestone == "resolved"
    assert number not in {row.number for row in late}
