"""Periods of inspections against a walk day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskctl.sla.derivation.inspection_periods import (
    MONTHLY,
    InspectionPeriod,
    Interval,
    named_period,
    periods,
    planned_day,
    read_interval,
)

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))
INTERVALS = st.builds(Interval, st.integers(1, 6), st.sampled_from(["month", "week"]))


def walked(interval: Interval, begins: date, until: date) -> list[tuple[date, date]]:
    """Return the first and the last day of each period, found by going through the days one by one."""
    day = begins
    while not (day.day == 1 if interval.unit == "month" else day.weekday() == 0):
        day -= timedelta(days=1)
    found, counted = [], 0
    first = day
    while first <= until:
        day += timedelta(days=1)
        if day.day == 1 if interval.unit == "month" else day.weekday() == 0:
            counted += 1
            if counted == interval.count:
                found.append((first, day - timedelta(days=1)))
                first, counted = day, 0
    return found


@settings(deadline=None, max_examples=60)
@given(INTERVALS, DAYS, st.integers(0, 500))
def test_periods_are_those_of_a_walk_through_the_days(interval: Interval, begins: date, length: int) -> None:
    """They follow each other without a gap, and each is found again by its name."""
    until = begins + timedelta(days=length)
    made = list(periods(interval, begins, until))
    assert [(one.first, one.last) for one in made] == walked(interval, begins, until)
    assert [named_period(one.name, interval) for one in made] == made
    assert all(one.first <= one.last for one in made)


@pytest.mark.parametrize(
    ("text", "interval"),
    [("1 month", MONTHLY), ("3 months", Interval(3, "month")), ("2 weeks", Interval(2, "week")), ("0 weeks", None),
     ("monthly", None), ("none", None), ("2 days", None)],
)  # fmt: skip
def test_an_interval_is_read(text: str, interval: Interval | None) -> None:
    """Months and weeks, at least one; anything else is none."""
    assert read_interval(text) == interval


@pytest.mark.parametrize("name", ["2026-13", "2026-W54", "2027-W53", "2026", "26-12", "2026-12-01"])
def test_what_names_no_period(name: str) -> None:
    """A month that is none, a week that its year has not, a day."""
    assert named_period(name) is None


@pytest.mark.parametrize(
    ("wish", "day"), [("15", date(2026, 2, 15)), ("31", date(2026, 2, 28)), ("first-monday", date(2026, 2, 2)),
                      ("0", None), ("32", None), ("soon", None)]
)  # fmt: skip
def test_the_day_that_a_plan_wishes(wish: str, day: date | None) -> None:
    """A day of the month, the last one if there are fewer, or the first Monday."""
    period = named_period("2026-02")
    assert isinstance(period, InspectionPeriod)
    assert planned_day(wish, period) == day
