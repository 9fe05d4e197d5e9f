"""Escape and another key received together: two keys, unless Alt with that key is bound.

A terminal also sends Escape before a key that is pressed with Alt, so the two look alike. Textual treats all of them as
Alt and waits for the rest of a sequence, so that these keys and the following ones are lost or misread.
"""

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser
from textual.events import Key

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

_ESCAPE = "\x1b"
_BEGIN_SEQUENCES = frozenset("[]OPX_^\x1b")
_IN_TEXT: Mapping[str, str] = {"f": "ctrl+right", "b": "ctrl+left", "backspace": "ctrl+w"}
"""Key after Escape that terminals send for Option with an arrow key or backspace -> editing key in a field."""


class EscapedKey(Key):
    """A key that came directly after Escape."""

    @property
    def is_printable(self) -> bool:
        """False: Escape comes first and is not text."""
        return False


class EscapedKeysParser(XTermParser):
    """Reads Escape and a key as one event, whose meaning the app decides."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        is_escaped = len(sequence) == 2 and sequence[0] == _ESCAPE and sequence[1] not in _BEGIN_SEQUENCES  # noqa: PLR2004
        keys = super()._sequence_to_key_events(sequence[-1] if is_escaped else sequence)
        return (EscapedKey(key.key, key.character) for key in keys) if alt or is_escaped else keys


def read_escaped_keys() -> None:
    """Make the driver use this parser; there is no public way to set it."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        linux_driver.XTermParser = EscapedKeysParser  # type: ignore[attr-defined]


def meant_keys(app: "App[Any]", event: EscapedKey) -> list[Key]:
    """Return the meaning of an event: the key with Alt if it is bound or edits text, else Escape and the key."""
    with_alt = f"alt+{event.key}"
    if with_alt in app.screen.active_bindings:
        return [Key(with_alt, None)]
    if event.key in _IN_TEXT and _is_field(app.focused):
        return [Key(_IN_TEXT[event.key], None)]
    return [Key("escape", _ESCAPE), Key(event.key, event.character)]


def _is_field(widget: "Widget | None") -> bool:
    """Return True for a field of text; fields of several lines are imported only here, after the first draw."""
    from textual.widgets import Input, TextArea

    return isinstance(widget, (Input, TextArea))
