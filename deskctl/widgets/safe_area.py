"""A field for several lines of text that keeps control characters out, as the field of one line does."""

from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.widgets import TextArea

from deskctl.safe import visible


class SafeArea(TextArea):
    """Several lines of text."""

    def load_text(self, text: str) -> None:
        """Fill in a text, made harmless."""
        super().load_text(visible(text))

    def edit(self, edit: Edit) -> EditResult:
        """Insert a text, made harmless."""
        edit.text = visible(edit.text)
        return super().edit(edit)
