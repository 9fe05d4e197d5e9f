"""The names of keys on the screen, such as `/`, `esc`, `ctrl+o`, in ASCII that is equally wide in every terminal."""

from textual.dom import DOMNode
from textual.keys import key_to_character

_NAMES = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "delete": "del"}
_CHARACTERS = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}


def character_of(key: str) -> str | None:
    """Return the character that a key types, if any."""
    return _CHARACTERS.get(key) or key_to_character(key)


def key_word(key: str) -> str:
    """Return the common name of a key."""
    *held, name = key.strip().split("+")
    character = None if name == "space" else character_of(name)
    return "+".join((*held, character if character and character.isprintable() else _NAMES.get(name, name)))


def key_words(keys: str) -> str:
    """Return the names of several keys, separated by commas in `keys`."""
    return " ".join(key_word(key) for key in keys.split(","))


def present_keys(node: DOMNode) -> dict[str, str]:
    """Return the current key of each binding of a screen or widget by its id; the settings may change it.

    Textual's own `active_bindings` leaves out keys that the focused field would type.
    """
    bindings = node._bindings.copy()  # noqa: SLF001 - Textual has no public way
    bindings.apply_keymap(node.app._keymap)  # noqa: SLF001
    pairs = ((binding.id, key) for key, several in bindings.key_to_bindings.items() for binding in several)
    return {name: key_word(key) for name, key in reversed([*pairs]) if name}
