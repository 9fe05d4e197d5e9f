"""Read the opening hours and special days of a policy file."""

import re
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, date
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_
from deskctl.language.time_words.weekdays import WEEKDAYS
from deskctl.policy_file.keys import choice, section
from deskctl.policy_file.schema import keys_of
from deskctl.policy_file.sections.holidays import COUNTRIES, NO_COUNTRY, Holidays, holidays_of, statutory_days
from deskctl.sla.calendar import Calendar, SpecialDay
from deskctl.sla.periods import DAY, Window

WORKDAY = "WORKDAY"
_WINDOW = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


class EnteredDays(NamedTuple):
    """The special days that a desk has entered, and the years that it has declared complete."""

    days: Holidays
    published: frozenset[int] = frozenset()


def build_calendar(name: str, value: Mapping[str, Any], zone: ZoneInfo, own: EnteredDays) -> Calendar:
    """Return a calendar made of weekly `hours`, the `holidays` that it follows, and the `dates` that differ.

    The days that the desk has entered count in every calendar with holidays or dates, before these. Entering single
    days does not make a year complete. In years that are not published yet, only the days that the law fixes are off.
    """
    key = f"calendars.{name}"
    section(value, key, keys_of("calendars"))
    week = _week(section(value.get("hours"), f"{key}.hours"), f"{key}.hours")
    special: dict[date, SpecialDay] = {}
    known_until = _year(value, f"{key}.known_until")
    statutory = None
    workday = next((windows for windows in week if windows), ())
    country = choice(value, "holidays", key, (*COUNTRIES, NO_COUNTRY)) if "holidays" in value else NO_COUNTRY
    if country != NO_COUNTRY:
        published = holidays_of(country)
        special = dict(_special(published, workday))
        known_until = max(day.year for day in published)
        statutory = partial(_statutory, country)
    special |= dict(_dates(section(value.get("dates", {}), f"{key}.dates"), f"{key}.dates"))
    if follows_entered_days(value):
        special |= dict(_special(own.days, workday))
    return Calendar(name, zone, week, special, known_until, own.published, statutory)


def follows_entered_days(calendar: Mapping[str, Any]) -> bool:
    """Return whether the days that the desk enters count in a calendar: in one that has special days at all."""
    return "holidays" in calendar or "dates" in calendar


def workdays_of(keys: Mapping[str, Any]) -> str:
    """Return the calendar of the working days of a stored policy: by default `WORKDAY`, or that of the last level."""
    usual = WORKDAY if WORKDAY in keys["calendars"] else [*keys["levels"].values()][-1]["calendar"]
    return str(keys.get("workdays", usual))


def with_hours_of(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the weekly hours of a calendar for the days that `own` names, and those of `base` for the other days."""
    named = {day for days in own for day in _weekdays_or_none(days)}
    kept: dict[str, Any] = {}
    for days, hours in base.items():
        each = _weekdays_or_none(days)
        kept |= {days: hours} if named.isdisjoint(each) else {WEEKDAYS[day]: hours for day in each if day not in named}
    return {**kept, **own}


def _weekdays_or_none(words: str) -> tuple[int, ...]:
    """Return the weekdays that a key names; none if it names none, which the check of the whole reports."""
    try:
        return tuple(_weekdays(words, ""))
    except BadPolicy:
        return ()


def _special(days: Holidays, workday: tuple[Window, ...]) -> Iterator[tuple[date, SpecialDay]]:
    for day, (off, label) in days.items():
        yield day, SpecialDay(() if off else workday, label)


def _statutory(country: str, year: int) -> Mapping[date, SpecialDay]:
    return {day: SpecialDay((), label) for day, label in statutory_days(country, year).items()}


def _year(value: Mapping[str, Any], key: str) -> int | None:
    year = value.get("known_until")
    if year is not None and (type(year) is not int or not MINYEAR <= year <= MAXYEAR):
        raise BadPolicy(N_("`{key}` must be a year such as {example}."), key=key, example="2027", field=key)
    return year


def _week(hours: Mapping[str, Any], key: str) -> tuple[tuple[Window, ...], ...]:
    week: list[tuple[Window, ...]] = [()] * 7
    for days, windows in hours.items():
        for day in _weekdays(days, f"{key}.{days}"):
            if week[day]:
                named = f"{key}.{days}"
                raise BadPolicy(N_("`{key}`: {day} has its hours already."), key=named, day=WEEKDAYS[day], field=named)
            week[day] = _windows(windows, f"{key}.{days}")
    return tuple(week)


def _weekdays(words: str, key: str) -> Iterator[int]:
    if words == "daily":
        yield from range(7)
        return
    first, _, last = words.partition("-")
    if first not in WEEKDAYS or (last and last not in WEEKDAYS):
        raise BadPolicy(N_("`{key}`: name days as {example}."), key=key, example="daily, mon-fri, sat", field=key)
    begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
    yield from range(begin, end + 1) if begin <= end else (*range(begin, 7), *range(end + 1))


def _windows(value: Any, key: str) -> tuple[Window, ...]:
    texts = value if isinstance(value, list) else [value]
    windows = sorted(_window(text, key) for text in texts)
    for (_, end), (start, _) in pairwise(windows):
        if start < end:
            raise BadPolicy(N_("`{key}`: the hours overlap."), key=key, field=key)
    return tuple(windows)


def _window(value: Any, key: str) -> Window:
    match = _WINDOW.fullmatch(value) if isinstance(value, str) else None
    if match:
        opening, closing = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        if opening < closing <= DAY // 60:
            return opening * 60, closing * 60
    raise BadPolicy(
        N_("`{key}`: {value!r} is not a range of hours; write it as {example}."),
        key=key,
        value=value,
        example="09:00-17:30",
        field=key,
    )


def _dates(dates: Mapping[str, Any], key: str) -> Iterator[tuple[date, SpecialDay]]:
    for text, value in dates.items():
        where = f"{key}.{text}"
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise BadPolicy(
                N_("`{key}` is not a date; write it as {example}."), key=where, example="2026-12-24", field=where
            ) from error
        section(value, where, keys_of("dates"))
        yield day, SpecialDay(_windows(value.get("hours", []), where), str(value.get("name", "")))
