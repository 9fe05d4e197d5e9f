"""The calendars of a policy: open hours day by day, due times and open time between times."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.language.time_words.weekdays import WEEKDAYS
from deskctl.sla.periods import DAY
from deskctl.store.facts.policies import desk_calendars, desk_working_days, load_calendars

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deskctl.sla.calendar import Calendar
    from deskctl.store.port import Reader


HOTLINE = "HOTLINE"
"""The hours of the hotline; a desk whose policy lacks this calendar counts as always open."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date of a calendar: its open hours as `09:00-17:30`, and what makes it special."""

    calendar: str
    day: date
    hours: tuple[str, ...]
    name: str
    provisional: bool


def calendars(conn: Reader, policy: str | None = None) -> Mapping[str, Calendar]:
    """Return the calendars of an installed policy, by default of the one that the desk follows; raises `NotFound`."""
    return load_calendars(conn, policy) if policy else desk_calendars(conn)


def working_days(conn: Reader) -> Calendar:
    """Return the calendar of the working days of the desk."""
    return desk_working_days(conn)


def calendar_named(conn: Reader, name: str, policy: str | None = None) -> Calendar:
    """Return a calendar by its name, in any case of letters; raises `NotFound`."""
    by_name = calendars(conn, policy)
    calendar = by_name.get(name.upper()) or by_name.get(name)
    if calendar is None:
        raise NotFound(N_("Unknown calendar {name}; valid: {known}."), name=name, known=", ".join(by_name))
    return calendar


def days_of_month(calendar: Calendar, year: int, month: int) -> Iterator[Day]:
    """Yield each date of a month."""
    for number in range(1, monthrange(year, month)[1] + 1):
        day = date(year, month, number)
        special = calendar.special_on(day)
        hours = tuple(f"{_clock(begin)}-{_clock(end)}" for begin, end in calendar.windows_on(day))
        yield Day(calendar.name, day, hours, special.name if special else "", not calendar.is_complete(year))


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A calendar with its weekly hours, a day that the desk entered, or a year that it declared complete."""

    kind: str
    name: str
    hours: tuple[str, ...] = ()
    off: bool | None = None
    words: str | None = None
    added_at: int | None = None


def calendar_entries(conn: Reader, policy: str | None = None) -> Iterator[CalendarEntry]:
    """Yield the calendars of a policy, then the days and years of the desk, the latest entry of each day."""
    for calendar in calendars(conn, policy).values():
        week = (
            " ".join((WEEKDAYS[place], *(f"{_clock(begin)}-{_clock(end)}" for begin, end in windows)))
            for place, windows in enumerate(calendar.week)
            if windows
        )
        yield CalendarEntry("calendar", calendar.name, tuple(week))
    rows = conn.execute("SELECT day, off, name, added_at FROM calendar_day ORDER BY day, added_at, length(id), id")
    for day, (off, name, added_at) in {row[0]: row[1:] for row in rows}.items():
        yield CalendarEntry("day", day, off=bool(off), words=name, added_at=added_at)
    for year, added_at in conn.execute("SELECT id, added_at FROM calendar_year ORDER BY id"):
        yield CalendarEntry("year", year, added_at=added_at)


def _clock(seconds: int) -> str:
    return "24:00" if seconds == DAY else f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
