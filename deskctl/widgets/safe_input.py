"""Fields for text that keep control characters out: typed, pasted or filled in, they become pictures."""

from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.widgets import Input, TextArea

from deskctl.safe import one_line, visible


class SafeInput(Input):
    """One line of text."""

    def validate_value(self, value: str) -> str:
        """Make a value harmless."""
        return one_line(value)


class SafeArea(TextArea):
    """Several lines of text."""

    def load_text(self, text: str) -> None:
        """Fill in a text, made harmless."""
        super().load_text(visible(text))

    def edit(self, edit: Edit) -> EditResult:
        """Insert a text, made harmless."""
        edit.text = visible(edit.text)
        return super().edit(edit)
