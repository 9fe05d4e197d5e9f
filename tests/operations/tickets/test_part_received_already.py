"""Refusals of a second receipt or installation of a part, which name the first one."""

import pytest
from workbench import Workbench

from deskctl.errors import Refused

PART = "PT-02"


@pytest.fixture
def ticket(desk: Workbench) -> int:
    """Return a ticket on which PT-02 was requested and received."""
    number = desk.opened(severity="general", assets=["A-0101"])
    desk.do("part.consent", number, **{"for": PART, "by_contact": "P-0101", "how": "phone"})
    desk.do("part.inform", number)
    desk.do("part.verify", number, part=PART)
    desk.do("part.request", number, part=PART, request="PR-100", actor="BS1")
    desk.do("part.receive", number, part=PART, actor="BS1")
    return number


@pytest.mark.parametrize("request_", [{}, {"request": "PR-100"}])
def test_a_second_receipt_suggests_no_new_request(desk: Workbench, ticket: int, request_: dict[str, str]) -> None:
    """The refusal of a second receipt states who received the part and when, and suggests no new request."""
    refused = desk.fails(Refused, "part.receive", ticket, part=PART, actor="BS1", **request_)
    assert refused.code == "not_requested"
    assert refused.text() == "T-073: PT-02 was received already: by BS1 at 2026-11-22 09:40."
    assert refused.remedy is None
    assert refused.hint == "deskctl ticket show T-073"


@pytest.mark.parametrize("fields", [{"part": "PT-01"}, {"part": PART, "request": "PR-999"}])
def test_a_part_never_requested_suggests_a_request(desk: Workbench, ticket: int, fields: dict[str, str]) -> None:
    """The refusal of a part or number that was never requested suggests the request."""
    refused = desk.fails(Refused, "part.receive", ticket, actor="BS1", **fields)
    assert "no request for" in refused.text()
    assert refused.remedy is not None
    assert refused.remedy.do in {"part.consent", "part.request"}


def test_a_receipt_of_too_many_states_how_many_are_open(desk: Workbench, ticket: int) -> None:
    """The refusal of more pieces than expected states how many are still to come."""
    desk.do("part.request", ticket, part=PART, qty=3, actor="BS1")
    desk.do("part.receive", ticket, part=PART, qty=2, actor="BS1")
    refused = desk.fails(Refused, "part.receive", ticket, part=PART, qty=2, actor="BS1")
    assert (refused.text(), refused.hint) == ("T-073 has only 1 of PT-02 still to come.", "--qty 1")


def test_a_wrong_request_number_is_refused_with_the_open_one(desk: Workbench, ticket: int) -> None:
    """The refusal of a wrong request number names the open one."""
    desk.do("part.request", ticket, part=PART, request="PR-200", actor="BS1")
    refused = desk.fails(Refused, "part.receive", ticket, part=PART, request="PR-201", actor="BS1")
    assert refused.text() == "T-073: PT-02 was requested under another number: PR-200."
    assert (refused.hint, refused.remedy) == ("--request PR-200", None)


def test_a_corrected_receipt_can_be_repeated(desk: Workbench, ticket: int) -> None:
    """After the correction of a receipt the part can be received again."""
    last = desk.rows("action", "seq", order="seq", event="part_received", ticket=ticket)[-1][0]
    desk.do("ticket.correct", ticket, seq=last, reason="the wrong one", actor="BS1")
    assert desk.do("part.receive", ticket, part=PART, actor="BS1").events == ("part_received",)


def test_a_second_installation_states_the_first(desk: Workbench, ticket: int) -> None:
    """The refusal of a second installation states who installed the part; a part that never came is refused, too."""
    desk.do("part.install", ticket, part=PART)
    again = desk.fails(Refused, "part.install", ticket, part=PART)
    assert "PT-02 was installed already: by EN1 at 2026-11-22 09:40" in again.text()
    never = desk.fails(Refused, "part.install", ticket, part="PT-01")
    assert "neither received nor taken" in never.text()
