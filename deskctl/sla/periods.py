"""The open periods of one year as instants, with running sums, on which both functions of a calendar are based."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import accumulate
from operator import sub
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from deskctl.sla.facts import Instant

DAY = 86_400
Window: TypeAlias = tuple[int, int]
"""A part of a day in seconds since midnight on the wall clock, without its end."""

_PROBE = 14 * DAY
_EPOCH_DAY = date(1970, 1, 1).toordinal()


class Periods(NamedTuple):
    """Open periods in order: the start and end of each, and the open seconds up to its start and its end."""

    starts: Sequence[Instant]
    ends: Sequence[Instant]
    before: Sequence[int]
    after: Sequence[int]

    def passed(self, at: Instant) -> int:
        """Return the open seconds of the year up to a time."""
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return 0
        return self.before[index] + min(at - self.starts[index], self.ends[index] - self.starts[index])

    def is_open(self, at: Instant) -> bool:
        """Return whether a time of the year is in an open period, without its end."""
        index = bisect_right(self.starts, at) - 1
        return index >= 0 and at < self.ends[index]

    def between(self, start: Instant, end: Instant) -> int:
        """Return the open seconds of the year between two times."""
        return self.passed(end) - self.passed(start)

    def advance(self, start: Instant, seconds: int) -> tuple[Instant | None, int]:
        """Return the time at which `seconds` are used up, or None and what is left at the end of the year."""
        if not self.starts:
            return None, seconds
        target = self.passed(start) + seconds
        if seconds == 0:
            return self._next_open(start), 0
        if target > self.after[-1]:
            return None, target - self.after[-1]
        index = bisect_left(self.after, target)
        return self.starts[index] + target - self.before[index], 0

    def _next_open(self, start: Instant) -> Instant | None:
        index = bisect_right(self.ends, start)
        return None if index == len(self.starts) else max(start, self.starts[index])


def periods_of_year(year: int, zone: ZoneInfo, windows_on: Callable[[date], Sequence[Window]]) -> Periods:
    """Return the open periods of a year, with adjacent ones joined; the windows of a day must be sorted."""
    starts: list[Instant] = []
    ends: list[Instant] = []
    for midnight, windows, begin, end in _days(year, zone, windows_on):
        for opening, closing in windows:
            start, stop = max(midnight + opening, begin), min(midnight + closing, end)
            if start >= stop:
                continue
            if ends and start <= ends[-1]:
                ends[-1] = max(stop, ends[-1])
            else:
                starts.append(start)
                ends.append(stop)
    after = list(accumulate(map(sub, ends, starts)))
    return Periods(starts, ends, [0, *after][: len(starts)], after)


def _days(
    year: int, zone: ZoneInfo, windows_on: Callable[[date], Sequence[Window]]
) -> Iterator[tuple[Instant, Sequence[Window], Instant, Instant]]:
    """Yield (midnight, windows, from, to) for each day; a day with two UTC offsets is yielded once for each."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    for begin, end, offset in _offset_periods_of(year, zone):
        from_day = max(first, (begin + offset) // DAY + _EPOCH_DAY)
        to_day = min(last, (end + offset) // DAY + _EPOCH_DAY)
        for ordinal in range(from_day, to_day + 1):
            windows = windows_on(date.fromordinal(ordinal))
            if windows:
                yield (ordinal - _EPOCH_DAY) * DAY - offset, windows, begin, end


@lru_cache(maxsize=128)  # all calendars of a zone share them
def _offset_periods_of(year: int, zone: ZoneInfo) -> tuple[tuple[Instant, Instant, int], ...]:
    return tuple(_offset_periods(year, zone))


def _offset_periods(year: int, zone: ZoneInfo) -> Iterator[tuple[Instant, Instant, int]]:
    """Yield the parts of the year, a day wider on both sides, with one UTC offset: (from, to, offset in seconds)."""
    at, last = _midnight(year - 1, 12, 31), _midnight(year + 1, 1, 2)
    begin, offset = at, _offset(at, zone)
    while at < last:
        probe = min(at + _PROBE, last)
        if _offset(probe, zone) != offset:
            change = _change_between(at, probe, zone)
            yield begin, change, offset
            begin, offset = change, _offset(probe, zone)
        at = probe
    yield begin, last, offset


def _change_between(left: Instant, right: Instant, zone: ZoneInfo) -> Instant:
    before = _offset(left, zone)
    while right - left > 1:
        middle = (left + right) // 2
        if _offset(middle, zone) == before:
            left = middle
        else:
            right = middle
    return right


def _offset(at: Instant, zone: ZoneInfo) -> int:
    return int(datetime.fromtimestamp(at, zone).utcoffset().total_seconds())  # type: ignore[union-attr]


def _midnight(year: int, month: int, day: int) -> Instant:
    return (date(year, month, day).toordinal() - _EPOCH_DAY) * DAY
