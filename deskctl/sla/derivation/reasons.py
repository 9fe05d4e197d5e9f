"""Why a clock is as it is: each step of the way with the rule that asks for it."""

from collections.abc import Iterator
from typing import NamedTuple

from deskctl.sla.facts import Instant
from deskctl.sla.policy import OF_THE_LEVEL, Policy, Target
from deskctl.sla.state import (
    MET,
    MISSED,
    NOT_NEEDED,
    OVERDUE,
    PENDING,
    SUPERSEDED,
    WAIVED,
    Clock,
)
from deskctl.sla.timeline import Story

_KINDS_OF_END = {
    "severity_changed": ("other_severity", 14),
    "emergency_declared": ("emergency", 5),
    "emergency_revoked": ("revoked", 5),
    "duplicate_of": ("duplicate", 20),
    "requested_response_set": ("agreed_otherwise", 7),
    "resolved": ("resolved_first", 12),
    "reopened": ("reopened", 13),
}

_ENDS = {MISSED: ("ended_too_late", 4), WAIVED: ("waived", 7)}


class Reason(NamedTuple):
    """One reason: its kind, the number of the rule, when it took effect, and the event or calendar that it names."""

    kind: str
    rule: int
    at: Instant | None = None
    name: str = ""


def reasons_of(clock: Clock, state: str, target: Target, story: Story, policy: Policy) -> Iterator[Reason]:
    """Yield the reasons of a clock in the order of its life; the last one is that of its state."""
    yield from _of_the_start(clock, target, story)
    yield from _of_the_hours(clock, target, story)
    if clock.provisional:
        yield Reason("provisional", 21, clock.due)
    yield _of_the_state(clock, state, policy)
    if clock.late_entry:
        yield Reason("late_entry", 23, clock.stop)


def _of_the_start(clock: Clock, target: Target, story: Story) -> Iterator[Reason]:
    if any(one.at == clock.start for one in story.reopenings):
        yield Reason("given_again", 13, clock.start)
    elif target.restarts and clock.start > story.call_at:
        yield Reason("severity_first_held", 14, clock.start)
    elif target.follows_level and any(story.times[place] == clock.start for place in story.places_of("level_changed")):
        yield Reason("level_raised", 15, clock.start)
    elif clock.opens_at is not None:
        yield Reason("opens", 16, clock.opens_at)


def _of_the_hours(clock: Clock, target: Target, story: Story) -> Iterator[Reason]:
    if target.calendar == OF_THE_LEVEL:
        for at, name in story.hours[1:]:
            if clock.start < at <= clock.due:
                yield Reason("level_hours", 15, at, name)
    for begin, end in story.pauses:
        if begin < clock.due and end > clock.start:
            yield Reason("paused", 19, end)


def _of_the_state(clock: Clock, state: str, policy: Policy) -> Reason:
    """Return the reason of the state, which names its rule."""
    if state in {MET, MISSED} and clock.stop is not None:
        return _kept(clock, state, policy)
    if state == NOT_NEEDED and clock.ended_at is None:
        before = clock.stop is not None and clock.stop <= clock.start
        return Reason("reached_before" if before else "reached_meanwhile", 14, clock.stop, clock.reason or "")
    if state in {MISSED, WAIVED, SUPERSEDED, NOT_NEEDED}:
        kind, rule = _ENDS.get(state) or _KINDS_OF_END.get(clock.reason or "", ("ended", 10))
        return Reason(kind, rule, clock.ended_at, clock.reason or "")
    if state == PENDING:
        return Reason("pending", 16, clock.opens_at)
    return Reason("overdue" if state == OVERDUE else "running", 10, clock.due)


def _kept(clock: Clock, state: str, policy: Policy) -> Reason:
    answers = policy.milestone(clock.milestone).answered_by
    kind = "too_late" if state == MISSED else "answered" if answers else "in_time"
    return Reason(kind, 12 if answers else 10, clock.stop, clock.milestone)
