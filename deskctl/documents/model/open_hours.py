"""The weekly hours of a calendar in words: `Mon–Fri 09:00–17:30`."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from deskctl.documents.model.document_format import enumerated
from deskctl.language.i18n import _
from deskctl.language.time_words.weekdays import WEEKDAY_NAMES

if TYPE_CHECKING:
    from deskctl.sla.calendar import Calendar


def open_hours(calendar: Calendar) -> str:
    """Return the weekly hours; consecutive days with the same hours are joined, closed days are left out."""
    parts = []
    for windows, days in groupby(enumerate(calendar.week), key=lambda day: day[1]):
        places = [place for place, _windows in days]
        if windows:
            first, last = _(WEEKDAY_NAMES[places[0]]), _(WEEKDAY_NAMES[places[-1]])
            named = first if len(places) == 1 else f"{first}–{last}"
            parts.append(" ".join((named, *(f"{_time(begin)}–{_time(end)}" for begin, end in windows))))
    return enumerated(parts)


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"
