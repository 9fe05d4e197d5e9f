"""The public holidays and make-up workdays of a country."""

from collections.abc import Mapping
from datetime import date
from functools import cache

Holidays = Mapping[date, tuple[bool, str]]
"""Date -> (whether it is a day off, name); a make-up workday is not a day off."""

COUNTRIES = ("china",)
NO_COUNTRY = "none"
"""In a file that extends another: the holidays there are not taken over."""


@cache
def holidays_of(country: str) -> Holidays:  # noqa: ARG001 - China is the only one so far
    """Return the published special days of a country."""
    from chinese_calendar import constants

    days: dict[date, tuple[bool, str]] = {day: (True, _name(word)) for day, word in constants.holidays.items()}
    days |= {day: (False, _name(word)) for day, word in constants.workdays.items()}
    return days


def _name(word: str) -> str:
    """Return the Chinese name from the library's `English,中文,days`."""
    return word.split(",")[1] if "," in word else word


_NEW_YEAR = ((1, 1),)
_LABOUR_DAY = ((5, 1), (5, 2))
_NATIONAL_DAY = ((10, 1), (10, 2), (10, 3))
_FIXED = (("元旦", _NEW_YEAR), ("劳动节", _LABOUR_DAY), ("国庆节", _NATIONAL_DAY))


@cache
def statutory_days(country: str, year: int) -> Mapping[date, str]:  # noqa: ARG001 - China is the only one so far
    """Return the days off that the law fixes, known before the notice of a year is published: date -> name.

    The days of the lunar year come from the library `holidays`, which is loaded when such a year is first asked for.
    Its "observed" days and days in lieu are not statutory. For years unknown to it only the fixed days are returned.
    """
    from holidays import country_holidays

    fixed = {date(year, month, day): name for name, days in _FIXED for month, day in days}
    return {**fixed, **dict(country_holidays("CN", years=year, observed=False, language="zh_CN"))}
