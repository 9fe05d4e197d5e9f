"""What ended stays ended: closed accounts, and certificates whose last day is before the first one."""

import pytest
from workbench import Workbench

from deskctl.errors import BadData


@pytest.mark.parametrize(("step", "ticket"), [("account.password", None), ("account.reset", 71)])
def test_a_closed_account_gets_no_password(desk: Workbench, step: str, ticket: int | None) -> None:
    """S3-course.login: nobody is given a password of a closed account, which would not open it."""
    fields = {"account": "CA-04"} if ticket else {"id": "CA-04"}
    desk.do("account.deactivate", id="CA-04", reason="the contact left")
    refused = desk.refused(step, ticket, **fields)
    assert refused.code == "closed"
    assert refused.hint == "deskctl account deactivate CA-04 --undo --reason"
    desk.do("account.deactivate", id="CA-04", reason="still there", undo=True)
    desk.do(step, ticket, **fields)


def test_a_certificate_ends_after_its_first_day(desk: Workbench) -> None:
    """S4-staff: neither a new nor a renewed certificate ends before it was issued."""
    dated = {"staff": "EN1", "name": "Storage", "issued": "2026-01-01"}
    refused = desk.fails(BadData, "certificate.add", **dated, expires="2025-01-01")
    assert str(refused) == "expiry date is before the start."
    added = desk.do("certificate.add", **dated, expires="2028-01-01").record
    desk.fails(BadData, "certificate.renew", id=added, expires="2025-12-31")
    desk.do("certificate.renew", id=added, expires="2029-01-01")


@pytest.mark.parametrize(("day", "is_past"), [("2026-11-21", True), ("2026-11-22", False), ("2026-12-20", False)])
def test_a_new_day_is_not_in_the_past(desk: Workbench, day: str, is_past: bool) -> None:
    """Neither a finding nor a loan is put off to a day that is over."""
    name = "IN-2026-11-CUS-04"
    desk.do("inspection.record", id=name, item="disk", value="2 failed", verdict="abnormal")
    for step, fields in (
        ("inspection.finding", {"id": name, "item": "disk", "later": day, "reason": "ordered"}),
        ("loaner.extend", {"id": "LN-02", "until": day, "reason": "the part is late"}),
    ):
        if is_past:
            assert "in the past" in str(desk.fails(BadData, step, **fields))
        else:
            desk.do(step, **fields)
