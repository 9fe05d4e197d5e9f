"""Requests for a visit: when one is over, and how long an agreement on a later time covers what starts after it."""

from deskctl.sla.lifecycle import END_EVENTS
from deskctl.sla.milestones import ON_REQUEST
from deskctl.sla.policy import Ending, Policy, Target
from deskctl.sla.timeline import Story

_ENDED = ("resolved", *sorted(END_EVENTS))
_VISIT_ENDED = ("arrived", "onsite_cancelled", *_ENDED)


def visit_over(begin: int, end: int, story: Story) -> bool:
    """Return whether a visit that was requested or agreed at one place was over before another."""
    return _happened(_VISIT_ENDED, begin, end, story)


def agreement_covers(agreed: int, start: int, ending: Ending, story: Story, policy: Policy) -> bool:
    """Return whether an agreement made before a promise starts still holds there (rules 4, 5, 7 and 15).

    It does until what was agreed is done or not needed, and until the severity or level is raised or an emergency is
    declared: what starts with that is promised.
    """
    done = _VISIT_ENDED if "arrived" in ending.milestones else _ENDED
    return not _happened(done, agreed, start + 1, story) and not _got_worse(agreed, start, story, policy)


def is_agreed(target: Target, start: int, after: int, story: Story) -> bool:
    """Return whether what a promise needs was recorded; for a visit, before that was over."""
    if target.needs is None:
        return True
    places = [place for place in story.places_of(target.needs) if place > after]
    if target.start.match.event != ON_REQUEST:
        return bool(places)
    return any(not visit_over(min(place, start), max(place, start), story) for place in places)


def _happened(events: tuple[str, ...], begin: int, end: int, story: Story) -> bool:
    return any(story.first_of(event, begin + 1) in range(end) for event in events)


def _got_worse(begin: int, end: int, story: Story, policy: Policy) -> bool:
    if _emergency_counts(begin, end, story):
        return True
    changes = [(place, "level") for place in story.places_of("level_changed")]
    changes += [(place, "severity") for place in story.places_of("severity_changed")]
    return any(begin < place <= end and _raised(attribute, place, story, policy) for place, attribute in changes)


def _emergency_counts(begin: int, end: int, story: Story) -> bool:
    """Return whether an emergency was declared between two places: one that is not revoked, or that starts the promise.

    A revoked one counts for no other promise, as if it had not been declared (rule 5).
    """
    declared = [place for place in story.places_of("emergency_declared") if begin < place <= end]
    return any(place == end or story.first_of("emergency_revoked", place) is None for place in declared)


def _raised(attribute: str, place: int, story: Story, policy: Policy) -> bool:
    before = story.value_before(attribute, place)
    return _rank(attribute, story.facts[place].data.get("to"), policy) < _rank(attribute, before, policy)


def _rank(attribute: str, value: object, policy: Policy) -> int:
    if attribute == "level":
        return policy.rank(value)
    severity = policy.severities.get(value) if isinstance(value, str) else None
    return len(policy.levels) if severity is None else policy.rank(severity.level)
