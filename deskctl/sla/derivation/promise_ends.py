"""What ends a promise other than keeping it."""

from operator import attrgetter
from typing import NamedTuple

from deskctl.sla.derivation.kept_promises import last_same_fault
from deskctl.sla.derivation.promises_given import Run
from deskctl.sla.derivation.visits import agreement_covers
from deskctl.sla.facts import Instant
from deskctl.sla.policy import Ending, Policy
from deskctl.sla.timeline import Story

_BY_PLACE = attrgetter("place")


class End(NamedTuple):
    """The place, time and event at which a clock ended, and its outcome if it was not due by then."""

    place: int
    at: Instant
    event: str
    outcome: str


def end_of(run: Run, story: Story, policy: Policy) -> End | None:
    """Return the first event that ended a clock; None if there is none.

    For the fix and clocks that depend on it, a reopening for the same fault undoes the end of the ticket.
    """
    reopened = last_same_fault(run, story) if story.reopenings else -1
    if reopened >= 0 and policy.milestone(run.milestone).voided_by is None and run.opens_at is None:
        reopened = -1
    endings = policy.endings_of(run.target, run.milestone)
    ends = [_end(run, ending, reopened, story, policy) for ending in endings if ending.match.event in story.happened]
    return min((end for end in ends if end is not None), key=_BY_PLACE, default=None)


def _end(run: Run, ending: Ending, reopened: int, story: Story, policy: Policy) -> End | None:
    begun = run.after - 1 if ending.standing else run.place  # what ended the run before may cover this one too
    undone = reopened > begun and (ending.sweeping or (run.opens_at is not None and ending.match.event == "resolved"))
    places = story.find(ending.match, (reopened if undone else begun) + 1)
    place = next((one for one in places if _applies(one, run, ending, story, policy)), None)
    if place is None:
        return None
    fact = story.facts[place]
    return End(place, fact.at, fact.event, ending.outcome)


def _applies(place: int, run: Run, ending: Ending, story: Story, policy: Policy) -> bool:
    """Return whether an ending at a place applies to a run.

    An agreement before the run, or while its conditions do not hold, applies only if it covers what (re)starts there.
    """
    if place <= run.place:
        return agreement_covers(place, run.place, ending, story, policy)
    if not ending.standing or any(span.begin <= place and (span.end or place + 1) > place for span in run.spans):
        return True
    back = next((span.begin for span in run.spans if span.begin > place), None)
    return back is None or agreement_covers(place, back, ending, story, policy)
