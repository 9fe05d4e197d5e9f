"""Derive a ticket's status and clocks from its facts and its policy.

What is odd has a defined meaning. A milestone reached before its clock started keeps the promise, where it still
holds. An end that comes after the due time leaves the breach. A pause inside a pause, a resumption without a pause, a
second declaration of the emergency in force, and a request for a visit that is already asked for change nothing;
whatever ends the work ends the pause.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from deskctl.sla.calendar import Calendar
from deskctl.sla.facts import Case, Fact, Instant
from deskctl.sla.lifecycle import VOIDED
from deskctl.sla.policy import FROM_FIELD, OF_THE_LEVEL, Match, Policy, Target
from deskctl.sla.state import MET, MISSED, NOT_NEEDED, OPEN, SUPERSEDED, Clock, State
from deskctl.sla.timeline import BEFORE_ALL, Anchor, Story, moment_of


class _Run(NamedTuple):
    """One promise started once: what it hangs on, where and when it began, and the place where the last run closed."""

    target: Target
    milestone: str
    anchor: Anchor
    place: int
    begun: Instant
    span_end: int | None
    after: int


class _End(NamedTuple):
    place: int
    fact: Fact
    outcome: str


def derive(case: Case, policy: Policy) -> State:
    """Derive the state of a case: the same facts and policy always give the same state."""
    return state_of(Story(case, policy), policy)


def state_of(story: Story, policy: Policy) -> State:
    """Derive the state that a story comes to."""
    clocks: list[Clock] = []
    for target in policy.targets:
        clocks.extend(_clocks_of(target, story, policy, clocks))
    return State(
        status=story.status,
        level=story.current("level"),
        severity=story.current("severity"),
        mode=story.current("mode"),
        owner=story.current("owner"),
        fault_class=story.current("fault_class"),
        clocks=tuple(_voided(clocks, story) if story.status == VOIDED else clocks),
    )


def _voided(clocks: list[Clock], story: Story) -> Iterator[Clock]:
    """Yield the clocks of a ticket opened by mistake: none of them was needed."""
    at = story.facts[max(story.find(Match(VOIDED)))].at
    return (replace(clock, outcome=NOT_NEEDED, stop=None, ended_at=at, reason=VOIDED) for clock in clocks)


def _clocks_of(target: Target, story: Story, policy: Policy, earlier: list[Clock]) -> Iterator[Clock]:
    opens_at = _opens_at(target, earlier) if target.opens_after else None
    if target.opens_after and opens_at is None:
        return
    closed_in: int | None = BEFORE_ALL
    for anchor in story.anchors(target.start):
        if closed_in is None or anchor.place < closed_in:
            continue
        for run in _runs(target, anchor, closed_in, story):
            stop = _stop(run, story, policy)
            end = _end(run, story, policy)
            closed_in = min((place for place in (stop, end and end.place) if place is not None), default=None)
            yield _settled(run, stop, end, opens_at, story, policy)


def _opens_at(target: Target, earlier: list[Clock]) -> Instant | None:
    breachable = (clock for clock in earlier if clock.clause == target.opens_after)
    return next((clock.due for clock in breachable if clock.outcome in {MISSED, OPEN}), None)


def _runs(target: Target, anchor: Anchor, after: int, story: Story) -> Iterator[_Run]:
    milestone = target.milestone
    if milestone.startswith(FROM_FIELD):
        milestone = str(anchor.data.get(milestone.removeprefix(FROM_FIELD)))
    for span in story.spans(target.during, anchor.place):
        if span.end is not None and story.facts[span.end].at < anchor.at:
            continue
        place = span.begin if target.restarts else anchor.place
        anew = place > anchor.place
        begun = max(anchor.at, story.facts[place].at) if anew else anchor.at
        called_for = target.needs is None or story.first_of(target.needs, after + 1) is not None
        if called_for and story.holds_at(target.when, begun) and not (anew and story.over_at(place)):
            yield _Run(target, milestone, anchor, place, begun, span.end, after)
        if not target.restarts:
            return


def _stop(run: _Run, story: Story, policy: Policy) -> int | None:
    """Find where the milestone was reached: from the start on, or before it where it still holds."""
    rule = policy.milestone(run.milestone)
    first = run.anchor.place
    if rule.until:
        first = run.place if first == BEFORE_ALL else first
        reached, left = story.last_before(rule.event, first), story.last_before(rule.until, first)
        if reached is not None and (left is None or left < reached):
            return reached
    if rule.voided_by:
        first = max([first, *story.find(rule.voided_by)])
    place = story.first_of(rule.event, first)
    past = place is not None and run.span_end is not None and place >= run.span_end
    return None if past and run.target.restarts else place


def _end(run: _Run, story: Story, policy: Policy) -> _End | None:
    """Find the first thing that ended the clock otherwise."""
    ends = [] if run.span_end is None else [_End(run.span_end, story.facts[run.span_end], SUPERSEDED)]
    voided_by = policy.milestone(run.milestone).voided_by
    revived = max(story.find(voided_by), default=BEFORE_ALL) if voided_by else BEFORE_ALL
    for ending in policy.endings_of(run.target, run.milestone):
        begun = run.after if ending.standing else run.place
        first = revived if revived > begun and ending.sweeping else begun
        place = story.first(ending.match, first + 1)
        if place is not None:
            ends.append(_End(place, story.facts[place], ending.outcome))
    return min(ends, key=lambda end: end.place, default=None)


def _settled(
    run: _Run, stop: int | None, end: _End | None, opens_at: Instant | None, story: Story, policy: Policy
) -> Clock:
    name = run.target.calendar
    if name == OF_THE_LEVEL:
        name = policy.hours_of(story.value_at("level", run.begun), story.value_at("severity", run.begun))
    calendar = policy.calendars[name]
    due = _due(run, calendar, story)
    stopped = None if stop is None else story.facts[stop].at
    ended = end is not None and (stop is None or end.place < stop)
    return Clock(
        clause=run.target.clause,
        milestone=run.milestone,
        start=run.begun,
        seconds=run.target.length.seconds,
        calendar=name,
        due=due,
        stop=stopped,
        outcome=_outcome(due, stopped, end if ended else None),
        soft=run.target.soft,
        provisional=due is not None and calendar.provisional(due),
        opens_at=opens_at,
        ended_at=end.fact.at if end and ended else None,
        reason=end.fact.event if end and ended else None,
        paused_since=story.pauses[-1][0] if due is None and story.pauses else None,
    )


def _due(run: _Run, calendar: Calendar, story: Story) -> Instant | None:
    length = run.target.length
    if length.seconds is not None:
        return calendar.due_at(run.begun, length.seconds, story.pauses)
    if length.moment_in is not None:
        return moment_of(story.facts[run.anchor.place], length.moment_in)
    close = calendar.end_of_workday(run.begun, length.workdays or 0)
    lost = calendar.open_seconds(run.begun, close) - calendar.open_seconds(run.begun, close, story.pauses)
    return calendar.due_at(close, lost, story.pauses) if lost else close


def _outcome(due: Instant | None, stopped: Instant | None, end: _End | None) -> str:
    if end is not None:
        return end.outcome if due is None or end.fact.at <= due else MISSED
    if stopped is None:
        return OPEN
    return MET if due is None or stopped <= due else MISSED
