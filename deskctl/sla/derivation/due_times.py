"""When a clock is due, and when it counts as due soon, in the hours of the level in force (rules 15, 19, 22)."""

from collections.abc import Iterator
from typing import NamedTuple

from deskctl.sla.calendar import Calendar
from deskctl.sla.derivation.promises_given import Run
from deskctl.sla.facts import Instant
from deskctl.sla.policy import OF_THE_LEVEL, Policy, Warnings
from deskctl.sla.timeline import Story, moment_of

_MINUTE = 60
_EVER: Instant = 1 << 62


class HoursSpan(NamedTuple):
    """A calendar and the period in which a clock counts in it."""

    calendar: Calendar
    begin: Instant
    end: Instant


class Hours(NamedTuple):
    """The hours of one clock, and the pauses in which it does not run."""

    stretches: tuple[HoursSpan, ...]
    pauses: tuple[tuple[Instant, Instant], ...]

    def due_at(self, seconds: int) -> Instant:
        """Return when `seconds` of open time have passed."""
        if len(self.stretches) == 1:
            return self.stretches[0].calendar.due_at(self.stretches[0].begin, seconds, self.pauses)
        left = seconds
        for calendar, begin, end in self.stretches[:-1]:
            open_seconds = calendar.open_seconds(begin, end, self.pauses)
            if open_seconds and left <= open_seconds:
                return calendar.due_at(begin, left, self.pauses)
            left -= open_seconds
        calendar, begin, _ = self.stretches[-1]
        return calendar.due_at(begin, left, self.pauses)

    def is_open(self, at: Instant) -> bool:
        """Return whether a time lies in open hours."""
        if len(self.stretches) == 1:
            return self.stretches[0].calendar.is_open(at)
        return any(calendar.is_open(at) for calendar, begin, end in self.stretches if begin <= at < end)

    def provisional(self, due: Instant) -> bool:
        """Return whether a calendar up to a due time depends on days that are not published yet."""
        if len(self.stretches) == 1:
            return self.stretches[0].calendar.provisional(due)
        return any(calendar.provisional(min(end, due)) for calendar, begin, end in self.stretches if begin <= due)


def hours_of(run: Run, story: Story, policy: Policy) -> Hours:
    """Return the hours of a run."""
    if run.target.calendar != OF_THE_LEVEL:
        return Hours((HoursSpan(policy.calendars[run.target.calendar], run.begun, _EVER),), story.pauses)
    if len(story.hours) == 1:
        return Hours((HoursSpan(policy.calendars[story.hours[0][1]], run.begun, _EVER),), story.pauses)
    return Hours(tuple(_stretches(run.begun, story, policy)), story.pauses)


def _stretches(begun: Instant, story: Story, policy: Policy) -> Iterator[HoursSpan]:
    ends = [*(at for at, _ in story.hours[1:]), _EVER]
    for (at, name), end in zip(story.hours, ends, strict=True):
        if end > begun:
            yield HoursSpan(policy.calendars[name], max(at, begun), end)


def due_of(run: Run, hours: Hours, story: Story) -> Instant:
    """Return when a run is due: after open time, at closing time of a working day, or at the time agreed on."""
    length = run.target.length
    if length.seconds is not None:
        return hours.due_at(length.seconds)
    if length.moment_in is not None:
        return moment_of(story.facts[run.origin.anchor.place], length.moment_in)
    calendar = hours.stretches[0].calendar
    close = calendar.end_of_workday(run.begun, length.workdays or 0)
    if not hours.pauses:
        return close
    lost = calendar.open_seconds(run.begun, close) - calendar.open_seconds(run.begun, close, hours.pauses)
    return calendar.due_at(close, lost, hours.pauses) if lost else close


def warns_at(run: Run, due: Instant, hours: Hours, warnings: Warnings, over_at: Instant | None) -> Instant | None:
    """Return when a clock is due soon, in its open hours; None if it is over before that.

    A promise in working days warns at the opening of the day on which it is due.
    """
    length = run.target.length
    if length.workdays is not None:
        return max(run.begun, hours.stretches[0].calendar.opening_of_day(due))
    if length.seconds is None:
        share = due - int((due - run.begun) * (1 - warnings.share))
        return max(run.begun, min(share, due - warnings.seconds))
    spent = max(0, min(int(length.seconds * warnings.share), length.seconds - warnings.seconds))
    if over_at is not None and over_at <= run.begun + spent:
        return None
    at = hours.due_at(spent)
    return at if spent == 0 or hours.is_open(at) else at - _MINUTE
