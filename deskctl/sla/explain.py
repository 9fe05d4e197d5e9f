"""The arithmetic of one clock, stretch by stretch: what was counted, what was not, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from deskctl.sla.calendar import Calendar, Pause
from deskctl.sla.facts import Case, Instant, moment
from deskctl.sla.policy import CALL, Policy, Target
from deskctl.sla.state import Clock
from deskctl.sla.timeline import Story

OPEN = "open"
PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time on the way to the due time; `total` is the open time counted up to its end, in seconds."""

    kind: str
    begin: Instant
    end: Instant
    total: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a clock came to its due time.

    `started_by` names the event at the start, `workdays` how many working days are promised where it is no length
    of time; `skipped` gives the special days on the way that were closed, by name.
    """

    clock: Clock
    started_by: str
    workdays: int | None
    stretches: tuple[Stretch, ...]
    skipped: tuple[tuple[date, str], ...]


def explain(clock: Clock, case: Case, policy: Policy) -> Explanation:
    """Explain a clock that was derived from this case under this policy; an agreed time has no stretches."""
    story = Story(case, policy)
    target = next(target for target in policy.targets if target.clause == clock.clause)
    calendar = policy.calendars[clock.calendar]
    end = clock.due
    if end is None:
        end = clock.paused_since if clock.paused_since is not None else clock.start
    counted = clock.seconds is not None
    return Explanation(
        clock=clock,
        started_by=_event_at(clock, target, story, policy),
        workdays=target.length.workdays,
        stretches=tuple(stretches(calendar, clock.start, end, story.pauses)) if counted else (),
        skipped=tuple(skipped_days(calendar, clock.start, end)),
    )


def stretches(calendar: Calendar, start: Instant, end: Instant, pauses: Sequence[Pause]) -> Iterator[Stretch]:
    """Yield the open stretches between two times and the pauses taken out, in order."""
    total = 0
    for begin, stop, kind in _cut(start, end, pauses):
        if kind == PAUSED:
            yield Stretch(PAUSED, begin, stop, total)
            continue
        for opening, closing in calendar.open_periods(begin, stop):
            total += closing - opening
            yield Stretch(OPEN, opening, closing, total)


def skipped_days(calendar: Calendar, start: Instant, end: Instant) -> Iterator[tuple[date, str]]:
    """Yield the special days between two times that are closed."""
    day, last = (moment(at).astimezone(calendar.zone).date() for at in (start, end))
    while day <= last:
        special = calendar.special.get(day)
        if special is not None and not special.windows:
            yield day, special.name
        day += timedelta(days=1)


def _cut(start: Instant, end: Instant, pauses: Sequence[Pause]) -> Iterator[tuple[Instant, Instant, str]]:
    at = start
    for begin, stop in pauses:
        stop = end if stop is None else min(stop, end)  # noqa: PLW2901 - an open pause lasts to the end shown
        if stop <= at or begin >= end:
            continue
        if begin > at:
            yield at, begin, OPEN
        yield max(at, begin), stop, PAUSED
        at = stop
    if at < end:
        yield at, end, OPEN


def _event_at(clock: Clock, target: Target, story: Story, policy: Policy) -> str:
    if target.restarts and clock.start != story.call_at:
        changed = (fact.event for fact in story.facts if fact.at == clock.start and fact.event.endswith("_changed"))
        return next(changed, target.start.match.event)
    if target.start.match.event == CALL and story.intake.channel not in policy.call_channels:
        return "logged"
    return target.start.match.event
