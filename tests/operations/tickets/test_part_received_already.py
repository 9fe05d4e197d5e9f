"""What is said to the second of two people who receive the same part: that it was received, by whom and when."""

import pytest
from workbench import Workbench

from deskctl.errors import Refused

PART = "PT-02"


@pytest.fixture
def ticket(desk: Workbench) -> int:
    """Return a ticket on which PT-02 was requested and has come."""
    number = desk.opened(severity="general", assets=["A-0101"])
    desk.do("part.consent", number, **{"for": PART, "by_contact": "P-0101", "how": "phone"})
    desk.do("part.inform", number)
    desk.do("part.verify", number, part=PART)
    desk.do("part.request", number, part=PART, request="PR-100", actor="BS1")
    desk.do("part.receive", number, part=PART, actor="BS1")
    return number


@pytest.mark.parametrize("request_", [{}, {"request": "PR-100"}])
def test_a_part_received_already_is_not_to_be_requested_again(
    desk: Workbench, ticket: int, request_: dict[str, str]
) -> None:
    """The refusal names who received it and when, and proposes no new request; scripts read the code as before."""
    refused = desk.fails(Refused, "part.receive", ticket, part=PART, actor="BS1", **request_)
    assert refused.code == "not_requested"
    assert refused.text() == "T-073: PT-02 was received already: by BS1 at 2026-11-22 09:40."
    assert refused.remedy is None
    assert refused.hint == "deskctl ticket show T-073"


@pytest.mark.parametrize("fields", [{"part": "PT-01"}, {"part": PART, "request": "PR-999"}])
def test_a_part_or_a_number_never_requested_is_to_be_requested(
    desk: Workbench, ticket: int, fields: dict[str, str]
) -> None:
    """Another part, or another number, was not received: the way is to request it."""
    refused = desk.fails(Refused, "part.receive", ticket, actor="BS1", **fields)
    assert "no request for" in refused.text()
    assert refused.remedy is not None
    assert refused.remedy.do in {"part.consent", "part.request"}


def test_of_more_than_are_to_come_it_is_said_how_many_come(desk: Workbench, ticket: int) -> None:
    """Two came of three: a third and a fourth are one too many, and one is still to come."""
    desk.do("part.request", ticket, part=PART, qty=3, actor="BS1")
    desk.do("part.receive", ticket, part=PART, qty=2, actor="BS1")
    refused = desk.fails(Refused, "part.receive", ticket, part=PART, qty=2, actor="BS1")
    assert (refused.text(), refused.hint) == ("T-073: fewer pieces of PT-02 are still to come: 1.", "--qty 1")


def test_another_number_of_the_request_is_named(desk: Workbench, ticket: int) -> None:
    """Whoever mistypes the number reads the one that is open."""
    desk.do("part.request", ticket, part=PART, request="PR-200", actor="BS1")
    refused = desk.fails(Refused, "part.receive", ticket, part=PART, request="PR-201", actor="BS1")
    assert refused.text() == "T-073: PT-02 was requested under another number: PR-200."
    assert (refused.hint, refused.remedy) == ("--request PR-200", None)


def test_a_receipt_taken_back_is_no_receipt(desk: Workbench, ticket: int) -> None:
    """After the correction the part is to come again, and is received."""
    last = desk.rows("action", "seq", order="seq", event="part_received", ticket=ticket)[-1][0]
    desk.do("ticket.correct", ticket, seq=last, reason="the wrong one", actor="BS1")
    assert desk.do("part.receive", ticket, part=PART, actor="BS1").events == ("part_received",)


def test_a_part_installed_already_is_said_to_be(desk: Workbench, ticket: int) -> None:
    """The second of two engineers reads who installed it; before that, nobody did."""
    desk.do("part.install", ticket, part=PART)
    again = desk.fails(Refused, "part.install", ticket, part=PART)
    assert "PT-02 was installed already: by EN1 at 2026-11-22 09:40" in again.text()
    never = desk.fails(Refused, "part.install", ticket, part="PT-01")
    assert "neither received nor taken" in never.text()
