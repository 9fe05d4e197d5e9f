"""The outcome of a promise as a clock: kept, missed, ended, not needed, or open."""

from typing import NamedTuple

from deskctl.sla.derivation.due_times import due_of, hours_of, warns_at
from deskctl.sla.derivation.kept_promises import reached_before, stop_of
from deskctl.sla.derivation.promise_ends import End, end_of
from deskctl.sla.derivation.promises_given import Run
from deskctl.sla.facts import Fact, Instant
from deskctl.sla.policy import Policy
from deskctl.sla.state import MET, MISSED, NOT_NEEDED, OPEN, SUPERSEDED, Clock
from deskctl.sla.timeline import Story


class Verdict(NamedTuple):
    """The verdict on a run: where the milestone was reached, what ended it, and where it is over, None if it is not."""

    stop: int | None
    end: End | None
    before: int | None
    over: int | None


def verdict_of(run: Run, story: Story, policy: Policy) -> Verdict:
    """Return the verdict on a run: whichever came first, the milestone or an end."""
    first = story.place_from(run.place, run.begun)
    before = reached_before(run, first, story, policy)
    if before is not None:
        return Verdict(None, None, before, run.place)
    stop, end = stop_of(run, first, story, policy), end_of(run, story, policy)
    if end is not None and (stop is None or end.place < stop):
        return Verdict(stop, end, None, end.place)
    return Verdict(stop, None, None, stop)


def clock_of(run: Run, verdict: Verdict, story: Story, policy: Policy) -> Clock:
    """Return the clock of a run."""
    lapse = _lapse(run, verdict, story)
    hours = hours_of(run, story, policy)
    due = due_of(run, hours, story)
    outcome, stop, end = _outcome(run, verdict, lapse, due, story)
    reached = None if stop is None else story.facts[stop]
    reason = None if end is None else end.event
    if outcome == NOT_NEEDED and reason is None and reached is not None:
        reason = reached.event
    return Clock(
        clause=run.target.clause,
        milestone=run.milestone,
        start=run.begun,
        seconds=run.target.length.seconds,
        calendar=hours.stretches[0].calendar.name,
        due=due,
        stop=None if reached is None else reached.at,
        outcome=outcome,
        soft=run.target.soft,
        provisional=hours.provisional(due),
        opens_at=run.opens_at,
        ended_at=None if end is None else end.at,
        reason=reason,
        warns_at=warns_at(run, due, hours, policy.warnings, _over_at(reached, end)),
        late_entry=_late_entry(stop, story, policy),
    )


def _over_at(reached: Fact | None, end: End | None) -> Instant | None:
    if end is not None:
        return end.at
    return None if reached is None else reached.at


def _lapse(run: Run, verdict: Verdict, story: Story) -> End | None:
    """Return the end of the promise if its conditions do not hold where the run is over, or now."""
    if run.spans[0].end is None and run.spans[0].begin <= run.place:
        return None
    for span in run.spans:
        inside = verdict.over is not None and (span.end is None or verdict.over < span.end)
        if span.end is None or inside:
            return None if verdict.over is None or verdict.over >= span.begin else _superseded(run, verdict, story)
    return _superseded(run, verdict, story)


def _superseded(run: Run, verdict: Verdict, story: Story) -> End | None:
    """Return the end of the last span before the place where the run is over."""
    over = verdict.over
    ends = [span.end for span in run.spans if span.end is not None and (over is None or span.end <= over)]
    if not ends:
        return None
    fact = story.facts[ends[-1]]
    return End(ends[-1], fact.at, fact.event, SUPERSEDED)


def _outcome(
    run: Run, verdict: Verdict, lapse: End | None, due: Instant, story: Story
) -> tuple[str, int | None, End | None]:
    """Return the outcome, the place where the milestone was reached, and the end that counts.

    A promise that depends on another one cannot be late before it opens.
    """
    late_after = due if run.opens_at is None else max(due, run.opens_at)
    if verdict.before is not None:
        return NOT_NEEDED, verdict.before, None
    if lapse is not None and _returns(run, lapse) and verdict.end is None and verdict.stop is not None:
        late = story.times[verdict.stop] > late_after
        return (MISSED, verdict.stop, None) if late else (NOT_NEEDED, verdict.stop, None)
    if lapse is not None and verdict.end is not None and _returns(run, lapse):
        lapse = None
    end = lapse or verdict.end
    if end is not None:
        stop = None if lapse is not None and run.target.restarts else verdict.stop
        return (end.outcome if end.at <= late_after else MISSED), stop, end
    if verdict.stop is None:
        return OPEN, None, None
    return (MET if story.times[verdict.stop] <= late_after else MISSED), verdict.stop, None


def _returns(run: Run, lapse: End) -> bool:
    """Return whether the conditions of a promise hold again after they ceased to."""
    return any(span.begin > lapse.place for span in run.spans)


def _late_entry(stop: int | None, story: Story, policy: Policy) -> int:
    if stop is None:
        return 0
    fact = story.facts[stop]
    late = 0 if fact.recorded_at is None else fact.recorded_at - fact.at
    return late if late > policy.rules.late_entry else 0
