"""Which promises run on a ticket, and from when."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deskctl.sla.derivation.anchors import Origin
from deskctl.sla.derivation.engineers_out import is_anybody_on_site
from deskctl.sla.derivation.visits import is_agreed, visit_over
from deskctl.sla.facts import Instant
from deskctl.sla.milestones import ON_REQUEST
from deskctl.sla.policy import FROM_FIELD, Policy, Target
from deskctl.sla.timeline import Anchor, Span, Story


class Run(NamedTuple):
    """One run of a promise.

    `place` and `begun` are where and when it starts, `origin` is what started it, `spans` are the periods in which its
    conditions hold, `after` is the place where the previous run was over. `opens_at` is when a dependent promise opens.
    """

    target: Target
    milestone: str
    origin: Origin
    place: int
    begun: Instant
    spans: Sequence[Span]
    after: int
    opens_at: Instant | None = None

    @property
    def horizon(self) -> int | None:
        """The place from which the story concerns the next run; None if there is none."""
        return self.origin.horizon


def run_from(
    target: Target, origin: Origin, after: int, story: Story, policy: Policy, opens_at: Instant | None = None
) -> Run | None:
    """Return the run that starts at an origin; None if the promise does not apply there."""
    anchor = origin.anchor
    if not is_agreed(target, anchor.place, after, story):
        return None
    spans = _spans(target, origin, story)
    if not spans:
        return None
    begun = _start(target, anchor, spans, story, policy)
    if begun is None or _answered_by_reopening(origin, begun[0], target, policy):
        return None
    place, at = begun
    if spans[0].end is not None:
        spans = [span for span in spans if span.end is None or span.end > place]
    return Run(target, _milestone(target, anchor), origin, place, at, spans, after, opens_at)


def _spans(target: Target, origin: Origin, story: Story) -> Sequence[Span]:
    anchor = origin.anchor
    spans = story.spans(target.during, anchor.place, origin.horizon)
    if not spans or spans[0].end is None:
        return spans
    return [span for span in spans if span.end is None or story.facts[span.end].at >= anchor.at]


def _start(
    target: Target, anchor: Anchor, spans: Sequence[Span], story: Story, policy: Policy
) -> tuple[int, Instant] | None:
    """Return where and when the promise starts: where its conditions hold and the ticket is not over."""
    if not target.restarts:
        if story.holds_at(target.when, anchor.at):
            return anchor.place, anchor.at
        return next(_raises(target, anchor, story, policy), None) if target.follows_level else None
    for span in spans:
        later = span.begin > anchor.place
        begun = max(anchor.at, story.facts[span.begin].at) if later else anchor.at
        if story.holds_at(target.when, begun) and not (later and _over(target, anchor, span.begin, story)):
            return (span.begin if later else anchor.place), begun
    return None


def _over(target: Target, anchor: Anchor, place: int, story: Story) -> bool:
    """Return whether the ticket, or the visit that the promise is about, is over where its conditions begin to hold."""
    over = story.over_at(place)
    return over or (target.start.match.event == ON_REQUEST and visit_over(anchor.place, place, story))


def _raises(target: Target, anchor: Anchor, story: Story, policy: Policy) -> Iterator[tuple[int, Instant]]:
    """Yield where the level is raised to one of the promise while a visit is requested and nobody has arrived."""
    for place in story.places_of("level_changed"):
        if place <= anchor.place:
            continue
        if visit_over(anchor.place, place, story):
            return
        at, level = story.times[place], story.facts[place].data.get("to")
        before = story.value_before("level", place)
        raised = isinstance(level, str) and level in target.when["level"] and policy.rank(level) < policy.rank(before)
        if raised and story.holds_at(target.when, at) and not is_anybody_on_site(place, story):
            yield place, at


def _answered_by_reopening(origin: Origin, place: int, target: Target, policy: Policy) -> bool:
    """Return whether an engineer took the reopening that would restart the promise of a response."""
    reopening = origin.reopening
    return (
        reopening is not None
        and reopening.responded
        and place == reopening.place
        and target.milestone in policy.rules.answered
    )


def _milestone(target: Target, anchor: Anchor) -> str:
    if target.milestone.startswith(FROM_FIELD):
        return str(anchor.data.get(target.milestone.removeprefix(FROM_FIELD)))
    return target.milestone
