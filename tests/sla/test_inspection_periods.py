"""Periods of inspections, checked against a walk through the days."""

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
    """Return the first and the last day of each period, found by walking through the days."""
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
    """Inspection periods follow each other without a gap, and each is found again by its name."""
    until = begins + timedelta(days=length)
    named = list(periods(interval, begins, until))
    assert [(one.first, one.last) for one in named] == walked(interval, begins, until)
    assert [named_period(one.name, interval) for one in named] == named
    assert all(one.first <= one.last for one in named)


@pytest.mark.parametrize(
    ("text", "interval"),
    [("1 month", MONTHLY), ("3 months", Interval(3, "month")), ("2 weeks", Interval(2, "week")), ("0 weeks", None),
     ("monthly", None), ("none", None), ("2 days", None)],
)  # fmt: skip
def test_an_interval_is_read(text: str, interval: Interval | None) -> None:
    """An interval is a positive number of months or weeks; any other text is refused."""
    assert read_interval(text) == interval


@pytest.mark.parametrize("name", ["2026-13", "2026-W54", "2027-W53", "2026", "26-12", "2026-12-01"])
def test_a_malformed_name_names_no_period(name: str) -> None:
    """A name with a month that does not exist, a week that the year does not have, or a day names no period."""
    assert named_period(name) is None


@pytest.mark.parametrize(
    ("wanted", "day"), [("15", date(2026, 2, 15)), ("31", date(2026, 2, 28)), ("first-monday", date(2026, 2, 2)),
                      ("0", None), ("32", None), ("soon", None), ("²", None)]
)  # fmt: skip
def test_the_planned_day_of_a_period(wanted: str, day: date | None) -> None:
    """A planned day is a day of the month, or the last one if the month is shorter, or the first Monday."""
    period = named_period("2026-02")
    assert isinstance(period, InspectionPeriod)
    assert planned_day(wanted, period) == day
