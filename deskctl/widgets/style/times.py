"""Formatting times: the hour for today, the date for other days."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo

from deskctl.language.i18n import N_, _, language
from deskctl.language.time_words.weekdays import WEEKDAY_NAMES
from deskctl.sla.facts import Instant
from deskctl.widgets.style.cells import fit

_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
MINUTE, HOUR, DAY = 60, 3600, 86400
TIME_CELLS: Mapping[str, int] = {"zh": 14, "en": 15}
"""The cells of the longest short time without a year by language."""
_WITHOUT_YEAR = timedelta(days=180)
"""How far away a day may be whose year goes without saying."""


def local(at: Instant, zone: tzinfo) -> datetime:
    """Return the local time in a zone."""
    return datetime.fromtimestamp(at, zone)


def short_time(at: Instant, now: Instant, zone: tzinfo) -> str:
    """Return `09:17` for today, `tomorrow 9:08`, `yesterday 9:08`, else the day and the hour."""
    then, today = local(at, zone), local(now, zone).date()
    hour = f"{then.hour}:{then.minute:02}"
    if then.date() == today:
        return f"{then:%H:%M}"
    if then.date() == today + timedelta(days=1):
        return _("tomorrow {hour}").format(hour=hour)
    if then.date() == today - timedelta(days=1):
        return _("yesterday {hour}").format(hour=hour)
    return f"{short_day(then.date(), today)} {hour}"


def padded_time(at: Instant, now: Instant, zone: tzinfo) -> str:
    """Return a short time as a cell of a column; a day with its year leaves no room for the hour."""
    text, cells = short_time(at, now, zone), TIME_CELLS[language()]
    return fit(text if len(text) <= cells else text.partition(" ")[0], cells)


def short_day(day: date, today: date) -> str:
    """Return `22 Nov` (`11月22日`), or `2025-11-22` if the day is more than half a year away."""
    return day_and_month(datetime.combine(day, time())) if abs(day - today) <= _WITHOUT_YEAR else day.isoformat()


def day_and_month(then: datetime) -> str:
    """Return `22 Nov` (`11月22日`)."""
    return _("{day} {month}").format(day=then.day, month=_(_MONTHS[then.month - 1]))


def month_word(number: int, year: int | None = None) -> str:
    """Return `Nov` (`11月`), with a year `Nov 2026` (`2026年11月`)."""
    month = _(_MONTHS[number - 1])
    return month if year is None else _("{month} {year}").format(month=month, year=year)


def long_time(at: Instant, zone: tzinfo) -> str:
    """Return `Sun 22 Nov 09:30`."""
    then = local(at, zone)
    return f"{_(WEEKDAY_NAMES[then.weekday()])} {day_and_month(then)} {then:%H:%M}"


def span(seconds: int) -> str:
    """Return a duration in its two largest units: `3 d 4 h`, `2 h 14 m`, `12 m`, `40 s`."""
    if seconds < HOUR:
        return rough_span(seconds)
    if seconds < DAY:
        return _pair(seconds, HOUR, MINUTE, N_("{n} h"), N_("{n} m"))
    return _pair(seconds, DAY, HOUR, N_("{n} d"), N_("{n} h"))


def rough_span(seconds: int) -> str:
    """Return a duration in its largest unit, cut: `3 d`, `2 h`, `12 m`, `40 s`."""
    if seconds < MINUTE:
        return _("{n} s").format(n=seconds)
    if seconds < HOUR:
        return _("{n} m").format(n=seconds // MINUTE)
    if seconds < DAY:
        return _("{n} h").format(n=seconds // HOUR)
    return _("{n} d").format(n=seconds // DAY)


def _pair(seconds: int, large: int, small: int, first: str, second: str) -> str:
    whole, rest = divmod(seconds, large)
    larger = _(first).format(n=whole)
    if rest < small:
        return larger
    return _("{larger} {smaller}").format(larger=larger, smaller=_(second).format(n=rest // small))
