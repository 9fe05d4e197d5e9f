"""A text field that keeps control characters out: typed, pasted or filled in, they become visible symbols."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.widgets import Input

from deskctl.safe_text import one_line

_SIGNS = (";;", "；；")
"""What is typed to get a ready text."""

_LONGEST = 200
"""The cells up to which pasted lines are joined here."""


class SafeInput(Input):
    """A one-line text field."""

    @dataclass
    class LongPaste(Message):
        """Several lines were pasted, too long for one line; only their first line was taken."""

        field: "SafeInput"
        text: str

    @dataclass
    class TextsWanted(Message):
        """Two semicolons were typed: a ready text is wanted in their place."""

        area: "SafeInput"

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert a text; two semicolons ask for a ready one."""
        super().insert_text_at_cursor(text)
        if text in {sign[0] for sign in _SIGNS} and self._before_cursor() in _SIGNS:
            self.post_message(self.TextsWanted(self))

    def _before_cursor(self) -> str:
        return self.value[max(0, self.cursor_position - len(_SIGNS[0])) : self.cursor_position]

    def insert_text(self, text: str | None) -> None:
        """Replace the two semicolons by a ready text on one line; without one they stay."""
        if text is not None:
            end = self.cursor_position
            begin = end - len(_SIGNS[0]) if self._before_cursor() in _SIGNS else end
            self.replace(" ".join(text.split("\n")), begin, end)

    def validate_value(self, value: str) -> str:
        """Return a value without control characters."""
        return one_line(value)

    def _on_paste(self, event: events.Paste) -> None:
        """Join pasted lines; the first line of a long text stands here, and all of it goes where there is space."""
        event.stop()
        event.prevent_default()
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        text = " ".join(lines)
        is_long = len(lines) > 1 and cell_len(text) > _LONGEST
        self.put(lines[0] if is_long else text)
        if is_long:
            self.post_message(self.LongPaste(self, event.text))

    def put(self, text: str) -> None:
        """Replace the selection by a text, or insert it at the cursor."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
