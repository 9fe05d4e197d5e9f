"""A one-line text field without control characters: typed, pasted or filled in, they become visible symbols."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input
from textual.widgets.input import Selection

from deskctl.safe_text import one_line
from deskctl.widgets.inputs.wide_space_keys import WideSpaceKeys
from deskctl.widgets.style.cells import whole_parts

_TRIGGERS = (";;", "；；")
"""The characters that request an insertable text."""

_LONGEST = 200
"""The most cells of pasted lines that are joined to one line."""


class SafeInput(WideSpaceKeys, Input):
    """A one-line text field; the screen is laid out again for its text only if the text sets its width."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    DEFAULT_CSS = "SafeInput > .input--placeholder { color: $quiet; }"
    is_edited = False
    """True once somebody has typed, pasted or deleted something here."""

    @dataclass
    class LongPaste(Message):
        """Several lines were pasted, too long for one line; only their first line was taken."""

        field: "SafeInput"
        text: str

    @dataclass
    class TextsWanted(Message):
        """Two semicolons were typed: an insertable text is wanted in their place."""

        area: "SafeInput"

    _example = ""

    def validate_placeholder(self, text: str) -> str:
        """Return the parts of an example that fit into the field, which may still have no width."""
        self._example = text
        width = self.content_size.width
        return whole_parts(text, width) if width else text

    def on_resize(self) -> None:
        """Fit the example into the new width."""
        self.placeholder = self._example

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert a text; two semicolons request an insertable text."""
        super().insert_text_at_cursor(text)
        if text in {trigger[0] for trigger in _TRIGGERS} and self._before_cursor() in _TRIGGERS:
            self.post_message(self.TextsWanted(self))

    def _before_cursor(self) -> str:
        return self.value[max(0, self.cursor_position - len(_TRIGGERS[0])) : self.cursor_position]

    def insert_text(self, text: str | None) -> None:
        """Replace the two semicolons by an insertable text on one line; None leaves them."""
        if text is not None:
            end = self.cursor_position
            begin = end - len(_TRIGGERS[0]) if self._before_cursor() in _TRIGGERS else end
            self.replace(" ".join(text.split("\n")), begin, end)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the text, as each key, paste and deletion does."""
        self.is_edited = True
        super().replace(text, start, end)

    def fill_in(self, text: str) -> None:
        """Fill in a text that nobody typed here; if all of the text before was selected, all of the new one is.

        The selected text is replaced by the next key. In a field without the focus, a long text shows its beginning.
        """
        is_selected = sorted(self.selection) == [0, len(self.value)]
        self.value = text
        end = len(self.value)
        if not self.has_focus:
            self.cursor_position = 0
        else:
            self.selection = Selection(0 if is_selected else end, end)

    def validate_value(self, value: str) -> str:
        """Return a value without control characters."""
        return one_line(value)

    def _on_paste(self, event: events.Paste) -> None:
        """Join pasted lines; of a long text only the first line is inserted, and `LongPaste` carries the whole."""
        event.stop()
        event.prevent_default()
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        text = " ".join(lines)
        is_long = len(lines) > 1 and cell_len(text) > _LONGEST
        self.put(lines[0] if is_long else text)
        if is_long:
            self.post_message(self.LongPaste(self, "\n".join(event.text.splitlines())))

    def put(self, text: str) -> None:
        """Replace the selection by a text, or insert it at the cursor."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
