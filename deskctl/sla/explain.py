"""Explain the arithmetic of one clock: which periods were counted, which were not, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from deskctl.sla.calendar import Calendar, Pause
from deskctl.sla.derivation.reasons import Reason, reasons_of, restarted_by
from deskctl.sla.facts import Case, Instant, moment
from deskctl.sla.policy import CALL, OF_THE_LEVEL, Policy, Target
from deskctl.sla.state import Clock
from deskctl.sla.timeline import Story

OPEN = "open"
PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class CountedPeriod:
    """A period before the due time; `total` is the open time counted up to its end, in seconds."""

    kind: str
    begin: Instant
    end: Instant
    total: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of the due time of a clock.

    `started_by` is the event at the start, `workdays` the number of working days if that is promised. `skipped`
    contains the closed special days with their names, `reasons` the rules that applied. `calendars` are those in which
    the clock was counted, in order, without those that are always open.
    """

    clock: Clock
    started_by: str
    workdays: int | None
    stretches: tuple[CountedPeriod, ...]
    skipped: tuple[tuple[date, str], ...]
    reasons: tuple[Reason, ...] = ()
    calendars: tuple[Calendar, ...] = ()


def explain(clock: Clock, case: Case, policy: Policy, state: str | None = None) -> Explanation:
    """Return the explanation of a clock that was derived from a case under a policy; an agreed time has no stretches.

    The last reason is that of the `state` if one is given, else that of the outcome.
    """
    story = Story(case, policy)
    target = next(target for target in policy.targets if target.clause == clock.clause)
    counted = tuple(_counted(clock, target, story, policy)) if clock.seconds is not None else ()
    return Explanation(
        clock=clock,
        started_by=_event_at(clock, target, story, policy),
        workdays=target.length.workdays,
        stretches=counted,
        skipped=tuple(skipped_days(policy.calendars[clock.calendar], clock.start, clock.due)),
        reasons=tuple(reasons_of(clock, state or clock.outcome, target, story, policy)),
        calendars=tuple(_calendars(clock, target, story, policy)),
    )


def _calendars(clock: Clock, target: Target, story: Story, policy: Policy) -> Iterator[Calendar]:
    """Yield the calendars with closed hours in which a clock is counted, each once."""
    turned = story.hours[1:] if target.calendar == OF_THE_LEVEL and clock.seconds is not None else ()
    names = [clock.calendar, *(name for at, name in turned if clock.start < at < clock.due)]
    calendars = (policy.calendars[name] for name in dict.fromkeys(names) if name in policy.calendars)
    return (calendar for calendar in calendars if not calendar.is_always_open)


def _counted(clock: Clock, target: Target, story: Story, policy: Policy) -> Iterator[CountedPeriod]:
    """Yield the stretches of a clock, each in the hours of the level in force."""
    hours = story.hours if target.calendar == OF_THE_LEVEL else ((clock.start, target.calendar),)
    ends = [*(begin for begin, _ in hours[1:]), clock.due]
    total = 0
    for (begin, name), end in zip(hours, ends, strict=True):
        first, last = max(begin, clock.start), min(end, clock.due)
        if first < last:
            for one in stretches(policy.calendars[name], first, last, story.pauses):
                yield CountedPeriod(one.kind, one.begin, one.end, total + one.total)
            total += policy.calendars[name].open_seconds(first, last, story.pauses)


def stretches(calendar: Calendar, start: Instant, end: Instant, pauses: Sequence[Pause]) -> Iterator[CountedPeriod]:
    """Yield the open stretches and the pauses between two times, in order."""
    total = 0
    for begin, stop, kind in _cut(start, end, pauses):
        if kind == PAUSED:
            yield CountedPeriod(PAUSED, begin, stop, total)
            continue
        for opening, closing in calendar.open_periods(begin, stop):
            total += closing - opening
            yield CountedPeriod(OPEN, opening, closing, total)


def skipped_days(calendar: Calendar, start: Instant, end: Instant) -> Iterator[tuple[date, str]]:
    """Yield the special days between two times that are closed."""
    day, last = (moment(at).astimezone(calendar.zone).date() for at in (start, end))
    while day <= last:
        special = calendar.special_on(day)
        if special is not None and not special.windows:
            yield day, special.name
        day += timedelta(days=1)


def _cut(start: Instant, end: Instant, pauses: Sequence[Pause]) -> Iterator[tuple[Instant, Instant, str]]:
    at = start
    for begin, stop in pauses:
        stop = min(stop, end)  # noqa: PLW2901 - nothing after the end is shown
        if stop <= at or begin >= end:
            continue
        if begin > at:
            yield at, begin, OPEN
        yield max(at, begin), stop, PAUSED
        at = stop
    if at < end:
        yield at, end, OPEN


def _event_at(clock: Clock, target: Target, story: Story, policy: Policy) -> str:
    if restarted_by(clock, target, story, policy) is not None:
        return "reopened"
    if target.restarts and clock.start != story.call_at:
        changed = (fact.event for fact in story.facts if fact.at == clock.start and fact.event.endswith("_changed"))
        return next(changed, target.start.match.event)
    if target.start.match.event == CALL and story.intake.channel not in policy.call_channels:
        return "logged"
    return target.start.match.event
