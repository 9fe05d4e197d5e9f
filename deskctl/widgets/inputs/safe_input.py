"""A text field that keeps control characters out: typed, pasted or filled in, they become visible symbols."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.widgets import Input

from deskctl.safe import one_line

_LONGEST = 200
"""The cells up to which pasted lines are joined here."""


class SafeInput(Input):
    """A one-line text field."""

    @dataclass
    class LongPaste(Message):
        """Several lines were pasted, too long for one line; only their first line was taken."""

        field: "SafeInput"
        text: str

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
        """Insert a text at the cursor, in the place of what is selected."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
