"""Properties that hold for every calendar, pause and zone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain, pairwise
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from strategies import TURNS, a_calendar, a_moment, chances, open_week, pauses_from, some_stretches

from deskctl.sla.calendar import Calendar, Pause, SpecialDay
from deskctl.sla.facts import Instant

MINUTE = 60
Waits = tuple[tuple[int, int], ...]
many_examples = settings(max_examples=150, deadline=None)
rows = chances(10)


def a_share(chance: Random) -> float:
    """Return the promised duration in ordinary weeks of open time, sometimes none or whole weeks."""
    return chance.choice((0, 1, 2, 3)) if chance.random() < 1 / 8 else chance.uniform(0, 3)


def promised(calendar: Calendar, share: float) -> int:
    return max(1, int(share * open_week(calendar)))


@many_examples
@given(rows)
def test_open_time_adds_up(row: list[Random]) -> None:
    """The open time between the start and the due time is the promised duration, also when it is counted in parts."""
    for chance in row:
        calendar, three = a_calendar(chance), sorted(a_moment(chance) for _ in range(3))
        pauses = pauses_from(three[0], some_stretches(chance))
        first, second = promised(calendar, a_share(chance)), promised(calendar, a_share(chance))
        elapsed_until_due_is_the_duration(calendar, three[0], first, pauses)
        due_in_two_steps_is_due_in_one(calendar, three[0], (first, second), pauses)
        splitting_adds_up(calendar, three, pauses)


def elapsed_until_due_is_the_duration(
    calendar: Calendar, start: Instant, seconds: int, pauses: Sequence[Pause]
) -> None:
    """Check that the promised duration ends exactly at the due time and not a second earlier."""
    due = calendar.due_at(start, seconds, pauses)
    assert due is not None
    assert calendar.open_seconds(start, due, pauses) == seconds
    assert calendar.open_seconds(start, due - 1, pauses) == seconds - 1


def due_in_two_steps_is_due_in_one(
    calendar: Calendar, start: Instant, steps: tuple[int, int], pauses: Sequence[Pause]
) -> None:
    """Check that counting on from an intermediate due time reaches the same due time."""
    halfway = calendar.due_at(start, steps[0], pauses)
    assert halfway is not None
    assert calendar.due_at(halfway, steps[1], pauses) == calendar.due_at(start, sum(steps), pauses)


def splitting_adds_up(calendar: Calendar, three: list[Instant], pauses: Sequence[Pause]) -> None:
    """Check that the open times of two parts add up to that of the whole."""
    parts = [calendar.open_seconds(start, end, pauses) for start, end in pairwise(three)]
    assert min(parts) >= 0
    assert sum(parts) == calendar.open_seconds(three[0], three[2], pauses)


@many_examples
@given(rows)
def test_less_open_time_never_moves_a_due_time_earlier(row: list[Random]) -> None:
    """A closed day, a closed hour of every day or another pause never moves a due time earlier."""
    for chance in row:
        calendar, start, waits, share = a_calendar(chance), a_moment(chance), some_stretches(chance), a_share(chance)
        closed = {chance.choice(TURNS) + timedelta(days=chance.randint(-4, 4)): SpecialDay(())}
        not_earlier(calendar, replace(calendar, special={**calendar.special, **closed}, _years={}), start, waits, share)
        shorter = without_hour(calendar, chance.randrange(24))
        if any(shorter.week):
            not_earlier(calendar, shorter, start, waits, share)
        wait = chance.randint(-86_400, 5 * 86_400), chance.randint(1, 86_400)
        not_earlier_by_a_pause(calendar, start, waits, share, wait)


def not_earlier_by_a_pause(
    calendar: Calendar, start: Instant, waits: Waits, share: float, wait: tuple[int, int]
) -> None:
    """Check that another pause never moves a due time earlier, and that a later pause does not move it."""
    seconds, (begin, length) = promised(calendar, share), wait
    before = calendar.due_at(start, seconds, pauses_from(start, waits))
    after = calendar.due_at(start, seconds, pauses_from(start, joined([*waits, (begin, begin + length)])))
    later = calendar.due_at(start, seconds, (*pauses_from(start, waits), (start + 6 * 86_400, start + 7 * 86_400)))
    assert after >= before
    assert later == before or before > start + 6 * 86_400


def not_earlier(calendar: Calendar, shorter: Calendar, start: Instant, waits: Waits, share: float) -> None:
    pauses, seconds = pauses_from(start, waits), promised(calendar, share)
    before, after = calendar.due_at(start, seconds, pauses), shorter.due_at(start, seconds, pauses)
    assert before is not None
    assert after is not None
    assert after >= before


def without_hour(calendar: Calendar, hour: int) -> Calendar:
    begin, end = hour * 3600, hour * 3600 + 3600

    def cut(windows: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        kept = [part for a, b in windows for part in ((a, min(b, begin)), (max(a, end), b))]
        return tuple((a, b) for a, b in kept if a < b)

    special = {day: SpecialDay(cut(known.windows)) for day, known in calendar.special.items()}
    return replace(calendar, week=tuple(cut(day) for day in calendar.week), special=special, _years={})


def joined(waits: Sequence[tuple[int, int]]) -> Waits:
    """Sort stretches and merge those that meet."""
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(waits):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)


_HALF_HOUR = 1800


@cache
def wall_clock(zone: ZoneInfo, half_hour: int) -> tuple[date, int]:
    """Return the date and the minute of the day at the beginning of a half hour; clocks change only then."""
    wall = datetime.fromtimestamp(half_hour * _HALF_HOUR, zone)
    return wall.date(), wall.hour * 60 + wall.minute


class MinuteCount:
    """A reference calculation that counts open minutes one by one on the wall clock."""

    def __init__(self, calendar: Calendar, pauses: Sequence[Pause]) -> None:
        self.zone = calendar.zone
        self.windows_on = calendar.windows_on
        self.pauses = pauses
        self.open_minutes: dict[date, frozenset[int]] = {}

    def is_open(self, at: Instant) -> bool:
        day, minute = wall_clock(self.zone, at // _HALF_HOUR)
        if day not in self.open_minutes:
            windows = self.windows_on(day)
            self.open_minutes[day] = frozenset(chain(*(range(begin // 60, end // 60) for begin, end in windows)))
        if minute + at % _HALF_HOUR // MINUTE not in self.open_minutes[day]:
            return False
        for begin, end in self.pauses:  # noqa: SIM110 - called two million times: `any` takes three times as long
            if begin <= at < end:
                return False
        return True

    def counts(self, start: Instant, minutes: int, promise: int, limit: Instant) -> tuple[int, Instant | None]:
        """Return how many of the minutes are open, and when the promised number was reached."""
        opened, elapsed, due = 0, 0, None
        for number, at in enumerate(range(start, limit, MINUTE), 1):
            opened += self.is_open(at)
            if number <= minutes:
                elapsed = opened
            if due is None and opened == promise:
                due = at + MINUTE
            if due is not None and number >= minutes:
                break
        return elapsed * MINUTE, due


@many_examples
@given(rows)
def test_a_count_minute_by_minute_agrees(row: list[Random]) -> None:
    """Open time and due time are those that a count minute by minute on the wall clock finds."""
    for chance in row:
        minutes, promise = chance.randint(0, 30 * 60), chance.randint(1, 8 * 60)
        a_count_by_the_minute_agrees(a_calendar(chance, MINUTE), a_moment(chance, MINUTE), chance, minutes, promise)


def a_count_by_the_minute_agrees(
    calendar: Calendar, start: Instant, chance: Random, minutes: int, promise: int
) -> None:
    """Check the open time of some minutes and a due time against the count by the minute."""
    pauses, limit = pauses_from(start, some_stretches(chance, MINUTE)), start + 30 * 3600
    elapsed, reached = MinuteCount(calendar, pauses).counts(start, minutes, promise, limit)
    assert calendar.open_seconds(start, start + minutes * MINUTE, pauses) == elapsed
    due = calendar.due_at(start, promise * MINUTE, pauses)
    assert due is not None
    assert reached == (due if due <= limit else None)
