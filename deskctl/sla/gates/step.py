"""An action about to be taken, with questions about the story before it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from deskctl.sla.facts import NOTHING
from deskctl.sla.milestones import Match
from deskctl.sla.timeline import Story

OVERRIDE = "override"
"""The field with the reason for overriding a gate."""

VISIT_REASONS = ("phone_and_remote_failed", "chargeable", "planned")
"""What entitles to a visit where the level does not; the fourth reason is to raise the level."""

CHARGEABLE_SCOPES = ("out_of_scope", "related_not_our_fault")
_END = 1 << 31


class Step(NamedTuple):
    """An action about to be taken: the story so far, the ticket's own columns, what the action says, and who takes it.

    `reported` is None while only the name of the action is known, `person` while nobody is named.
    """

    story: Story
    ticket: Mapping[str, Any] = NOTHING
    reported: Mapping[str, Any] | None = None
    person: str | None = None
    roles: frozenset[str] = frozenset()

    def says(self, name: str) -> Any:
        """Return what the action says in a field; None if it says nothing."""
        return None if self.reported is None else self.reported.get(name)

    def last(self, *events: str) -> int:
        """Return the last place of any of these events; -1 if there is none."""
        places = (self.story.last_before(event, _END) for event in events)
        return max((place for place in places if place is not None), default=-1)

    def last_own(self, event: str) -> int:
        """Return the last place of an event among the person's own actions, among all if nobody is named."""
        if self.person is None:
            return self.last(event)
        own = (place for place in self.story.find(Match(event)) if self.story.facts[place].actor == self.person)
        return max(own, default=-1)

    def last_fit(self, event: str, name: str, value: Any) -> int:
        """Return the last place of an event whose data say this, or say nothing of it; any if the value is None."""
        fits = (
            place
            for place in self.story.find(Match(event))
            if value is None or self.story.facts[place].data.get(name) in {value, None}
        )
        return max(fits, default=-1)
