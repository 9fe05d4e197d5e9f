"""The open periods of one year as instants, with running sums: the ground that both folds of a calendar stand on."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from typing import TypeAlias
from zoneinfo import ZoneInfo

from deskctl.sla.facts import Instant

DAY = 86_400
Window: TypeAlias = tuple[int, int]
"""A stretch of a day in seconds since midnight on the wall clock, the end excluded."""

_PROBE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Periods:
    """Open periods in order: where each starts and ends, and the open seconds up to its start and its end."""

    starts: Sequence[Instant]
    ends: Sequence[Instant]
    before: Sequence[int]
    after: Sequence[int]

    def passed(self, at: Instant) -> int:
        """Give the open seconds of the year up to a moment."""
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return 0
        return self.before[index] + min(at - self.starts[index], self.ends[index] - self.starts[index])

    def between(self, start: Instant, end: Instant) -> int:
        """Give the open seconds of the year between two moments."""
        return self.passed(end) - self.passed(start)

    def advance(self, start: Instant, seconds: int) -> tuple[Instant | None, int]:
        """Give the moment at which `seconds` are used up, or None and what is left at the end of the year."""
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
    """Build the open periods of a year; those that touch become one."""
    merged: list[list[Instant]] = []
    for start, end in _open_periods(year, zone, windows_on):
        if merged and merged[-1][1] >= start:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    after = list(accumulate(end - start for start, end in merged))
    starts = [start for start, _ in merged]
    return Periods(starts, [end for _, end in merged], [0, *after][: len(starts)], after)


def _open_periods(
    year: int, zone: ZoneInfo, windows_on: Callable[[date], Sequence[Window]]
) -> Iterator[tuple[Instant, Instant]]:
    epoch_day = date(1970, 1, 1).toordinal()
    stretches = _offset_stretches(year, zone)
    for ordinal in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()):
        midnight = (ordinal - epoch_day) * DAY
        for opening, closing in sorted(windows_on(date.fromordinal(ordinal))):
            for begin, end, offset in stretches:
                start = max(midnight + opening - offset, begin)
                stop = min(midnight + closing - offset, end)
                if start < stop:
                    yield start, stop


def _offset_stretches(year: int, zone: ZoneInfo) -> list[tuple[Instant, Instant, int]]:
    """Cut the year, a day wider on both sides, into stretches of one UTC offset: (from, to, offset in seconds)."""
    last = datetime(year + 1, 1, 2, tzinfo=UTC)
    probes = [datetime(year - 1, 12, 31, tzinfo=UTC)]
    while probes[-1] < last:
        probes.append(min(probes[-1] + _PROBE, last))
    cuts = [int(probes[0].timestamp())]
    for left, right in pairwise(probes):
        if _offset(left, zone) != _offset(right, zone):
            cuts.append(_change_between(int(left.timestamp()), int(right.timestamp()), zone))
    cuts.append(int(last.timestamp()))
    return [(begin, end, _offset(datetime.fromtimestamp(begin, UTC), zone)) for begin, end in pairwise(cuts)]


def _change_between(left: Instant, right: Instant, zone: ZoneInfo) -> Instant:
    before = _offset(datetime.fromtimestamp(left, UTC), zone)
    while right - left > 1:
        middle = (left + right) // 2
        if _offset(datetime.fromtimestamp(middle, UTC), zone) == before:
            left = middle
        else:
            right = middle
    return right


def _offset(at: datetime, zone: ZoneInfo) -> int:
    return int(at.astimezone(zone).utcoffset().total_seconds())  # type: ignore[union-attr]
