"""Open hours: how much service time passes between two times, and when a promised time is used up.

A calendar is an immutable value. `due` and `elapsed` use the same open periods, so that they cannot disagree. A second
is open if the wall clock of the zone is inside a window of its day: across a change of summer time a window has its
real length.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from deskctl.sla.facts import Instant, instant, moment
from deskctl.sla.periods import DAY, Periods, Window, periods_of_year

Pause: TypeAlias = tuple[Instant, Instant]
"""A period that does not count. Several pauses are sorted and do not overlap."""

NO_PAUSES: tuple[Pause, ...] = ()
_SEARCHED_YEARS = 60
_FULL_DAY = ((0, DAY),)
_KEPT_YEARS, _KEPT_CLOSINGS = 4, 1_000
"""How many results a calendar remembers; deriving a desk of many years would remember all of them."""


class SpecialDay(NamedTuple):
    """A date that does not follow its weekday: closed (no windows) or open at its own hours."""

    windows: tuple[Window, ...]
    name: str = ""


@dataclass(frozen=True)
class Calendar:
    """Weekly hours (seven tuples of windows, Monday first, in seconds of the day) and the dates that differ.

    `known_until` is the last year whose special days are known, or None if none are needed; `published` contains later
    complete years. `statutory` returns the days of a later year that are certain by law. `is_always_open` is true if
    every second counts.
    """

    name: str
    zone: ZoneInfo
    week: tuple[tuple[Window, ...], ...]
    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    known_until: int | None = None
    published: frozenset[int] = frozenset()
    statutory: Callable[[int], Mapping[date, SpecialDay]] | None = field(default=None, compare=False)
    is_always_open: bool = field(init=False, repr=False, compare=False)
    _years: dict[int, Periods] = field(default_factory=dict, repr=False, compare=False)
    _closings: dict[tuple[date, int], Instant] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        is_always_open = not self.special and all(day == _FULL_DAY for day in self.week)
        object.__setattr__(self, "is_always_open", is_always_open)

    def special_on(self, day: date) -> SpecialDay | None:
        """Return the special day of a date; None if it follows its weekday."""
        special = self.special.get(day)
        if special is None and self.statutory and self.known_until is not None and day.year > self.known_until:
            return self.statutory(day.year).get(day)
        return special

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """Return the open windows of a date."""
        special = self.special_on(day)
        return self.week[day.weekday()] if special is None else special.windows

    def is_complete(self, year: int) -> bool:
        """Return whether the special days of a year are known."""
        return self.known_until is None or year <= self.known_until or year in self.published

    def due(self, start: datetime, duration: timedelta, pauses: Sequence[Pause] = NO_PAUSES) -> datetime:
        """Return the time at which `duration` of open time has passed.

        A due time at closing time stays there. A duration of zero from closed time ends at the next opening.
        """
        return moment(self.due_at(instant(start), int(duration.total_seconds()), pauses))

    def elapsed(self, start: datetime, end: datetime, pauses: Sequence[Pause] = NO_PAUSES) -> timedelta:
        """Return the open time between two times."""
        return timedelta(seconds=self.open_seconds(instant(start), instant(end), pauses))

    def due_at(self, start: Instant, seconds: int, pauses: Sequence[Pause] = NO_PAUSES) -> Instant:
        """Return the same as `due` for instants."""
        for begin, end in pauses:
            if end <= start:
                continue
            if begin > start:
                before = self._open(start, begin)
                if 0 < seconds <= before or (seconds == 0 and before):
                    break
                seconds -= before
            start = end
        return self._due(start, seconds)

    def open_seconds(self, start: Instant, end: Instant, pauses: Sequence[Pause] = NO_PAUSES) -> int:
        """Return the same as `elapsed` for instants; 0 if the end is before the start."""
        total = self._open(start, end)
        for begin, stop in pauses:
            total -= self._open(max(begin, start), min(stop, end))
        return total

    def end_of_workday(self, start: Instant, count: int) -> Instant:
        """Return closing time of the `count`-th working day after the date of `start`; 0 is that date or the next."""
        place = datetime.fromtimestamp(start, self.zone).date(), count
        closing = self._closings.get(place)
        if closing is None:
            if len(self._closings) == _KEPT_CLOSINGS:
                self._closings.clear()
            self._closings[place] = closing = self._closing(*place)
        return closing

    def _closing(self, day: date, left: int) -> Instant:
        for _ in range(366 * _SEARCHED_YEARS):
            if left <= 0 and self.windows_on(day):
                break
            day += timedelta(days=1)
            left -= bool(self.windows_on(day))
        close = max((end for _, end in self.windows_on(day)), default=DAY)
        midnight = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        return instant(midnight + timedelta(seconds=close))

    def open_periods(self, start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant]]:
        """Yield the open periods between two times, cut to them."""
        if self.is_always_open:
            yield start, end
            return
        for year in range(self._year_of(start), self._year_of(end) + 1):
            periods = self._periods(year)
            for opening, closing in zip(periods.starts, periods.ends, strict=True):
                if closing > start and opening < end:
                    yield max(opening, start), min(closing, end)

    def opening_of_day(self, at: Instant) -> Instant:
        """Return when the date of a time opens; midnight if it does not."""
        day = datetime.fromtimestamp(at, self.zone).date()
        opening = min((start for start, _ in self.windows_on(day)), default=0)
        return instant(datetime(day.year, day.month, day.day, tzinfo=self.zone) + timedelta(seconds=opening))

    def next_opening(self, at: Instant) -> Instant:
        """Return when the next open date after the date of a time opens."""
        return self.opening_of_day(self.end_of_workday(at, 1) - 1)

    def is_open(self, at: Instant) -> bool:
        """Return whether a time is in an open period, without its end."""
        return self.is_always_open or self._periods(self._year_of(at)).is_open(at)

    def provisional(self, due: Instant) -> bool:
        """Return whether a due time depends on days that are not published yet."""
        return self.known_until is not None and not self.is_complete(self._year_of(due))

    def _open(self, start: Instant, end: Instant) -> int:
        if end <= start:
            return 0
        if self.is_always_open:
            return end - start
        first, last = self._year_of(start), self._year_of(end)
        return sum(self._periods(year).between(start, end) for year in range(first, last + 1))

    def _due(self, start: Instant, seconds: int) -> Instant:
        if self.is_always_open:
            return start + seconds
        first = self._year_of(start)
        for year in range(first, first + _SEARCHED_YEARS):
            at, seconds = self._periods(year).advance(start, seconds)
            if at is not None:
                return at
        raise ValueError(f"calendar {self.name} is never open")

    def _year_of(self, at: Instant) -> int:
        return _year_of_day(at // DAY, self.zone) or datetime.fromtimestamp(at, self.zone).year

    def _periods(self, year: int) -> Periods:
        periods = self._years.get(year)
        if periods is None:
            if len(self._years) == _KEPT_YEARS:
                del self._years[next(iter(self._years))]
            periods = self._years[year] = periods_of_year(year, self.zone, self.windows_on)
        return periods


@lru_cache(maxsize=1 << 12)
def _year_of_day(day: int, zone: ZoneInfo) -> int | None:
    """Return the year in a zone of all times of a day of UTC; None if they lie in two years."""
    first, last = (datetime.fromtimestamp(at, zone).year for at in (day * DAY, day * DAY + DAY - 1))
    return first if first == last else None
