"""The public holidays and make-up workdays that calendars follow."""

from collections.abc import Mapping
from datetime import date
from functools import cache

Holidays = Mapping[date, tuple[bool, str]]
"""Date -> (day off, name); a make-up workday is no day off."""

COUNTRIES = ("china",)


@cache
def holidays_of(country: str) -> Holidays:  # noqa: ARG001 - China is the only one so far
    """Return the special days of a country, as far as they are published."""
    from chinese_calendar import constants

    days: dict[date, tuple[bool, str]] = {day: (True, _name(word)) for day, word in constants.holidays.items()}
    days |= {day: (False, _name(word)) for day, word in constants.workdays.items()}
    return days


def _name(word: str) -> str:
    """Take the Chinese name out of the library's `English,中文,days`."""
    return word.split(",")[1] if "," in word else word
