"""Several parts under one request number, as in a supplier's order: each part has its own balance."""

from contextlib import closing
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from workbench import NOW, Workbench

from deskctl.queries.due.due_cursor import after_cursor, cursor_of_duty
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list, first_rows, unordered
from deskctl.queries.ticket.history import actions_in_force, history
from deskctl.queries.ticket.parts import parts
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader

ZONE = ZoneInfo("Asia/Shanghai")
DISK, SUPPLY, ORDER = "PT-02", "PT-01", "PO-77"


@pytest.fixture
def ticket(desk: Workbench) -> int:
    """Return a ticket on which two disks and a power supply were requested under one number."""
    number = desk.opened(severity="general", assets=["A-0101"])
    desk.do("part.inform", number)
    for part, pieces in ((DISK, 2), (SUPPLY, 1)):
        desk.do("part.consent", number, **{"for": part, "by_contact": "P-0101", "how": "phone"})
        desk.do("part.verify", number, part=part)
        desk.do("part.request", number, part=part, qty=pieces, request=ORDER, actor="BS1")
    return number


def due(desk: Workbench, ticket: int) -> list[tuple[str, str]]:
    """Return the parts of the ticket that are due to be received, each with its request number."""
    with closing(open_reader(desk.path)) as conn:
        rows = due_list(DueInputs(conn, instant(NOW), ZONE), DueFilter(kinds=("part",), within=30 * 86_400))
        return sorted((row.title, row.subject) for row in rows if row.ticket == ticket and row.step == "receive")


def shown(desk: Workbench, ticket: int) -> list[tuple[Any, ...]]:
    """Return the parts as the ticket shows them."""
    with closing(open_reader(desk.path)) as conn:
        every = parts(actions_in_force(history(conn, ticket)), ZONE)
    return [(one["part"], one["qty"], one["received_at"] is not None) for one in every]


def test_each_part_is_due_until_it_is_received(desk: Workbench, ticket: int) -> None:
    """Each part is due until all its pieces are received, whatever was received of the other part."""
    assert due(desk, ticket) == [(SUPPLY, ORDER), (DISK, ORDER)]
    desk.do("part.receive", ticket, part=DISK, request=ORDER, actor="BS1")
    assert due(desk, ticket) == [(SUPPLY, ORDER), (DISK, ORDER)]
    desk.do("part.receive", ticket, part=SUPPLY, request=ORDER, actor="BS1")
    assert due(desk, ticket) == [(DISK, ORDER)]
    desk.do("part.receive", ticket, part=DISK, request=ORDER, actor="BS1")
    assert due(desk, ticket) == []


def test_the_ticket_shows_each_part(desk: Workbench, ticket: int) -> None:
    """A received part is marked as received, the other one is not."""
    desk.do("part.receive", ticket, part=SUPPLY, request=ORDER, actor="BS1")
    assert shown(desk, ticket) == [(DISK, 2, False), (SUPPLY, 1, True)]


def test_missing_parts_give_separate_notices(desk: Workbench, ticket: int) -> None:
    """Closing the ticket gives a notice for each part with its missing pieces."""
    desk.do("ticket.resolve", ticket)
    desk.do("report.issue", ticket, cause="a", method="b", result="c")
    desk.do("report.send", ticket)
    desk.do("feedback.satisfied", ticket, by_contact="P-0101")
    notices = [notice.text() for notice in desk.do("ticket.close", ticket).notices]
    assert [text for text in notices if ORDER in text] == [
        f"T-{ticket:03d} is closed with 2 of {DISK} still to come ({ORDER}).",
        f"T-{ticket:03d} is closed with 1 of {SUPPLY} still to come ({ORDER}).",
    ]


def test_an_expected_date_applies_to_its_part(desk: Workbench, ticket: int) -> None:
    """An expected date applies to the given part, or without a part to all parts of the request."""
    later_date = (NOW + timedelta(days=20)).date()
    desk.do("part.expect", ticket, part=DISK, request=ORDER, expected=later_date, actor="BS1")
    assert dict(days(desk, ticket))[DISK] > dict(days(desk, ticket))[SUPPLY]
    desk.do("part.expect", ticket, request=ORDER, expected=later_date, actor="BS1")
    assert dict(days(desk, ticket))[DISK] == dict(days(desk, ticket))[SUPPLY]


def days(desk: Workbench, ticket: int) -> list[tuple[str, Any]]:
    """Return the parts that are due to be received with their due times."""
    with closing(open_reader(desk.path)) as conn:
        rows = due_list(DueInputs(conn, instant(NOW), ZONE), DueFilter(kinds=("part",), within=30 * 86_400))
        return sorted((row.title, row.due_at) for row in rows if row.ticket == ticket and row.step == "receive")


def test_pages_of_one_row_list_each_part_once(desk: Workbench, ticket: int) -> None:
    """Paging the due list by one row lists each part under one number once, on this ticket and on another."""
    other = desk.opened(severity="general", assets=["A-0101"])
    desk.do("part.inform", other)
    desk.do("part.consent", other, **{"for": SUPPLY, "by_contact": "P-0101", "how": "phone"})
    desk.do("part.verify", other, part=SUPPLY)
    desk.do("part.request", other, part=SUPPLY, qty=1, request=ORDER, actor="BS1")
    where, seen, cursor = DueFilter(within=30 * 86_400), [], None
    with closing(open_reader(desk.path)) as conn:
        inputs = DueInputs(conn, instant(NOW), ZONE)
        while page := first_rows(after_cursor(unordered(inputs, where), cursor), 1):
            seen += page
            cursor = cursor_of_duty(page[0])
        assert seen == due_list(inputs, where)
    received = [(row.subject, row.ticket, row.title) for row in seen if row.step == "receive"]
    assert {row for row in received if row[0] == ORDER} == {
        (ORDER, ticket, DISK), (ORDER, ticket, SUPPLY), (ORDER, other, SUPPLY)
    }  # fmt: skip


def test_pieces_without_a_number_complete_the_first_request(desk: Workbench, ticket: int) -> None:
    """Pieces that are received without a number belong to the first request until all its pieces have come."""
    desk.do("part.request", ticket, part=DISK, qty=1, request="PO-78", actor="BS1")
    desk.do("part.receive", ticket, part=DISK, actor="BS1")
    desk.do("part.receive", ticket, part=DISK, actor="BS1")
    assert due(desk, ticket) == [(SUPPLY, ORDER), (DISK, "PO-78")]
