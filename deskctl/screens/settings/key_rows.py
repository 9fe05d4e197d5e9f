"""The rows of keys on the settings screen: each action once, under the first screen that has it."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskctl.screens.settings.moved_keys import TABLE, keys_of
from deskctl.screens.settings.screen_keys import PLACES, BoundAction, own_keys


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action with its current keys."""

    heading: str
    bound: BoundAction
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its setting in the file."""
        return f"{TABLE}.{self.bound.id}"

    @property
    def is_moved(self) -> bool:
        """True if the settings change its key."""
        return self.keys != self.bound.keys


def key_rows(moved: Mapping[str, str]) -> list[KeyRow]:
    """Return the rows of all actions whose keys can be changed."""
    by_id: dict[str, KeyRow] = {}
    for place in PLACES:
        for bound in own_keys(place):
            by_id.setdefault(bound.id, KeyRow(place.heading, bound, keys_of(bound, moved)))
    return list(by_id.values())
