"""An inspection plan applies from its first day on and does not change earlier promises (S4-inspection)."""

from contextlib import closing
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from workbench import Workbench

from deskctl.language.time_words.intervals import plain_day, plain_interval
from deskctl.language.time_words.months import month_of
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.inspections import every_inspection
from deskctl.queries.month.duty_counts import hard_duty_counts
from deskctl.queries.month.period import Period
from deskctl.queries.services.inspection_form import inspection_form
from deskctl.store.sqlite.reader import open_reader

ZONE = ZoneInfo("Asia/Shanghai")
AGREED = {"reason": "the site is closed", "agreed_by": "P-0401"}


def instant_of(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp())


def promised(desk: Workbench, at: str = "2026-11-22T09:40:00") -> list[tuple[str, str]]:
    """Return the promised inspections of the site with their last days."""
    with closing(open_reader(desk.path)) as conn:
        duties = list(every_inspection(DueInputs(conn, instant_of(at), ZONE)))
    return [(one.subject, str(one.due_on)) for one in duties if one.site == "S-0401"]


def kept(desk: Workbench, month: str) -> tuple[int, int]:
    """Return how many inspections of a month were planned and how many were done in time."""
    with closing(open_reader(desk.path)) as conn:
        period = Period(*month_of(month, ZONE), instant_of("2026-11-22T09:40:00"))
        figure = next(one for one in hard_duty_counts(conn, period, ZONE) if one.kind == "inspection")
    return figure.planned, figure.met


@pytest.mark.parametrize("first_day", [{}, {"from": "2026-11-20"}])
def test_a_plan_does_not_change_earlier_months(desk: Workbench, first_day: dict[str, str]) -> None:
    """A new plan changes neither the promises nor the figures of earlier months."""
    before, october = promised(desk), kept(desk, "2026-10")
    desk.do("inspection-plan.add", actor="LE1", site="S-0401", interval="none", **AGREED, **first_day)
    assert promised(desk) == [one for one in before if one[1] < "2026-11"]
    assert kept(desk, "2026-10") == october


def test_a_plan_begins_when_it_is_added(desk: Workbench) -> None:
    """A plan without a first day begins on the day on which it is added, and that day is stored."""
    desk.do("inspection-plan.add", actor="LE1", site="S-0401", interval="2 weeks")
    assert desk.rows("inspection_plan", "begins", site="S-0401") == [("2026-11-22",)]


def test_a_plan_for_a_future_contract_begins_with_it(desk: Workbench) -> None:
    """A plan for a customer whose maintenance begins later begins with the maintenance."""
    desk.do("contract.edit", actor="MG1", id="CT-04", maintenance_start="2027-01-01", maintenance_end="2027-12-31")
    desk.do("inspection-plan.add", actor="LE1", site="S-0401", interval="2 weeks")
    assert desk.rows("inspection_plan", "begins", site="S-0401") == [("2027-01-01",)]


def test_a_plan_cannot_begin_in_a_month_that_is_over(desk: Workbench) -> None:
    """A plan cannot begin in a month that is over, neither when it is added nor when it is edited."""
    plan = {"site": "S-0401", "interval": "2 weeks", "from": "2026-10-31"}
    assert desk.refused("inspection-plan.add", None, "S4-inspection", actor="LE1", **plan).code == "month_over"
    desk.do("inspection-plan.add", actor="LE1", **{**plan, "from": "2026-11-01"})
    edited = {"id": "IP-001", "from": "2026-09-01"}
    assert desk.refused("inspection-plan.edit", None, "S4-inspection", actor="LE1", **edited).code == "month_over"


def test_a_retired_plan_still_applies_to_its_months(desk: Workbench) -> None:
    """A retired plan still applies to the months in which it was valid."""
    later = datetime(2027, 2, 10, 9, tzinfo=ZONE)
    desk.do("inspection-plan.add", actor="LE1", site="S-0401", interval="none", **AGREED)
    desk.do("inspection-plan.retire", actor="LE1", id="IP-001", reason="open again", when=later, now=later)
    after = [name for name, last in promised(desk, "2027-02-10T10:00:00") if last > "2026-11"]
    assert after == ["IN-2027-02-S-0401"]


def test_after_its_last_day_a_plan_is_replaced_by_the_policy(desk: Workbench) -> None:
    """After the last day of a plan, the policy applies again."""
    plan = {"site": "S-0401", "interval": "none", "until": "2027-01-31", **AGREED}
    desk.do("inspection-plan.add", actor="LE1", **plan)
    after = [name for name, last in promised(desk, "2027-02-10T10:00:00") if last > "2026-11"]
    assert after == ["IN-2027-02-S-0401"]


def test_a_valid_plan_is_followed_by_another(desk: Workbench) -> None:
    """The interval of a plan that was valid cannot be changed, its engineer can, and another plan can follow it."""
    later = datetime(2027, 2, 10, 9, tzinfo=ZONE)
    times, plan = {"when": later, "now": later}, {"actor": "LE1", "id": "IP-001"}
    desk.do("inspection-plan.add", actor="LE1", site="S-0401", interval="none", **AGREED)
    for change in ({"interval": "1 month"}, {"from": "2027-02-01"}):
        assert (
            desk.refused("inspection-plan.edit", None, "S4-inspection", **plan, **times, **change).code == "month_over"
        )
    desk.do("inspection-plan.edit", engineer="EN2", **plan, **times)
    desk.do("inspection-plan.retire", reason="open again", **plan, **times)
    desk.do("inspection-plan.add", actor="LE1", site="S-0401", interval="2 weeks", **times)
    after = [name for name, last in promised(desk, "2027-02-10T10:00:00") if last > "2026-11"]
    assert after[0] == "IN-2027-W06-S-0401"


@pytest.mark.parametrize(
    ("words", "interval"),
    [
        ("每月", "1 month"), ("1个月", "1 month"), ("3 个月", "3 months"), ("每季度一次", "3 months"),
        ("半年", "6 months"), ("每两周", "2 weeks"), ("不巡检", "none"), ("every 2 weeks", "2 weeks"),
        ("monthly", "1 month"), ("now and then", "now and then"),
    ],
)  # fmt: skip
def test_an_interval_is_accepted_in_words(words: str, interval: str) -> None:
    """An interval in Chinese or English words is stored in the same form, and other text is left as it is."""
    assert plain_interval(words) == interval


@pytest.mark.parametrize(
    ("words", "day"), [("15号", "15"), ("第一个周一", "first-monday"), ("first-monday", "first-monday")]
)
def test_a_day_is_accepted_in_words(words: str, day: str) -> None:
    """A day in words is stored as a day of the month or the first Monday."""
    assert plain_day(words) == day


def test_an_inspection_is_due_by_the_end_of_maintenance(desk: Workbench) -> None:
    """An inspection of a month in which maintenance ends is due by that day, in its record as in the due list."""
    desk.do("contract.edit", actor="MG1", id="CT-04", maintenance_end="2026-12-20")
    name = "IN-2026-12-S-0401"
    assert (name, "2026-12-20") in promised(desk, "2026-12-01T09:40:00")
    with closing(open_reader(desk.path)) as conn:
        assert inspection_form(conn, name)["due"] == "2026-12-20"
    desk.do("inspection.schedule", actor="EN1", id=name, planned_at="2026-12-10T09:00:00+08:00", engineers=["EN1"])
    assert desk.value("inspection", "due", id=name) == "2026-12-20"


def test_an_inspection_for_a_period_is_due_by_the_end_of_maintenance(desk: Workbench) -> None:
    """An inspection that is added for a month in which maintenance ends is due by that day."""
    desk.do("contract.edit", actor="MG1", id="CT-04", maintenance_end="2026-12-20")
    done = desk.do("inspection.add", actor="EN1", site="S-0401", reason="early", **{"for": "2026-12"})
    assert desk.value("inspection", "due", id=done.record) == "2026-12-20"


def test_an_edit_without_the_customers_agreement_suggests_an_edit(desk: Workbench) -> None:
    """The refusal of a longer interval suggests the command that was refused, with the plan that is edited."""
    plan = desk.do("inspection-plan.add", actor="LE1", site="S-0401", interval="2 weeks").record
    longer = {"id": plan, "interval": "3 months", "reason": "little used"}
    refused = desk.refused("inspection-plan.edit", None, "S4-inspection", actor="LE1", **longer)
    assert refused.hint == f"deskctl inspection-plan edit {plan} --agreed-by"
