"""A multi-line text field without control characters."""

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from deskctl.language.i18n import N_
from deskctl.safe_text import visible
from deskctl.widgets.inputs.wide_space_keys import WideSpaceKeys

EDITOR = Binding(
    "ctrl+e",
    "screen.editor",
    N_("Editor"),
    show=False,
    id="text.editor",
    tooltip=N_("write in your own editor ($VISUAL, $EDITOR)"),
)


_TRIGGERS = (";;", "；；")
"""The characters that request an insertable text."""


class SafeArea(WideSpaceKeys, TextArea):
    """Several lines of text, which can also be written in an external editor."""

    BINDINGS: ClassVar[list[BindingType]] = [EDITOR]
    TAKES_TEXT: ClassVar[bool] = True
    """What is typed here is text, not a key."""

    def __init__(self, text: str = "", **how: Any) -> None:
        self._original = text
        super().__init__(text, **how)
        self._continue_at_end()

    @dataclass
    class TextsWanted(Message):
        """Two semicolons were typed, to be replaced by an insertable text."""

        area: "SafeArea"

    @property
    def unescaped_text(self) -> str:
        """The text that was filled in, with its control characters, unless it was edited here."""
        return self._original if self.text == visible(self._original) else self.text

    def fill(self, text: str) -> None:
        """Fill in a text; its control characters are kept unless it is edited here."""
        self._original = text
        self.text = text

    def load_text(self, text: str) -> None:
        """Fill in a text, with control characters made visible."""
        super().load_text(visible(text))
        self._continue_at_end()
        if self.has_focus:
            self.on_focus()

    def _continue_at_end(self) -> None:
        """Let typing continue the text; without the focus its beginning stays in view."""
        self.set_reactive(TextArea.selection, Selection.cursor(self.document.end))

    def on_focus(self) -> None:
        """Bring the cursor into view."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def edit(self, edit: Edit) -> EditResult:
        """Insert a text, with control characters made visible; terminals end pasted lines with a carriage return."""
        edit.text = visible(edit.text.replace("\r\n", "\n").replace("\r", "\n"))
        done = super().edit(edit)
        if edit.text in {trigger[0] for trigger in _TRIGGERS} and self._before_cursor() in _TRIGGERS:
            self.post_message(self.TextsWanted(self))
        return done

    def _before_cursor(self) -> str:
        row, column = self.cursor_location
        return str(self.document.get_line(row))[max(0, column - len(_TRIGGERS[0])) : column]

    def put(self, text: str) -> None:
        """Replace the selection by a text, or insert it at the cursor."""
        self.replace(text, *self.selection, maintain_selection_offset=False)

    def insert_text(self, text: str | None) -> None:
        """Replace the two semicolons at the cursor by an insertable text; None leaves them."""
        if text is not None:
            row, column = self.cursor_location
            begin = column - len(_TRIGGERS[0]) if self._before_cursor() in _TRIGGERS else column
            self.replace(text, (row, begin), (row, column))
