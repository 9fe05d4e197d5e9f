"""The periods in which a site is inspected: consecutive months or weeks from the first day of a plan."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

_INTERVAL = re.compile(r"([1-9][0-9]?) (month|week)s?")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_WEEK = re.compile(r"(\d{4})-W(0[1-9]|[1-4][0-9]|5[0-3])")
_YEAR = 12
_LONGEST_MONTH = 31
NEVER = "none"
FIRST_MONDAY = "first-monday"


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval of a number of months or weeks."""

    count: int
    unit: str

    @property
    def longest_days(self) -> int:
        """The largest number of days in it."""
        return self.count * (31 if self.unit == "month" else 7)

    def first_day(self, day: date) -> date:
        """Return the first day of the month or week of a day, on which a period that includes the day begins."""
        return day.replace(day=1) if self.unit == "month" else day - timedelta(days=day.weekday())

    def names(self, name: str) -> bool:
        """Return whether a name of a period is one of this unit: a month such as 2026-12, a week such as 2026-W50."""
        return (_MONTH if self.unit == "month" else _WEEK).fullmatch(name) is not None


class InspectionPeriod(NamedTuple):
    """A period with its name, its first and its last day."""

    name: str
    first: date
    last: date


MONTHLY = Interval(1, "month")


def read_interval(text: str) -> Interval | None:
    """Return the interval that a text such as `2 months` names; None if it names none."""
    match = _INTERVAL.fullmatch(text.strip())
    return Interval(int(match[1]), match[2]) if match else None


def periods(interval: Interval, begins: date, until: date) -> Iterator[InspectionPeriod]:
    """Yield the periods from the one with the first day on, up to those that begin on the last day."""
    first = interval.first_day(begins)
    while first <= until:
        after = _next(interval, first)
        yield InspectionPeriod(_name(interval, first), first, after - timedelta(days=1))
        first = after


def named_period(name: str, interval: Interval = MONTHLY) -> InspectionPeriod | None:
    """Return the period of a name: a month such as 2026-12, a week such as 2026-W50; None if it names none.

    A period of the other unit than the interval has one month or week.
    """
    if match := _MONTH.fullmatch(name):
        first = date(int(match[1]), int(match[2]), 1)
        length = interval if interval.unit == "month" else MONTHLY
        return InspectionPeriod(name, first, _next(length, first) - timedelta(days=1))
    if match := _WEEK.fullmatch(name):
        try:
            first = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None
        length = interval if interval.unit == "week" else Interval(1, "week")
        return InspectionPeriod(name, first, _next(length, first) - timedelta(days=1))
    return None


def aligned_period(period: InspectionPeriod, interval: Interval, begins: date | None) -> InspectionPeriod | None:
    """Return a period if it is one of those from a day on, else None; without a day it is one."""
    if begins is None or interval.count == 1:
        return period
    return next((one for one in periods(interval, begins, period.first) if one == period), None)


def last_promised_day(period: InspectionPeriod, maintenance: Iterable[tuple[date, date | None]]) -> date | None:
    """Return the last day for the inspection of a period: its end, or that of the maintenance if it is earlier.

    `maintenance` contains the periods as `maintenance.joined` returns them. Returns None if its first day is in none.
    """
    ends = (last or date.max for first, last in maintenance if first <= period.first <= (last or date.max))
    return next((min(period.last, end) for end in ends), None)


def planned_day(day: str, period: InspectionPeriod) -> date | None:
    """Return the day of a period for a plan, which is a day of the month or the first Monday; None if it is invalid."""
    if day == FIRST_MONDAY:
        return period.first + timedelta(days=-period.first.weekday() % 7)
    if not day.isdecimal() or not 1 <= int(day) <= _LONGEST_MONTH:
        return None
    return min(period.first + timedelta(days=int(day) - 1), period.last)


def _next(interval: Interval, first: date) -> date:
    if interval.unit == "week":
        return first + timedelta(weeks=interval.count)
    months = first.year * _YEAR + first.month - 1 + interval.count
    return date(months // _YEAR, months % _YEAR + 1, 1)


def _name(interval: Interval, first: date) -> str:
    if interval.unit == "month":
        return f"{first:%Y-%m}"
    year, week, _day = first.isocalendar()
    return f"{year}-W{week:02d}"
