"""Milestones, and the facts that reach them, end them or count for them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from deskctl.sla.facts import NOTHING

ON_REQUEST = "onsite_requested"
LEFT = "left_site"
"""The event that only ends what the same engineer reached (rule 14)."""


class Match(NamedTuple):
    """A pattern for facts: the event and, optionally, values in its data."""

    event: str
    where: Mapping[str, Any] = NOTHING

    def fits(self, data: Mapping[str, Any]) -> bool:
        """Return whether the data contain every required value."""
        return all(data.get(name) == value for name, value in self.where.items())


class Milestone(NamedTuple):
    """A milestone: the event that reaches it, or a later one in `answered_by` that counts for it (rule 12).

    Once reached it counts `until` one of these events, and a clock that starts meanwhile is not needed; without them it
    counts until the symptom is back. `voided_by` is the reopening that voids the milestone and the end of the ticket.
    """

    event: str
    until: tuple[str, ...] = ()
    voided_by: Match | None = None
    answered_by: tuple[str, ...] = ()

    @property
    def events(self) -> tuple[str, ...]:
        """The events that reach the milestone."""
        return (self.event, *self.answered_by)


_USUAL: Mapping[str, Milestone] = {
    "first_response": Milestone("first_response", answered_by=("resolved",)),
    "engineer_response": Milestone("engineer_response", answered_by=("resolved",)),
    "onsite_reply": Milestone("onsite_reply", until=(ON_REQUEST,), answered_by=("departed", "arrived")),
    "departed": Milestone("departed", until=(LEFT, "onsite_cancelled"), answered_by=("arrived",)),
    "arrived": Milestone("arrived", until=(LEFT,)),
    "part_requested": Milestone("part_requested", until=("model_verified",)),
    "loaner_provided": Milestone("loaner_provided", until=("loaner_returned",)),
}


@lru_cache(maxsize=256)
def usual_milestone(name: str) -> Milestone:
    """Return the default of a milestone that the policy does not define."""
    return _USUAL.get(name) or Milestone(name)
