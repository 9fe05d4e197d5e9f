"""What is to be reached: milestones, and the facts that reach them, end them or count for them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from deskctl.sla.facts import NOTHING

ON_REQUEST = "onsite_requested"
LEFT = "left_site"
"""The event that ends only what the same person reached: each engineer is on site for himself (rule 14)."""


class Match(NamedTuple):
    """A fact to look for: its event and, where given, the values in its data."""

    event: str
    where: Mapping[str, Any] = NOTHING

    def fits(self, data: Mapping[str, Any]) -> bool:
        """Return whether the data hold every value asked for."""
        return all(data.get(name) == value for name, value in self.where.items())


class Milestone(NamedTuple):
    """What is to be reached: the event that reaches it, or a later action that counts for it (rule 12).

    Once reached it stands `until` one of these events, and a clock that starts meanwhile is not needed; without them it
    stands until the symptom is back. `voided_by` is the reopening that undoes what was reached before it, and that
    the ticket was over.
    """

    event: str
    until: tuple[str, ...] = ()
    voided_by: Match | None = None
    answered_by: tuple[str, ...] = ()

    @property
    def events(self) -> tuple[str, ...]:
        """The events that reach it."""
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
    """Return the milestone as it is if the policy does not describe it."""
    return _USUAL.get(name) or Milestone(name)
