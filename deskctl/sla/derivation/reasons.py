"""The reasons for the state of a clock, each with the number of its rule."""

from collections.abc import Iterator
from typing import NamedTuple

from deskctl.sla.derivation.anchors import is_fix, is_restarted_by
from deskctl.sla.facts import Instant
from deskctl.sla.pauses_and_reopenings import Reopening
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
    """Yield the reasons of a clock in order of time; the reason of its state comes last."""
    yield from _start_reasons(clock, target, story, policy)
    yield from _hours_reasons(clock, target, story)
    yield from _change_reasons(clock, state, target, story, policy)
    if clock.provisional:
        yield Reason("provisional", 21, clock.due)
    yield _state_reason(clock, state, story, policy)
    if clock.late_entry:
        yield Reason("late_entry", 23, clock.stop)


def _start_reasons(clock: Clock, target: Target, story: Story, policy: Policy) -> Iterator[Reason]:
    if restarted_by(clock, target, story, policy) is not None:
        yield Reason("given_again", 13, clock.start)
    elif target.restarts and _happened_at("severity_changed", clock.start, story):
        yield Reason("severity_first_held", 14, clock.start)
    elif target.follows_level and _happened_at("level_changed", clock.start, story):
        yield Reason("level_raised", 15, clock.start)
    elif clock.opens_at is not None:
        yield Reason("opens", 16, clock.opens_at)
    if "engineer_on_site" in target.when and story.places_of("on_site_set"):
        yield Reason("on_site_put_right", 17, story.times[story.places_of("on_site_set")[-1]])


def restarted_by(clock: Clock, target: Target, story: Story, policy: Policy) -> Reopening | None:
    """Return the reopening that restarted a promise; None if something else started it."""
    again = (one for one in story.reopenings if one.at == clock.start and one.at > story.call_at)
    if clock.opens_at is not None:
        return next((one for one in again if not one.same_fault), None)
    return next((one for one in again if is_restarted_by(target, one, policy)), None)


def _hours_reasons(clock: Clock, target: Target, story: Story) -> Iterator[Reason]:
    if target.calendar == OF_THE_LEVEL:
        for at, name in story.hours[1:]:
            if clock.start < at <= clock.due:
                yield Reason("level_hours", 15, at, name)
    for begin, end in story.pauses:
        if begin < clock.due and end > clock.start:
            yield Reason("paused" if end in story.times else "pause_over", 19, end)


def _change_reasons(clock: Clock, state: str, target: Target, story: Story, policy: Policy) -> Iterator[Reason]:
    """Yield temporary changes: a resolution that was void, a severity that changed for a time."""
    if is_fix(target, policy) or clock.opens_at is not None:
        last = clock.stop or clock.ended_at
        for one in story.reopenings:
            if one.same_fault and clock.start < one.at and (last is None or one.at < last):
                yield Reason("resolution_void", 13, one.at)
    if target.restarts and state != SUPERSEDED:
        for span in story.spans(target.during, 0)[1:]:
            back = story.times[span.begin]
            if clock.start < back and (clock.ended_at is None or back <= clock.ended_at):
                yield Reason("severity_returned", 14, back)


def _state_reason(clock: Clock, state: str, story: Story, policy: Policy) -> Reason:
    """Return the reason of the state."""
    if state in {MET, MISSED} and clock.stop is not None:
        return _stop_reason(clock, state, story, policy)
    if state == NOT_NEEDED and clock.ended_at is None:
        before = clock.stop is not None and clock.stop <= clock.start
        return Reason("reached_before" if before else "reached_meanwhile", 14, clock.stop, clock.reason or "")
    if state in {MISSED, WAIVED, SUPERSEDED, NOT_NEEDED}:
        kind, rule = _ENDS.get(state) or _KINDS_OF_END.get(clock.reason or "", ("ended", 10))
        name = _first_ticket(clock, story) if kind == "duplicate" else clock.reason or ""
        return Reason(kind, rule, clock.ended_at, name)
    if state == PENDING:
        return Reason("pending", 16, clock.opens_at)
    return Reason("overdue" if state == OVERDUE else "running", 10, clock.due)


def _stop_reason(clock: Clock, state: str, story: Story, policy: Policy) -> Reason:
    """Return why a promise was kept or missed: by its own action, or by a later one that counts for it."""
    rule = policy.milestone(clock.milestone)
    named = [fact.event for fact in story.facts if fact.at == clock.stop and fact.event in {*rule.events, "reopened"}]
    event = next((one for one in named if one not in rule.answered_by), next(iter(named), clock.milestone))
    if event in rule.answered_by or event == "reopened":
        return Reason("answered_late" if state == MISSED else "answered", 12, clock.stop, event)
    return Reason("too_late" if state == MISSED else "in_time", 10, clock.stop, event)


def _happened_at(event: str, at: Instant, story: Story) -> bool:
    return any(story.times[place] == at for place in story.places_of(event))


def _first_ticket(clock: Clock, story: Story) -> str:
    """Return the name of the ticket that a duplicate goes on with."""
    facts = (story.facts[place] for place in story.places_of("duplicate_of"))
    return next((str(fact.data.get("ticket") or "") for fact in facts if fact.at == clock.ended_at), "")
