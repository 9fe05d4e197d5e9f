"""The bottom line: the keys that are available now. Help and Quit are shown at any width."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.message import Message

from deskctl.language.i18n import _, language
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece, width_of
from deskctl.widgets.style.key_words import key_word


class Key(NamedTuple):
    """A key in the bar; `always` shows it even if there is little space."""

    key: str
    words: str
    action: str
    always: bool = False


class KeyBar(LinePane):
    """One line of keys, which can be clicked."""

    DEFAULT_CSS = "KeyBar { height: 1; dock: bottom; background: $panel; }"

    @dataclass
    class Pressed(Message):
        """A key in the bar was clicked."""

        action: str

    _shown_for: object = None
    """What the shown keys were made from."""
    _keys: Sequence[Key] = ()

    def show_keys(self, keys: Sequence[Key], width: int) -> None:
        """Show the keys that fit, in a form in its own width, with their current bindings."""
        width = min(width, self.size.width or width)
        made_from = (*keys, width, language(), self.screen.focused, self.app._keymap)  # noqa: SLF001 - Textual has no public way
        if made_from == self._shown_for:
            return
        self._shown_for, self._keys = made_from, keys
        present: dict[str, list[str]] = {}
        for key, active in self.screen.active_bindings.items():
            present.setdefault(active.binding.action, []).append(key_word(key))
        self.show([keys_line([_moved(key, present.get(key.action, ())) for key in keys], width)])

    def on_resize(self, event: events.Resize) -> None:
        """Show as many of the keys as fit in the new width."""
        if self._keys:
            self.show_keys(self._keys, event.size.width)

    def on_click(self, event: events.Click) -> None:
        """Perform the action of the clicked key."""
        action = event.style.meta.get("go")
        if action:
            self.post_message(self.Pressed(action))


def keys_line(keys: Sequence[Key], width: int) -> Line:
    """Return as many keys as fit, in order; those that are always shown come first in the allotment of space."""
    fixed = _narrowed([key for key in keys if key.always], width)
    space = width - sum(width_of(_pieces(key)) for key in fixed)
    shown: list[Piece] = []
    for key in _with(keys, fixed):
        pieces = _pieces(key)
        if not key.always:
            if width_of(pieces) > space:
                continue
            space -= width_of(pieces)
        shown.extend(pieces)
    return tuple(shown)


def _narrowed(keys: Sequence[Key], width: int) -> list[Key]:
    """Return keys that fit; from the end, those before the last one lose their words, then they are left out."""
    shown = list(keys)
    for words_only in (True, False):
        for key in reversed(keys[1:-1]):
            if sum(width_of(_pieces(one)) for one in shown) <= width:
                return shown
            place = next(place for place, one in enumerate(shown) if one.action == key.action)
            shown[place : place + 1] = [key._replace(words="")] if words_only else []
    return shown


def _with(keys: Sequence[Key], fixed: Sequence[Key]) -> list[Key]:
    """Return the keys in order, with the form in which those that are always shown fit."""
    forms = {key.action: key for key in fixed}
    return [forms[key.action] if key.always else key for key in keys if not key.always or key.action in forms]


def _moved(key: Key, present: Sequence[str]) -> Key:
    """Return a key as it is bound now; a pair of keys keeps both names while one of them is bound to the action."""
    return key._replace(key=present[0]) if present and not {key.key, *key.key.split()} & {*present} else key


def _pieces(key: Key) -> Line:
    words = f" {_(key.words)} " if key.words else " "
    return (Piece(f" {key.key}", "key", key.action), Piece(words, "text", key.action))
