"""Derive a ticket's status and clocks from its facts and its policy.

Unusual sequences have a defined meaning. If a milestone was reached before a clock started, and is in force, the clock
is not needed. An end after the due time leaves the breach. A pause inside a pause, a resumption without a pause, a
second declaration of the emergency, and a second request for a visit change nothing.
"""

from collections.abc import Iterator, Sequence

from deskctl.sla.derivation.anchors import Origin, is_restarted_by, origins
from deskctl.sla.derivation.promise_outcome import Verdict, clock_of, verdict_of
from deskctl.sla.derivation.promises_given import run_from
from deskctl.sla.facts import NOTHING, Case, Instant
from deskctl.sla.lifecycle import END_EVENTS, OVER, VOIDED
from deskctl.sla.milestones import Match
from deskctl.sla.policy import ANCHORS, Policy, Target
from deskctl.sla.state import NOT_NEEDED, Clock, State
from deskctl.sla.timeline import BEFORE_ALL, Anchor, Story


def derive(case: Case, policy: Policy) -> State:
    """Return the state of a case; the same facts and policy always have the same state."""
    return state_of(Story(case, policy), policy)


def state_of(story: Story, policy: Policy) -> State:
    """Return the state of a story."""
    clocks: list[Clock] = []
    for target in policy.targets_of(story.intake, story.constant_values(policy.changing_attributes)):
        event = target.start.match.event
        if event in ANCHORS or event in story.happened:
            clocks.extend(_clocks_of(target, story, policy, clocks))
    return State(
        status=story.status,
        level=story.current("level"),
        severity=story.current("severity"),
        mode=story.current("mode"),
        owner=story.current("owner"),
        fault_class=story.current("fault_class"),
        clocks=tuple(_voided(clocks, story) if story.status == VOIDED else clocks),
        paused_until=story.pauses[-1][1] if story.pauses else None,
        closed_at=_closed_at(story) if story.status in OVER else None,
    )


def _closed_at(story: Story) -> Instant | None:
    """Return the last time at which a ticket that is over was ended."""
    return max((fact.at for fact in story.facts if fact.event in END_EVENTS), default=None)


def _voided(clocks: Sequence[Clock], story: Story) -> Iterator[Clock]:
    """Yield the clocks of a ticket that was opened by mistake, as not needed."""
    at = story.facts[max(story.find(Match(VOIDED)))].at
    return (clock._replace(outcome=NOT_NEEDED, stop=None, ended_at=at, reason=VOIDED) for clock in clocks)


def _clocks_of(target: Target, story: Story, policy: Policy, earlier: Sequence[Clock]) -> Iterator[Clock]:
    if target.opens_after is not None:
        yield from _dependent_clocks(target, story, policy, earlier)
        return
    over: int | None = BEFORE_ALL
    last: Verdict | None = None
    for origin in origins(target, story, policy):
        if over is None or origin.anchor.place < over or not _runs_from(target, origin, last):
            continue
        run = run_from(target, origin, over, story, policy)
        if run is not None:
            last = verdict_of(run, story, policy)
            over = last.over
            yield clock_of(run, last, story, policy)


def _runs_from(target: Target, origin: Origin, last: Verdict | None) -> bool:
    """Return whether a promise runs from an origin: after a reopening, one that an event ended does not."""
    return origin.reopening is None or target.start.is_anchor or (last is not None and last.end is None)


def _dependent_clocks(target: Target, story: Story, policy: Policy, earlier: Sequence[Clock]) -> Iterator[Clock]:
    """Yield the clocks of a promise that depends on another one, one for each clock of that (rule 16)."""
    opening = next(one for one in policy.targets if one.clause == target.opens_after)
    first = next(iter(story.anchors(target.start)), None)
    others = [clock for clock in earlier if clock.clause == target.opens_after]
    again = [one for one in story.reopenings if is_restarted_by(opening, one, policy)]
    for place, other in enumerate(others):
        started = next((one for one in again if one.at == other.start), None) if place else None
        anchor = first if started is None else Anchor(started.place, started.at, NOTHING)
        if anchor is None:
            return
        horizon = next((one.place for one in again if one.place > anchor.place), None)
        run = run_from(target, Origin(anchor, started, horizon), BEFORE_ALL, story, policy, other.due)
        if run is not None:
            yield clock_of(run, verdict_of(run, story, policy), story, policy)
