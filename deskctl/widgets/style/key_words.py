"""How keys are called on the screen: `/`, `esc`, `ctrl+o`; in plain letters, as wide in every terminal."""

from typing import Any

from textual.keys import key_to_character
from textual.screen import Screen

_CALLED = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "delete": "del"}
_SIGNS = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}


def character_of(key: str) -> str | None:
    """Return the character that a key types; None for one that types none."""
    return _SIGNS.get(key) or key_to_character(key)


def key_word(key: str) -> str:
    """Call one key as Textual names it by the word that people know it by."""
    *held, name = key.strip().split("+")
    character = None if name == "space" else character_of(name)
    return "+".join((*held, character if character and character.isprintable() else _CALLED.get(name, name)))


def key_words(keys: str) -> str:
    """Call several keys, parted by commas, one after the other."""
    return " ".join(key_word(key) for key in keys.split(","))


def present_keys(screen: Screen[Any]) -> dict[str, str]:
    """Return the first present key of each action of a screen by its id: the settings may have moved it.

    Textual's own `active_bindings` leaves out what the line that has the focus would type.
    """
    bindings = screen._bindings.copy()  # noqa: SLF001 - Textual tells it nowhere else
    bindings.apply_keymap(screen.app._keymap)  # noqa: SLF001
    pairs = ((binding.id, key) for key, several in bindings.key_to_bindings.items() for binding in several)
    return {name: key_word(key) for name, key in reversed([*pairs]) if name}
