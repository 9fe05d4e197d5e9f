"""Random calendars, times and pauses, near the days on which clocks change."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from deskctl.sla.calendar import Calendar, Pause, SpecialDay
from deskctl.sla.facts import Instant
from deskctl.sla.periods import Window

HOUR = 3600
CALENDARS = 600
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai", "America/St_Johns", "UTC")
TURNS = (
    date(2026, 3, 8),  # summer time begins in New York,
    date(2026, 3, 29),  # in Berlin,
    date(2026, 4, 5),  # and ends on Lord Howe, by half an hour
    date(2026, 10, 4),
    date(2026, 10, 25),
    date(2026, 11, 1),
    date(2026, 12, 31),
    date(2026, 7, 1),
)


def _windows(chance: Random, step: int) -> tuple[Window, ...]:
    marks = sorted(chance.sample(range(0, 86_400 + step, step), 2 * chance.randint(0, 3)))
    return tuple(zip(marks[::2], marks[1::2], strict=True))


@cache  # a calendar prepares its year once, which costs more than the property that is checked with it
def _calendar(number: int, step: int) -> Calendar:
    chance = Random(number)  # noqa: S311 - a calendar by its number, not a secret
    kinds = [_windows(chance, step) for _ in range(3)]
    week = tuple(chance.choice(kinds) for _ in range(7))
    if not any(week):
        week = (((9 * HOUR, 17 * HOUR),), *week[1:])
    turn = chance.choice(TURNS)
    special = {turn + timedelta(days=chance.randint(-4, 9)): SpecialDay(_windows(chance, step)) for _ in range(3)}
    return Calendar(f"no. {number}", ZoneInfo(chance.choice(ZONES)), week, special)


def a_calendar(chance: Random, step: int = 60) -> Calendar:
    """Return a calendar that is open on some weekday; its windows begin and end on multiples of `step` seconds."""
    return _calendar(chance.randrange(CALENDARS), step)


def chances(row: int) -> st.SearchStrategy[list[Random]]:
    """Draw a number and derive several random sources from it, as each draw costs more than the check of its values."""
    return st.integers(0, 2**48).map(lambda number: [Random(number + place) for place in range(row)])  # noqa: S311 - by their numbers, no secret


def open_week(calendar: Calendar) -> int:
    """Return the open seconds of an ordinary week."""
    return sum(end - start for day in calendar.week for start, end in day)


FIRST = tuple(int(datetime(turn.year, turn.month, turn.day, tzinfo=UTC).timestamp()) - 4 * 86_400 for turn in TURNS)


def a_moment(chance: Random, step: int = 1) -> Instant:
    """Return a time within a few days of a change to or from summer time."""
    return chance.choice(FIRST) + chance.randrange(0, 9 * 86_400, step)


def some_stretches(chance: Random, step: int = 1) -> tuple[tuple[int, int], ...]:
    """Return separate stretches in order, in seconds from a start; some begin before it."""
    marks = sorted(chance.sample(range(-86_400, 5 * 86_400 + step, step), chance.randint(0, 6)))
    return tuple(zip(marks[::2], marks[1::2], strict=False))


def pauses_from(start: Instant, offsets: tuple[tuple[int, int], ...]) -> tuple[Pause, ...]:
    """Return the stretches as pauses relative to a start."""
    return tuple((start + begin, start + end) for begin, end in offsets)
