"""Tags on tickets: adding, removing and filtering."""

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
    """Return the tags of a ticket."""
    with closing(open_reader(desk.path)) as conn:
        return get_ticket(conn, number).tags


def tagged(desk: Workbench, *words: str, without: bool = False) -> set[int]:
    """Return the open tickets that a filter by tags lists."""
    where = TicketFilter(without=(("tag", words),)) if without else TicketFilter(tag=words)
    with closing(open_reader(desk.path)) as conn:
        return {row.number for row in list_tickets(conn, where, at=instant(NOW), limit=-1)}


def test_a_tagged_ticket_is_found(desk: Workbench) -> None:
    """A ticket shows its tags in order and is found by any of them, or by having none."""
    desk.do("ticket.tag", 66, tags=("raid", "重要"))
    desk.do("ticket.tag", 70, tags=("vip", "vip"))
    assert (tags(desk, 66), tags(desk, 70)) == (("raid", "重要"), ("vip",))
    assert (tagged(desk, "raid"), tagged(desk, "重要", "vip"), tagged(desk, "rai")) == ({66}, {66, 70}, set())
    assert tagged(desk, "none").isdisjoint({66, 70})
    assert {66, 70} & tagged(desk, "raid", without=True) == {70}


def test_removed_and_corrected_tags_are_gone(desk: Workbench) -> None:
    """A removed tag is gone, and adding or removing a tag has no effect after its correction."""
    desk.do("ticket.tag", 66, tags=("raid",))
    desk.do("ticket.untag", 66, tags=("raid",))
    assert (tags(desk, 66), tagged(desk, "raid")) == ((), set())
    (seq,) = desk.rows("action", "max(seq)", ticket=66)[0]
    desk.do("ticket.correct", 66, seq=seq, reason="by mistake", actor="LE1")
    assert (tags(desk, 66), tagged(desk, "raid")) == (("raid",), {66})
    desk.do("ticket.correct", 66, seq=seq - 1, reason="by mistake", actor="LE1")
    assert (tags(desk, 66), tagged(desk, "raid")) == ((), set())


@pytest.mark.parametrize(
    ("step", "words", "error"),
    [("tag", ("a,b",), BadData), ("tag", (" ",), BadData), ("tag", (), BadData), ("untag", ("never",), Refused)],
)
def test_an_invalid_tag_is_refused(desk: Workbench, step: str, words: tuple[str, ...], error: type[DeskError]) -> None:
    """A tag with a comma, a blank tag, no tag, and the removal of a tag that the ticket does not have are refused."""
    desk.fails(error, f"ticket.{step}", 66, tags=words)
