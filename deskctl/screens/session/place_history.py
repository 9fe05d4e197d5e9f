"""The last places of the console: tickets, customers and records that were opened, to walk back and forth between."""

from dataclasses import dataclass, field
from typing import NamedTuple

_MOST = 20


class Place(NamedTuple):
    """A ticket, a customer or another record; a ticket's id is its number as text."""

    kind: str
    id: str
    title: str = ""


@dataclass
class Visited:
    """The places in the order in which they were opened, and which of them was seen last."""

    places: list[Place] = field(default_factory=list)
    _at: int = -1

    def note(self, place: Place) -> None:
        """Remember that a place was opened, after the one that was seen last."""
        if self.places and self.places[self._at][:2] == place[:2]:
            self.places[self._at] = place
            return
        self.places = [*self.places[: self._at + 1], place][-_MOST:]
        self._at = len(self.places) - 1

    def name(self, place: Place) -> None:
        """Give a place the title that was read meanwhile, wherever the person is now."""
        self.places = [place if one[:2] == place[:2] else one for one in self.places]

    def step(self, steps: int) -> Place | None:
        """Go some places forward, or back if negative, 0 for the last one; return it, None if there is none."""
        at = self._at + steps
        if not 0 <= at < len(self.places):
            return None
        self._at = at
        return self.places[at]

    @property
    def recent(self) -> list[Place]:
        """The places, the latest first, each once."""
        return list({place[:2]: place for place in reversed(self.places)}.values())
