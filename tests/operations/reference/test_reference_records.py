"""Reference data: adding with the next id, editing, and the history of both."""

import json
from typing import Any

import pytest
from workbench import Workbench

from deskctl.errors import BadData, NotFound

NEXT = [
    ("customer.add", {"name": "新样例"}, "CUS-09"),
    ("site.add", {"customer": "CUS-08", "name": "二车间"}, "S-0802"),
    ("contact.add", {"customer": "CUS-01", "name": "韩例"}, "P-0103"),
    ("contract.add", {"customer": "CUS-08", "no": "HT-9"}, "CT-09"),
    ("asset.add", {"site": "S-0103", "asset_class": "server", "name": "备机"}, "A-0108"),
    ("staff.add", {"name": "孙样", "role": "engineer"}, "EN5"),
    ("roster.add", {"staff": "LE1", "start": "2026-12-07T08:00+08:00", "end": "2026-12-07T09:00+08:00"}, "RO-13"),
    ("part.add", {"name": "风扇", "model": "FAN-1", "opening_qty": 4}, "PT-11"),
    ("loaner.add", {"name": "备用防火墙", "model": "NET-F1"}, "LN-06"),
    ("vendor.add", {"name": "原厂戊"}, "VN5"),
    ("training.add", {"customer": "CUS-01", "topic": "月结"}, "TR-004"),
]


@pytest.mark.parametrize(("name", "fields", "expected"), NEXT, ids=[name for name, _, _ in NEXT])
def test_a_new_record_gets_the_next_id_and_a_history(
    desk: Workbench, name: str, fields: dict[str, Any], expected: str
) -> None:
    """A new record gets the id after the highest one, and its history begins with the given values."""
    done = desk.do(name, actor="MG1", note="told by phone", **fields)
    assert (done.ticket, done.record, done.action) == (None, expected, f"{expected}/1")
    noun = name.partition(".")[0]
    assert desk.value(noun, "count(*)", id=expected) == 1
    (entry,) = desk.rows("master_action", "event, actor, note, data", id=expected)
    assert entry[:3] == ("added", "MG1", "told by phone")
    assert json.loads(entry[3])["id"] == expected


def test_a_new_customer_can_call_at_once(desk: Workbench) -> None:
    """A contact of a newly added customer can open a ticket under the policy of the new contract."""
    customer = desk.do("customer.add", name="New Sample", language="en").record
    desk.do("site.add", customer=customer, name="Main street")
    contact = desk.do("contact.add", customer=customer, name="C. Sample").record
    desk.do("contract.add", customer=customer, no="X-1", profile="strict", final_acceptance_date="2026-01-31")
    ticket = desk.opened(contact=contact, severity="severe")
    assert desk.rows("ticket", "policy, lang, scope, pre_acceptance", number=ticket) == [
        ("after-sales-strict", "en", None, None)
    ]


def test_a_contract_without_acceptance_gives_a_notice(desk: Workbench) -> None:
    """S0-scope.phase: adding a contract without acceptance date gives the notice that its tickets are not counted."""
    customer = desk.do("customer.add", name="New Sample").record
    (notice,) = desk.do("contract.add", customer=customer, no="X-1", maintenance_start="2026-01-31").notices
    assert "left out of the figures" in notice.text()
    assert not desk.do("contract.add", customer=customer, no="X-2", final_acceptance_date="2026-01-31").notices


def test_editing_keeps_the_old_values(desk: Workbench) -> None:
    """Editing changes only the given fields, and the history has their old and new values."""
    desk.do("customer.edit", id="CUS-04", name="禾岭新名集团", key_customer=True)
    desk.do("customer.edit", id="CUS-04", clear=["agreed_phone"])
    assert desk.rows("customer", "name, key_customer, agreed_phone, lang", id="CUS-04") == [
        ("禾岭新名集团", 1, None, "zh")
    ]
    first, second = desk.rows("master_action", "seq, data", order="seq", noun="customer")
    assert json.loads(first[1]) == {
        "name": {"from": "禾岭样例置业集团", "to": "禾岭新名集团"}, "key_customer": {"from": 0, "to": 1}
    }  # fmt: skip
    assert json.loads(second[1]) == {"agreed_phone": {"from": "000-0001-0400", "to": None}}


def test_editing_a_customers_name_changes_no_issued_report(desk: Workbench) -> None:
    """S5.4-4: an issued report does not change when the name of the customer does."""
    before = desk.rows("report", "*", order="ticket, version")
    desk.do("customer.edit", id="CUS-03", name="别名医院")
    assert desk.rows("report", "*", order="ticket, version") == before


def test_a_contract_keeps_the_options_that_are_not_given(desk: Workbench) -> None:
    """Editing one option of a contract keeps the others, and open tickets keep their policy."""
    desk.do("contract.edit", id="CT-01", profile="strict")
    options = json.loads(desk.value("contract", "options", id="CT-01"))
    assert options == {"onsite_reaction": "departed", "second_workday": "next", "profile": "strict"}
    assert desk.value("ticket", "policy", number=67) == "after-sales"
    assert desk.value("ticket", "policy", number=desk.opened()) == "after-sales-strict"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("customer.edit", {"id": "CUS-04"}),
        ("customer.edit", {"id": "CUS-04", "key_customer": False}),
        ("customer.edit", {"id": "CUS-04", "clear": ["name"]}),
        ("customer.edit", {"id": "CUS-04", "clear": ["id = id; --"]}),
        ("contract.edit", {"id": "CT-01", "maintenance_end": "2020-01-01"}),
        ("roster.edit", {"id": "RO-01", "end": "2020-01-01T00:00:00+08:00"}),
    ],
)
def test_an_edit_that_is_impossible_is_bad_data(desk: Workbench, name: str, fields: dict[str, Any]) -> None:
    """An edit without changes, without a name or with an end before the start is bad data."""
    before = desk.dump()
    desk.fails(BadData, name, **fields)
    assert desk.dump() == before


def test_the_profile_of_a_contract_must_exist(desk: Workbench) -> None:
    """A contract with an unknown policy as its profile is refused."""
    desk.fails(NotFound, "contract.add", customer="CUS-08", no="1", profile="no-such-policy")


def test_only_a_lead_engineer_is_on_the_roster(desk: Workbench) -> None:
    """S5.5-major-1: only a lead engineer can be on the roster."""
    fields = {"start": "2026-12-07T08:00:00+08:00", "end": "2026-12-07T09:00:00+08:00"}
    desk.refused("roster.add", None, "S5.5-major-1", staff="EN1", **fields)


def test_a_lead_engineer_by_a_second_role_is_on_the_roster(desk: Workbench) -> None:
    """A person whose second role is lead engineer may be put on call."""
    desk.do("staff.edit", id="SE1", role="senior_engineer", roles=["lead_engineer"], actor="MG1")
    shift = {"start": "2027-01-01T08:00:00+08:00", "end": "2027-01-02T08:00:00+08:00"}
    assert desk.do("roster.add", staff="SE1", **shift).record is not None


def test_nobody_leaves_with_open_tickets(desk: Workbench) -> None:
    """An edit that says that somebody has left is refused as a retirement is, while tickets are theirs."""
    number = desk.opened(severity="general")
    desk.do("ticket.assign", number, to="EN4", actor="HL1")
    refused = desk.refused("staff.edit", id="EN4", active=False, actor="MG1")
    assert refused.code == "has_open_tickets"
    desk.do("ticket.assign", number, to="EN1", actor="HL1")
    for (other,) in desk.rows("ticket", "number", owner="EN4"):
        if desk.status(other) not in {"closed", "closed_without_answer", "duplicate", "voided"}:
            desk.do("ticket.assign", other, to="EN1", actor="HL1")
    desk.do("improvement.add", text="spare switch", owner="EN4", due="2026-12-01")
    done = desk.do("staff.edit", id="EN4", active=False, actor="MG1")
    assert [notice.values["subjects"] for notice in done.notices] == [("TR-002", "IM-004", "IM-003")]


def test_who_leaves_the_firm_while_on_site_is_named(desk: Workbench) -> None:
    """Nobody else can log the work and leave for them, so the retirement says so while it can still be undone."""
    number = desk.opened(severity="severe", reported_at="2026-11-22T09:00:00+08:00")
    desk.do("visit.arrive", number, actor="EN3")
    gone = {"id": "EN3", "reason": "leaves", "to": "EN4", "actor": "MG1"}
    named = [one.values.get("tickets") for one in desk.do("staff.retire", **gone).notices]
    assert (f"T-{number:03d}",) in named
    desk.do("staff.retire", id="EN3", undo=True, actor="MG1")
    desk.do("visit.log", number, done="looked", actor="EN3")
    desk.do("visit.leave", number, actor="EN3")
    assert not [one for one in desk.do("staff.retire", **gone).notices if "tickets" in one.values]


def test_stock_moves_without_a_ticket(desk: Workbench) -> None:
    """S4-stock: every move is in the history of the part, and no more can be issued than is in stock."""
    before = desk.stock("PT-06")
    desk.do("stock.receive", part="PT-06", qty=3, ref="LS-1")
    desk.do("stock.issue", part="PT-06", qty=1)
    desk.refused("stock.issue", None, "S4-stock", part="PT-06", qty=before + 3)
    assert desk.stock("PT-06") == before + 2
    assert [event for (event,) in desk.rows("master_action", "event", id="PT-06")] == [
        "received", "issued"
    ]  # fmt: skip
