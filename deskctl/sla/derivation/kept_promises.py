"""What keeps a promise: the milestone, a later action that counts for it, or a milestone reached before the start."""

from deskctl.sla.derivation.engineers_out import present_from
from deskctl.sla.derivation.promises_given import Run
from deskctl.sla.milestones import LEFT, Milestone
from deskctl.sla.policy import Policy
from deskctl.sla.timeline import Story


def stop_of(run: Run, first: int, story: Story, policy: Policy) -> int | None:
    """Return the place where the milestone was reached from the `first` place on; None if it was not."""
    rule = policy.milestone(run.milestone)
    if rule.voided_by is not None and story.reopenings:
        first = max(first, last_same_fault(run, story))
    places = [place for event in rule.events if (place := story.first_of(event, first)) is not None]
    if story.reopenings and run.milestone in policy.rules.answered:
        places += [one.place for one in story.reopenings if one.responded and one.place >= first]
    return _within(min(places, default=None), run.horizon)


def reached_before(run: Run, first: int, story: Story, policy: Policy) -> int | None:
    """Return the place where the milestone was reached before the `first` place and still counts; else None."""
    if first == 0:
        return None
    rule = policy.milestone(run.milestone)
    if LEFT in rule.until:
        return present_from(rule, first, story)
    present = _present(rule, first, story, policy)
    if present is not None:
        return present
    places = [place for event in rule.events if (place := story.last_before(event, first)) is not None]
    if story.reopenings and run.milestone in policy.rules.answered:
        places += [one.place for one in story.reopenings if one.responded and one.place < first]
    reached = max(places, default=None)
    return None if reached is None or _is_void(rule, reached, run.place, story) else reached


def _present(rule: Milestone, first: int, story: Story, policy: Policy) -> int | None:
    """Return where somebody did what answers for a milestone and counts until he has left, such as setting out."""
    answers = [policy.milestone(event) for event in rule.answered_by]
    places = [present_from(answer, first, story) for answer in answers if LEFT in answer.until]
    return min((place for place in places if place is not None), default=None)


def last_same_fault(run: Run, story: Story) -> int:
    """Return the place of the last reopening for the same fault within a run; -1 if there is none."""
    within = (one.place for one in story.reopenings if one.same_fault and one.place > run.place)
    return max((place for place in within if _within(place, run.horizon) is not None), default=-1)


def _is_void(rule: Milestone, reached: int, start: int, story: Story) -> bool:
    """Return whether a reached milestone no longer counts at a start, because of its own end or a reopening.

    A resolution before the start is void, too, if the reopening that follows is for the same fault (rule 8).
    """
    if rule.until:
        ends = [story.last_before(event, start + 1) for event in rule.until]
        return any(end is not None and end > reached for end in ends)
    following = next((one for one in story.reopenings if one.place > reached), None)
    if following is None:
        return False
    return following.place <= start or (rule.voided_by is not None and following.same_fault)


def _within(place: int | None, horizon: int | None) -> int | None:
    return None if place is None or (horizon is not None and place >= horizon) else place
