"""Parts are installed on the ticket that received them, and open items are reported when a ticket closes."""

import io
import json

import pytest
from workbench import Workbench

from deskctl.data_files import data_file
from deskctl.errors import Refused
from deskctl.exchange.importing.desk_import import read_desk

PART = "PT-02"


@pytest.fixture
def ticket(desk: Workbench) -> int:
    """Return a ticket on which PT-02 was requested once."""
    number = desk.opened(severity="general", assets=["A-0101"])
    desk.do("part.consent", number, **{"for": PART, "by_contact": "P-0101", "how": "phone"})
    desk.do("part.inform", number)
    desk.do("part.verify", number, part=PART)
    desk.do("part.request", number, part=PART, actor="BS1")
    return number


def test_an_issued_part_is_installed_before_a_received_one(desk: Workbench, ticket: int) -> None:
    """A part issued from stock is installed before a received one, and corrections do not count a part twice."""
    before = desk.stock(PART)
    desk.do("stock.issue", part=PART, qty=1, ticket=f"T-{ticket:03d}", actor="BS1")
    first = desk.do("part.install", ticket, part=PART)
    assert desk.stock(PART) == before - 1
    desk.do("ticket.correct", ticket, seq=first.action, reason="x")
    assert desk.stock(PART) == before - 1
    desk.do("part.install", ticket, part=PART)
    assert desk.fails(Refused, "part.install", ticket, part=PART).code == "not_received"
    desk.do("part.receive", ticket, part=PART, actor="BS1")
    second = desk.do("part.install", ticket, part=PART)
    assert desk.stock(PART) == before - 1
    desk.do("ticket.correct", ticket, seq=second.action, reason="x")
    assert desk.stock(PART) == before


def test_the_next_request_is_numbered_after_the_highest(desk: Workbench) -> None:
    """A request number that a person enters counts, and the next number is one higher."""
    assert _numbers(desk, "PR-307", None, "PR-309", None) == ["PR-307", "PR-308", "PR-309", "PR-310"]


@pytest.mark.parametrize("huge", ["PR-9223372036854775807", "PR-99999999999999999999"])
def test_a_number_too_large_to_continue_from(desk: Workbench, huge: str) -> None:
    """A request number with more digits than the store can count is ignored for the next number."""
    assert _numbers(desk, huge, None, None) == [huge, "PR-015", "PR-016"]


def test_requests_of_imported_tickets_are_counted(desk: Workbench) -> None:
    """The request numbers of imported tickets are not used again."""
    assert _numbers(desk, None) == ["PR-015"]
    lines = (json.loads(line) for line in data_file("demo.jsonl").read_text("utf-8").splitlines())
    ticket = next(line for line in lines if '"part_requested"' in json.dumps(line) and line["type"] == "ticket")
    for step in ticket["timeline"]:
        step["data"].update({"request": "PR-016"} if step["event"] == "part_requested" else {})
    read_desk(io.BytesIO(json.dumps({**ticket, "id": "T-900"}).encode()), desk.path)
    assert _numbers(desk, None) == ["PR-017"]


def _numbers(desk: Workbench, *request_numbers: str | None) -> list[str]:
    """Request a part on a new ticket for each given number or None, and return the numbers of the requests."""
    number = desk.opened(severity="general", assets=["A-0101"])
    desk.do("part.consent", number, **{"for": PART, "by_contact": "P-0101", "how": "phone"})
    desk.do("part.inform", number)
    desk.do("part.verify", number, part=PART)
    for request in request_numbers:
        desk.do("part.request", number, part=PART, actor="BS1", **({"request": request} if request else {}))
    requests = desk.rows("action", "data", order="seq", event="part_requested", ticket=number)
    return [json.loads(data)["request"] for (data,) in requests]


def test_a_receipt_matches_an_open_request(desk: Workbench, ticket: int) -> None:
    """A receipt with more pieces than requested or with an unknown request number is refused."""
    assert desk.fails(Refused, "part.receive", ticket, part=PART, qty=2, actor="BS1").code == "not_requested"
    assert desk.fails(Refused, "part.receive", ticket, part=PART, request="PR-999", actor="BS1").code == "not_requested"
    desk.do("part.receive", ticket, part=PART, actor="BS1")
    assert desk.fails(Refused, "part.receive", ticket, part=PART, actor="BS1").code == "not_requested"


def test_open_items_give_notices_at_the_end(desk: Workbench, ticket: int) -> None:
    """Closing a ticket gives notices about a loaner, a part and a vendor case that are still open."""
    desk.do("loaner.send", ticket, loaner="LN-03")
    desk.do("vendor.contact", ticket, vendor="VN1", case="VC-9")
    desk.do("ticket.resolve", ticket)
    desk.do("report.issue", ticket, cause="a", method="b", result="c")
    desk.do("report.send", ticket)
    desk.do("feedback.satisfied", ticket, by_contact="P-0101")
    notices = " ".join(notice.text() for notice in desk.do("ticket.close", ticket).notices)
    assert all(word in notices for word in ("LN-03", PART, "VC-9"))


def test_a_part_without_models_is_refused_with_a_remedy(desk: Workbench) -> None:
    """The remedy for a part without compatible models enters the model of the device."""
    number = desk.opened(severity="general", assets=["A-0101"])
    part = desk.do("part.add", name="fan", model="FAN-9").action
    assert part is not None
    part = part.partition("/")[0]
    refused = desk.fails(Refused, "part.verify", number, part=part)
    assert (refused.code, refused.remedy and refused.remedy.do) == ("model_mismatch", "part.edit")
    assert refused.remedy is not None
    desk.do(refused.remedy.do, **refused.remedy.fields)
    assert "model_verified" in desk.do("part.verify", number, part=part).events


def test_the_back_office_is_informed_of_the_part(desk: Workbench) -> None:
    """The action that informs the back office records the part."""
    number = desk.opened(severity="general", assets=["A-0101"])
    done = desk.do("part.inform", number, to="BS1", part=PART)
    ((data,),) = desk.rows("action", "data", ticket=number, seq=int(str(done.action).rpartition("/")[2]))
    assert PART in data
