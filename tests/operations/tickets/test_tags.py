"""Tickets are marked with words of the desk's own, and found again by them."""

from contextlib import closing

import pytest
from workbench import NOW, Workbench

from deskctl.errors import BadData, DeskError, Refused
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.ticket_list import list_tickets
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader


def tags(desk: Workbench, number: int) -> tuple[str, ...]:
    """Return the words that a ticket is marked with."""
    with closing(open_reader(desk.path)) as conn:
        return get_ticket(conn, number).tags


def marked(desk: Workbench, *words: str, without: bool = False) -> set[int]:
    """Return the open tickets that a filter by words lets through."""
    where = TicketFilter(without=(("tag", words),)) if without else TicketFilter(tag=words)
    with closing(open_reader(desk.path)) as conn:
        return {row.number for row in list_tickets(conn, where, at=instant(NOW), limit=-1)}


def test_what_is_marked_is_found(desk: Workbench) -> None:
    """Words stand in the row in their order, any of several finds the ticket, none finds the others."""
    desk.do("ticket.tag", 66, tags=("raid", "重要"))
    desk.do("ticket.tag", 70, tags=("vip", "vip"))
    assert (tags(desk, 66), tags(desk, 70)) == (("raid", "重要"), ("vip",))
    assert (marked(desk, "raid"), marked(desk, "重要", "vip"), marked(desk, "rai")) == ({66}, {66, 70}, set())
    assert marked(desk, "none").isdisjoint({66, 70})
    assert {66, 70} & marked(desk, "raid", without=True) == {70}


def test_what_is_taken_away_or_taken_back_is_gone(desk: Workbench) -> None:
    """A word taken away can be given again; a step taken back, of either kind, is as if it had not been."""
    desk.do("ticket.tag", 66, tags=("raid",))
    desk.do("ticket.untag", 66, tags=("raid",))
    assert (tags(desk, 66), marked(desk, "raid")) == ((), set())
    (seq,) = desk.rows("action", "max(seq)", ticket=66)[0]
    desk.do("ticket.correct", 66, seq=seq, reason="by mistake", actor="LE1")
    assert (tags(desk, 66), marked(desk, "raid")) == (("raid",), {66})
    desk.do("ticket.correct", 66, seq=seq - 1, reason="by mistake", actor="LE1")
    assert (tags(desk, 66), marked(desk, "raid")) == ((), set())


@pytest.mark.parametrize(
    ("step", "words", "error"),
    [("tag", ("a,b",), BadData), ("tag", (" ",), BadData), ("tag", (), BadData), ("untag", ("never",), Refused)],
)
def test_what_is_no_mark_is_refused(desk: Workbench, step: str, words: tuple[str, ...], error: type[DeskError]) -> None:
    """A comma, a blank word, no word, and taking away what is not there."""
    desk.fails(error, f"ticket.{step}", 66, tags=words)
