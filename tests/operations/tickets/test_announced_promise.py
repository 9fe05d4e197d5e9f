"""Rule 16: an announced loaner counts as the next promise from its warning on, or from when it runs."""

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
    """Return a ticket on a hard fault whose visit and fix are postponed to the second working day."""
    number = desk.opened(severity="general", level="urgent", occurred_at=NOW)
    desk.do("ticket.answer", number, actor="HL1")
    desk.do("ticket.respond", number, actor="EN1")
    desk.do("visit.request", number, reason="user_request", actor="EN1")
    desk.do("visit.agree-second-workday", number, by_contact="P-0101", how="phone", actor="EN1")
    desk.do("diagnosis.record", number, cause="board broken", fault_class="hard", method="phone", actor="EN1")
    return number


@contextmanager
def reading(desk: Workbench) -> Iterator[Reader]:
    """Return a connection for reading the desk."""
    with closing(open_reader(desk.path)) as conn:
        yield conn


def test_the_loaner_counts_after_the_four_hours(desk: Workbench, number: int) -> None:
    """Until the four hours are over the agreed visit is the next promise, then the loaner, which is due earlier."""
    with reading(desk) as conn:
        row = get_ticket(conn, number)
    before, after = row.read_at(OPENED + HOUR), row.read_at(OPENED + 5 * HOUR)
    assert (before.next_milestone, after.next_milestone) == ("arrived", LOANER)
    assert (before.next_due_at or 0) > (after.next_due_at or 0)


def test_due_within_omits_the_loaner_before(desk: Workbench, number: int) -> None:
    """`--due-within 12h` and the next clocks contain the loaner only after the four hours are over."""
    where = TicketFilter(due_within=12 * HOUR)
    with reading(desk) as conn:
        for hours, included in ((1, False), (5, True)):
            at = OPENED + hours * HOUR
            assert (number in {row.number for row in list_tickets(conn, where, at=at, limit=-1)}) is included
            coming = {(clock.number, clock.milestone) for clock, *_ in next_clocks(conn, 500, at=at)}
            assert ((number, LOANER) in coming) is included


def test_a_loaner_is_not_due_before_it_opens(desk: Workbench) -> None:
    """A loaner whose twelve hours end before the fix is due is not overdue before it opens."""
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
