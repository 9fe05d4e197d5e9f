"""Where a promise may start: at its own start, and at a reopening that restarts it (rule 13)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deskctl.sla.facts import NOTHING
from deskctl.sla.pauses_and_reopenings import Reopening
from deskctl.sla.policy import Policy, Target
from deskctl.sla.timeline import Anchor, Story


class Origin(NamedTuple):
    """An anchor, its reopening if it is one, and the place of the next reopening, where a new run begins."""

    anchor: Anchor
    reopening: Reopening | None
    horizon: int | None


def origins(target: Target, story: Story, policy: Policy) -> Sequence[Origin]:
    """Return the places where a promise may start, in order."""
    anchors = story.anchors(target.start)
    if not story.reopenings or not anchors:
        return [Origin(anchor, None, None) for anchor in anchors]
    again = [one for one in story.reopenings if one.place > anchors[0].place and is_restarted_by(target, one, policy)]
    placed = [(anchor, None) for anchor in anchors] + [(Anchor(one.place, one.at, NOTHING), one) for one in again]
    return list(_with_horizons(sorted(placed, key=lambda origin: origin[0].place)))


def _with_horizons(placed: Sequence[tuple[Anchor, Reopening | None]]) -> Iterator[Origin]:
    """Yield each place with the place of the next origin, if that is a reopening."""
    for place, (anchor, reopening) in enumerate(placed):
        following = placed[place + 1][1] if place + 1 < len(placed) else None
        yield Origin(anchor, reopening, None if following is None else following.place)


def is_restarted_by(target: Target, reopening: Reopening, policy: Policy) -> bool:
    """Return whether a reopening restarts a promise.

    It restarts the promises of a severity that the rules name, and a promise of the fix if the fault is new.
    """
    if target.of_severity:
        return target.milestone in policy.rules.again | policy.rules.answered
    return is_fix(target, policy) and not reopening.same_fault


def is_fix(target: Target, policy: Policy) -> bool:
    """Return whether a promise is one of the fix, which a reopening voids or restarts; agreed times are not."""
    return policy.milestone(target.milestone).voided_by is not None and target.length.moment_in is None
