"""A multi-line text field that keeps control characters out, as the one-line field does."""

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import TextArea

from deskctl.language.i18n import N_
from deskctl.safe_text import visible

EDITOR = Binding(
    "ctrl+e",
    "screen.editor",
    N_("Editor"),
    show=False,
    id="text.editor",
    tooltip=N_("write in your own editor ($VISUAL, $EDITOR)"),
)


_SIGNS = (";;", "；；")
"""What is typed to get a ready text."""


class SafeArea(TextArea):
    """Several lines of text, which can also be written in an external editor."""

    BINDINGS: ClassVar[list[BindingType]] = [EDITOR]

    def __init__(self, text: str = "", **how: Any) -> None:
        self._given = text
        super().__init__(text, **how)

    @dataclass
    class TextsWanted(Message):
        """Two semicolons were typed, to be replaced by a ready text."""

        area: "SafeArea"

    @property
    def unescaped_text(self) -> str:
        """The text as it was filled in, with its control characters, until it is edited here."""
        return self._given if self.text == visible(self._given) else self.text

    def fill(self, text: str) -> None:
        """Fill in a text; characters that cannot be shown are kept until it is edited here."""
        self._given = text
        self.text = text

    def load_text(self, text: str) -> None:
        """Fill in a text, with control characters made visible."""
        super().load_text(visible(text))

    def edit(self, edit: Edit) -> EditResult:
        """Insert a text, with control characters made visible."""
        edit.text = visible(edit.text)
        done = super().edit(edit)
        if edit.text in {sign[0] for sign in _SIGNS} and self._before_cursor() in _SIGNS:
            self.post_message(self.TextsWanted(self))
        return done

    def _before_cursor(self) -> str:
        row, column = self.cursor_location
        return str(self.document.get_line(row))[max(0, column - len(_SIGNS[0])) : column]

    def insert_text(self, text: str | None) -> None:
        """Replace the two semicolons at the cursor by a ready text; without one they stay."""
        if text is not None:
            row, column = self.cursor_location
            begin = column - len(_SIGNS[0]) if self._before_cursor() in _SIGNS else column
            self.replace(text, (row, begin), (row, column))
