"""Retired records accept no new work: the refusal names the command that restores them."""

from typing import Any

import pytest
from workbench import Workbench

from deskctl.errors import Refused

IN_MARCH = "2027-03-01T10:00:00+08:00"
NEXT_MONTH = "IN-2026-12-S-0801"
GONE = {"reason": "gone", "actor": "LE1"}


def retired(desk: Workbench, name: str, ticket: int | None = None, /, **fields: Any) -> Refused:
    """Perform an operation that must be refused because of a retired record."""
    with pytest.raises(Refused) as caught:
        desk.do(name, ticket, **{"actor": "MG1", **fields})
    assert caught.value.code == "retired", caught.value
    return caught.value


def restores(refused: Refused) -> str:
    """Return the command that a refusal names, which restores a record."""
    assert refused.remedy is not None
    assert refused.remedy.fields["undo"] is True
    return f"{refused.remedy.do} {refused.remedy.fields['id']}"


@pytest.mark.parametrize(
    ("record", "retiring", "work"),
    [
        ("PT-05", "part", ("stock.receive", {"part": "PT-05", "qty": 1})),
        ("A-0303", "asset", ("asset.note-warranty", {"id": "A-0303"})),
        ("CT-08", "contract", ("contract.outcome", {"id": "CT-08", "to": "renewed", "maintenance_end": "2027-12-31"})),
        ("FAQ-001", "faq", ("faq.release", {"id": "FAQ-001"})),
        ("FAQ-001", "faq", ("faq.review", {"id": "FAQ-001", "until": "2027-12-01"})),
        ("S-0801", "site", ("inspection.add", {"site": "S-0801", "reason": "moved"})),
        ("S-0801", "site", ("inspection.schedule", {"id": NEXT_MONTH, "planned_at": IN_MARCH})),
        ("P-0801", "contact", ("ticket.open", {"contact": "P-0801", "title": "till"})),
    ],
)
def test_retired_record_accepts_no_new_work(
    desk: Workbench, record: str, retiring: str, work: tuple[str, dict[str, Any]]
) -> None:
    """What begins work on a retired record is refused, and restoring the record is the way out."""
    name, fields = work
    if name == "inspection.schedule":
        desk.do("inspection.start", id=NEXT_MONTH, actor="EN1")
        fields = {**fields, "actor": "EN1"}
    desk.do(f"{retiring}.retire", id=record, **GONE)
    assert restores(retired(desk, name, **fields)) == f"{retiring}.retire {record}"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("ticket.open", {"contact": "P-0801", "title": "till", "actor": "HL1"}),
        ("asset.add", {"site": "S-0801", "name": "till", "asset_class": "server"}),
        ("return-visit.plan", {"customer": "CUS-08", "planned_at": IN_MARCH}),
        ("return-visit.interval", {"customer": "CUS-08", "days": 30, "agreed_by": "P-0801"}),
        ("inspection.add", {"site": "S-0801", "reason": "moved"}),
        ("callback.add", {"contact": "P-0801", "due": IN_MARCH, "text": "call", "actor": "HL1"}),
        ("contract.outcome", {"id": "CT-08", "to": "renewed", "maintenance_end": "2027-12-31"}),
    ],
)
def test_retired_customer_gets_no_new_work(desk: Workbench, name: str, fields: dict[str, Any]) -> None:
    """A customer's contacts, sites and equipment are retired with it: nothing new begins for them."""
    settle(desk, "CUS-08")
    desk.do("customer.retire", id="CUS-08", **GONE)
    assert restores(retired(desk, name, **fields)) == "customer.retire CUS-08"


def settle(desk: Workbench, customer: str) -> None:
    """End the open tickets of a customer."""
    ended = ("closed", "duplicate", "voided")
    for number, status in desk.rows("ticket", "number, status", customer=customer):
        if status not in ended:
            desk.do("ticket.void", number, reason="test", actor="LE1")


def test_work_on_a_retired_record_is_brought_to_its_end(desk: Workbench) -> None:
    """A retired part still leaves the stock, its record is still corrected, and a restored one is used again."""
    desk.do("part.retire", id="PT-05", **GONE)
    desk.do("stock.issue", part="PT-05", qty=1, actor="BS1")
    desk.do("part.edit", id="PT-05", location="scrap", actor="BS1")
    desk.do("part.retire", id="PT-05", undo=True, actor="LE1")
    desk.do("stock.receive", part="PT-05", qty=1, actor="BS1")


@pytest.mark.parametrize(("noun", "name"), [("customer", "CUS-08"), ("contract", "CT-08")])
def test_what_is_retired_still_ends(desk: Workbench, noun: str, name: str) -> None:
    """That a contract ended is recorded after its customer left, too: until then it stays on the due list."""
    settle(desk, "CUS-08")
    desk.do(f"{noun}.retire", id=name, **GONE)
    desk.do("contract.outcome", id="CT-08", to="ended", actor="MG1")


def test_caller_is_not_identified_as_somebody_of_a_retired_customer(desk: Workbench) -> None:
    """A ticket that was opened with a name alone does not get a retired customer by its contact either."""
    settle(desk, "CUS-08")
    desk.do("customer.retire", id="CUS-08", **GONE)
    ticket = desk.do("ticket.open", caller_name="Zhou", phone="1", title="till", actor="HL1").ticket
    for named in ({"contact": "P-0801"}, {"customer": "CUS-08"}):
        assert restores(retired(desk, "ticket.identify", ticket, **named)) == "customer.retire CUS-08"


@pytest.mark.parametrize(("noun", "name"), [("customer", "CUS-01"), ("site", "S-0101")])
def test_finding_at_a_retired_site_begins_nothing(desk: Workbench, noun: str, name: str) -> None:
    """An abnormal item that was found where we serve no more opens no ticket and no advice, but can be left."""
    settle(desk, "CUS-01")
    finding = {"id": "IN-2026-10-CUS-01", "item": "磁盘健康", "actor": "EN1"}
    desk.do(f"{noun}.retire", id=name, **GONE)
    for decision in ({"open_ticket": True}, {"recommend": "replace it"}):
        assert restores(retired(desk, "inspection.finding", **finding, **decision)) == f"{noun}.retire {name}"
    desk.do("inspection.finding", **finding, none=True, reason="they left")


def test_loaner_in_house_is_not_extended(desk: Workbench) -> None:
    """Only a loan can be extended: a loaner in house has none."""
    assert desk.refused("loaner.extend", id="LN-05", until="2026-12-20").code == "order"
    desk.do("loaner.extend", id="LN-02", until="2026-12-20")


def test_certificate_of_who_left_is_not_renewed(desk: Workbench) -> None:
    """A person who left has no certificate to renew; it can still be dropped."""
    (name, staff) = desk.rows("certificate", "id, staff", order="id")[0]
    for number, status in desk.rows("ticket", "number, status", owner=staff):
        if status != "closed":
            desk.do("ticket.assign", number, to="LE1", actor="LE1")
    desk.do("staff.retire", id=staff, to="LE1", **GONE)
    assert desk.refused("certificate.renew", id=name, expires="2028-01-01", actor="LE1").code == "departed"
    desk.do("certificate.drop", id=name, reason="left", actor="LE1")
