"""What ends a promise otherwise than by being kept."""

from operator import attrgetter
from typing import NamedTuple

from deskctl.sla.derivation.kept_promises import revived
from deskctl.sla.derivation.promises_given import Run
from deskctl.sla.facts import Instant
from deskctl.sla.policy import Ending, Policy
from deskctl.sla.timeline import Story

_BY_PLACE = attrgetter("place")


class End(NamedTuple):
    """Where and when a clock ended, by which event, and what it becomes if it was not due by then."""

    place: int
    at: Instant
    event: str
    outcome: str


def end_of(run: Run, story: Story, policy: Policy) -> End | None:
    """Return the first event that ended a clock; None if none did.

    A reopening of the same fault undoes that the ticket was over, for the fix and for what depends on it.
    """
    back = revived(run, story) if story.reopenings else -1
    if back >= 0 and policy.milestone(run.milestone).voided_by is None and run.opens_at is None:
        back = -1
    endings = policy.endings_of(run.target, run.milestone)
    ends = [_end(run, ending, back, story) for ending in endings if ending.match.event in story.happened]
    return min((end for end in ends if end is not None), key=_BY_PLACE, default=None)


def _end(run: Run, ending: Ending, back: int, story: Story) -> End | None:
    begun = run.after if ending.standing else run.place
    undone = back > begun and (ending.sweeping or (run.opens_at is not None and ending.match.event == "resolved"))
    place = story.first(ending.match, (back if undone else begun) + 1)
    if place is None:
        return None
    fact = story.facts[place]
    return End(place, fact.at, fact.event, ending.outcome)
