"""Names of keys on the screen: `/`, `esc`, `ctrl+o`; in plain letters that are equally wide in every terminal."""

from textual.dom import DOMNode
from textual.keys import key_to_character

_NAMES = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "delete": "del"}
_CHARACTERS = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}


def character_of(key: str) -> str | None:
    """Return the character that a key types; None if it types none."""
    return _CHARACTERS.get(key) or key_to_character(key)


def key_word(key: str) -> str:
    """Return the name that people know a key by."""
    *held, name = key.strip().split("+")
    character = None if name == "space" else character_of(name)
    return "+".join((*held, character if character and character.isprintable() else _NAMES.get(name, name)))


def key_words(keys: str) -> str:
    """Return the names of several keys, separated by commas in `keys`."""
    return " ".join(key_word(key) for key in keys.split(","))


def present_keys(node: DOMNode) -> dict[str, str]:
    """Return the first current key of each action of a screen or widget by the action's id: settings may move it.

    Textual's own `active_bindings` leaves out keys that the focused field would type.
    """
    bindings = node._bindings.copy()  # noqa: SLF001 - Textual has no public way
    bindings.apply_keymap(node.app._keymap)  # noqa: SLF001
    pairs = ((binding.id, key) for key, several in bindings.key_to_bindings.items() for binding in several)
    return {name: key_word(key) for name, key in reversed([*pairs]) if name}
