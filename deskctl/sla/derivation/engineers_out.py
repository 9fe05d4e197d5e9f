"""Who has set out or arrived and not left, by engineer (rules 14 and 17)."""

from deskctl.sla.milestones import LEFT, Milestone
from deskctl.sla.timeline import Story

_ON_SITE = Milestone("arrived", until=(LEFT,))


def is_anybody_on_site(before: int, story: Story) -> bool:
    """Return whether somebody arrived before a place in the story and has not left since."""
    return present_from(_ON_SITE, before, story) is not None


def present_from(rule: Milestone, first: int, story: Story) -> int | None:
    """Return the first place where an engineer reached a milestone and has not left since."""
    if all(story.last_before(event, first) is None for event in rule.events):
        return None
    present: dict[str | None, int] = {}
    for place, fact in enumerate(story.facts[:first]):
        if fact.event in rule.events:
            present.setdefault(fact.actor, place)
        elif fact.event == LEFT:
            present.pop(fact.actor, None)
        elif fact.event in rule.until:
            present = {actor: at for actor, at in present.items() if _arrived(actor, at, place, story)}
    return min(present.values(), default=None)


def _arrived(actor: str | None, begin: int, end: int, story: Story) -> bool:
    return any(fact.event == "arrived" and fact.actor == actor for fact in story.facts[begin:end])
