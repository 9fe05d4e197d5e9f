"""The history of the tickets, customers and records opened in the console, to go back and forward."""

from dataclasses import dataclass, field
from typing import NamedTuple

_MOST = 20


class Place(NamedTuple):
    """A ticket, a customer or another record; the id of a ticket is its number as text."""

    kind: str
    id: str
    title: str = ""


@dataclass
class PlaceHistory:
    """The opened places in order, and the current one."""

    places: list[Place] = field(default_factory=list)
    _at: int = -1

    def note(self, place: Place) -> None:
        """Add a place after the current one, and make it the current one."""
        if self.places and self.places[self._at][:2] == place[:2]:
            self.places[self._at] = place
            return
        self.places = [*self.places[: self._at + 1], place][-_MOST:]
        self._at = len(self.places) - 1

    def name(self, place: Place) -> None:
        """Set the title of a place, which was read after it was opened."""
        self.places = [place if one[:2] == place[:2] else one for one in self.places]

    def step(self, steps: int) -> Place | None:
        """Go some places forward, or back if negative; return the new current place, None if there is none."""
        at = self._at + steps
        if not 0 <= at < len(self.places):
            return None
        self._at = at
        return self.places[at]

    @property
    def recent(self) -> list[Place]:
        """The places without duplicates, the latest first."""
        return list({place[:2]: place for place in reversed(self.places)}.values())
