"""The keys as the settings move them: `[keys]` names a binding's id and its new key."""

from collections.abc import Mapping

from deskctl.config import settings
from deskctl.errors import BadData
from deskctl.i18n import N_

KEPT_BY_TERMINALS = frozenset({"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+s", "ctrl+q", "alt+b", "alt+f"})
"""Keys that arrive as another key or not at all: a terminal takes them for itself."""


def moved_keys() -> Mapping[str, str]:
    """Read which keys the settings move; a key that never arrives is refused."""
    moved = {str(name): str(key) for name, key in dict(settings().get("keys", {})).items()}
    for name, key in moved.items():
        lost = KEPT_BY_TERMINALS.intersection(part.strip() for part in key.split(","))
        if lost:
            raise BadData(
                N_("The key {key} for {name} never arrives in a terminal: choose another one."),
                field=name,
                key=min(lost),
                name=name,
            )
    return moved
