"""A ticket follows the contract that is in force when it is reported, not the one that ends last."""

from contextlib import closing
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from workbench import NOW, Workbench

from deskctl.queries.customers.caller_card import contact_card
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.reference.contracts import contract_in_force
from deskctl.screens.intake.caller_lines import entitlement, short_entitlement
from deskctl.store.sqlite.reader import open_reader

ZONE = ZoneInfo("Asia/Shanghai")
RETIRED = {"reason": "withdrawn"}


@pytest.fixture
def new_customer(desk: Workbench) -> str:
    """Return a customer without a contract."""
    return desk.do("customer.add", name="Two Contracts").record or ""


def _contract(desk: Workbench, customer: str, no: str, start: str | None, end: str | None, **more: Any) -> str:
    days = {"maintenance_start": start, "maintenance_end": end}
    given = {name: day for name, day in days.items() if day is not None}
    return str(desk.do("contract.add", customer=customer, no=no, **given, **more).record)


def _ticket(desk: Workbench, customer: str, **fields: Any) -> dict[str, Any]:
    contact = desk.do("contact.add", customer=customer, name=f"Caller {len(fields)}").record
    number = desk.opened(contact=contact, title="no light", severity="general", **fields)
    (row,) = desk.rows("ticket", "policy, scope", number=number)
    return dict(zip(("policy", "scope"), row, strict=True))


def test_a_future_renewal_has_no_effect_yet(desk: Workbench, new_customer: str) -> None:
    """A contract that begins next month does not affect a ticket of today."""
    _contract(desk, new_customer, "now", "2026-01-01", "2026-11-30")
    _contract(desk, new_customer, "next", "2026-12-01", "2027-11-30", profile="strict")
    assert _ticket(desk, new_customer) == {"policy": "after-sales", "scope": None}


def test_a_request_of_last_month_follows_its_contract(desk: Workbench, new_customer: str) -> None:
    """A ticket follows the contract of the day on which it was reported."""
    _contract(desk, new_customer, "past", "2026-01-01", "2026-11-15")
    _contract(desk, new_customer, "now", "2026-11-16", None, profile="strict")
    then = datetime.fromisoformat("2026-11-15T23:30:00+08:00")
    assert _ticket(desk, new_customer, reported_at=then)["policy"] == "after-sales"
    assert _ticket(desk, new_customer)["policy"] == "after-sales-strict"


@pytest.mark.parametrize(
    ("contracts", "expected"),
    [
        ([("old", "2020-01-01", "2020-12-31"), ("open", "2026-01-01", None)], "open"),
        ([("long", "2026-01-01", "2028-12-31"), ("short", "2026-11-01", "2027-01-31")], "short"),
        ([("past", "2025-01-01", "2026-10-31"), ("next", "2026-12-01", "2027-11-30")], "past"),
        ([("later", "2027-06-01", "2028-05-31"), ("next", "2026-12-01", "2027-11-30")], "next"),
        ([("now", "2026-11-22", "2026-11-22"), ("next", "2026-11-23", "2030-11-30")], "now"),
        ([("without days", None, None), ("over", "2025-01-01", "2025-12-31")], "without days"),
    ],
)
def test_the_contract_in_force(
    desk: Workbench, new_customer: str, contracts: list[tuple[str, str | None, str | None]], expected: str
) -> None:
    """Of the contracts that cover a day the latest to begin is in force, or else the last that ended."""
    for contract in contracts:
        _contract(desk, new_customer, *contract)
    with closing(open_reader(desk.path)) as conn:
        assert contract_in_force(conn, new_customer, int(NOW.timestamp()), ZONE)["no"] == expected


def test_a_retired_contract_is_not_in_force(desk: Workbench, new_customer: str) -> None:
    """A retired contract is ignored, and a customer with no other contract is out of scope."""
    _contract(desk, new_customer, "kept", "2026-01-01", "2026-12-31")
    wrong = _contract(desk, new_customer, "wrong", "2026-02-01", "2027-12-31", profile="strict")
    desk.do("contract.retire", id=wrong, actor="MG1", **RETIRED)
    assert _ticket(desk, new_customer) == {"policy": "after-sales", "scope": None}
    other = str(desk.do("customer.add", name="Left us").record)
    only = _contract(desk, other, "only", "2026-02-01", "2027-12-31")
    desk.do("contract.retire", id=only, actor="MG1", **RETIRED)
    assert _ticket(desk, other)["scope"] == "out_of_scope"


def test_a_retired_contract_does_not_follow_another(desk: Workbench, new_customer: str) -> None:
    """The end of a contract remains on the due list if the contract that was to follow it is retired."""
    ends = _contract(desk, new_customer, "ends", "2026-01-01", "2026-12-01")
    wrong = _contract(desk, new_customer, "wrong", "2026-12-02", "2027-12-31")

    def listed() -> bool:
        with closing(open_reader(desk.path)) as conn:
            duties = due_list(DueInputs(conn, int(NOW.timestamp()), ZONE), DueFilter(kinds=("contract",)))
            return any(duty.subject == ends for duty in duties)

    assert not listed()
    desk.do("contract.retire", id=wrong, actor="MG1", **RETIRED)
    assert listed()


def test_a_contract_to_come_is_said_at_the_call(desk: Workbench, new_customer: str) -> None:
    """Before the first day of the only contract a visit is charged: the step and the card of the caller say so."""
    _contract(desk, new_customer, "next", "2026-12-01", "2027-11-30")
    contact = desk.do("contact.add", customer=new_customer, name="Early Caller").record or ""
    opened = desk.do("ticket.open", contact=contact, title="no light", severity="general", actor="HL1")
    assert any("2026-12-01" in str(notice.values) for notice in opened.notices)
    with closing(open_reader(desk.path)) as conn:
        card = contact_card(conn, contact, at=int(NOW.timestamp()))
    text, covered = entitlement(card, "2026-11-22")
    assert ("2026-12-01" in text, covered) == (True, False)
    assert "2026-12-01" in short_entitlement(card, "2026-11-22")


def test_a_request_recorded_after_a_renewal_gives_no_warning(desk: Workbench, new_customer: str) -> None:
    """A request of yesterday, the last day of a contract, gives no warning if the next contract covers today."""
    _contract(desk, new_customer, "past", "2026-01-01", "2026-11-21")
    _contract(desk, new_customer, "now", "2026-11-22", "2027-11-21")
    contact = desk.do("contact.add", customer=new_customer, name="Late Caller").record or ""
    then = datetime.fromisoformat("2026-11-21T23:00:00+08:00")
    fields = {"contact": contact, "title": "no light", "severity": "general", "reported_at": then}
    assert [
        notice.text() for notice in desk.do("ticket.open", actor="HL1", **fields).notices if "S2.3" in notice.text()
    ] == []
