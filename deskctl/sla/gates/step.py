"""An action to be checked, with access to the story before it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from deskctl.sla.facts import NOTHING
from deskctl.sla.milestones import Match
from deskctl.sla.timeline import Story

OVERRIDE = "override"
"""The field with the reason for overriding a gate."""

VISIT_REASONS = ("phone_and_remote_failed", "chargeable", "planned")
"""The reasons that entitle a customer to a visit at a level without visits; the fourth way is to raise the level."""

CHARGEABLE_SCOPES = ("out_of_scope", "related_not_our_fault")
_END = 1 << 31


class Step(NamedTuple):
    """An action to be checked: the story so far, the columns of the ticket, the data of the action, and the actor.

    `data` is None if only the name of the action is known, `person` if there is no actor. In `hindsight` the story also
    contains what happened after the action.
    """

    story: Story
    ticket: Mapping[str, Any] = NOTHING
    data: Mapping[str, Any] | None = None
    person: str | None = None
    roles: frozenset[str] = frozenset()
    event: str = ""
    hindsight: bool = False

    def value(self, name: str) -> Any:
        """Return the value of a field of the action; None if it has none."""
        return None if self.data is None else self.data.get(name)

    def last(self, *events: str) -> int:
        """Return the last place of any of these events; -1 if there is none."""
        places = (self.story.last_before(event, _END) for event in events)
        return max((place for place in places if place is not None), default=-1)

    def last_own(self, event: str) -> int:
        """Return the last place of an event among the actor's own actions, or among all without an actor."""
        if self.person is None:
            return self.last(event)
        own = (place for place in self.story.find(Match(event)) if self.story.facts[place].actor == self.person)
        return max(own, default=-1)

    @property
    def has_set_out(self) -> bool:
        """Whether the action is the arrival of somebody who is on the way, so that its gates were passed already."""
        departed = self.last_own("departed")
        return self.event == "arrived" and departed > max(self.last_own("left_site"), self.last("onsite_cancelled"))

    def last_fit(self, event: str, name: str, value: Any) -> int:
        """Return the last place of an event whose data have this value or none; any if the value is None."""
        fits = (
            place
            for place in self.story.find(Match(event))
            if value is None or self.story.facts[place].data.get(name) in {value, None}
        )
        return max(fits, default=-1)
