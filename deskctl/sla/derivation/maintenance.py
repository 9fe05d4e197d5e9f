"""Periods of maintenance: the days for which a customer's contracts promise service."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias

Maintenance: TypeAlias = tuple[date, date | None]
"""The first and the last day; without a last one it does not end."""

_DAY = timedelta(days=1)


def joined(contracts: Iterable[Maintenance]) -> list[Maintenance]:
    """Return the periods of maintenance in order; contracts that overlap or follow each other without a gap are one."""
    periods: list[Maintenance] = []
    for first, last in sorted(contracts, key=lambda one: one[0]):
        if periods and _reaches(periods[-1], first):
            periods[-1] = periods[-1][0], _later(periods[-1][1], last)
        else:
            periods.append((first, last))
    return periods


def _reaches(period: Maintenance, day: date) -> bool:
    return period[1] is None or day - _DAY <= period[1]


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
