"""A list of lines with a cursor."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from deskctl.language.i18n import N_
from deskctl.widgets.panes.cursor_keys import cursor_keys
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.style.look import Look

_CURSOR = 2


class LineList(LinePane, can_focus=True, inherit_bindings=False):
    """Lines of which one has the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *cursor_keys("lines"),
        Binding("enter", "select", N_("Choose"), show=False, id="lines.choose"),
    ]
    DEFAULT_CSS = "LineList { overflow-x: hidden; scrollbar-size-vertical: 1; }"
    HIDES_IDLE_CURSOR: ClassVar[bool] = False
    """Whether the cursor is shown only with the focus: beside it is another list with a cursor."""

    @dataclass
    class Moved(Message):
        """The cursor moved to another line."""

        place: int

    @dataclass
    class Selected(Message):
        """The line at the cursor was chosen."""

        place: int

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.look = look
        self._index = 0
        self._ids: Sequence[Hashable] = ()

    @property
    def place(self) -> int:
        """The index of the line at the cursor."""
        return self._index

    def show(self, lines: Sequence[Line], ids: Sequence[Hashable] = ()) -> None:
        """Show these lines; the cursor stays on the line with the same id, else keeps its place if possible."""
        chosen = self._ids[self._index] if self._index < len(self._ids) else None
        super().show(lines)
        self._ids = ids
        is_there = self._index < len(ids) and ids[self._index] == chosen
        place = ids.index(chosen) if chosen in ids and not is_there else self._index
        has_moved, self._index = place != self._index, max(0, min(place, len(lines) - 1))
        if has_moved:
            self.scroll_into_view()

    def move_to(self, place: int) -> None:
        """Move the cursor to a line and scroll it into view."""
        place = max(0, min(place, len(self.lines) - 1))
        if place != self._index:
            old, self._index = self._index, place
            self.refresh_line(old)
            self.refresh_line(place)
            self.post_message(self.Moved(place))
        self.scroll_into_view()

    def scroll_into_view(self) -> None:
        """Scroll until the line at the cursor is seen."""
        place, top, height = self._index, self.scroll_offset.y, max(1, self.size.height)
        if place < top or place >= top + height:
            y = place if place < top else place - height + 1
            self.scroll_to(y=y, animate=False, force=True)  # a list that was just filled has no scroll bar yet

    def refresh_cells(self, y: int, start: int, end: int | None, lines: int = 1) -> None:
        """Redraw cells of lines; they start after the two cells of the cursor."""
        super().refresh_cells(y, start + _CURSOR, None if end is None else end + _CURSOR, lines)

    def action_move(self, lines: int) -> None:
        """Move the cursor by some lines."""
        self.move_to(self._index + lines)

    def action_page(self, pages: int) -> None:
        """Move the cursor by some pages."""
        self.move_to(self._index + pages * max(1, self.size.height - 1))

    def action_go(self, place: int) -> None:
        """Move the cursor to the first or the last line."""
        self.move_to(len(self.lines) - 1 if place < 0 else place)

    def action_select(self) -> None:
        """Choose the line at the cursor."""
        if self.lines:
            self.post_message(self.Selected(self._index))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked line; a double click chooses it."""
        self.move_to(self.scroll_offset.y + event.y)
        if event.chain > 1:
            self.action_select()

    def render_line(self, y: int) -> Strip:
        """Draw one line; the one at the cursor has its own background."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width or self.size.width
        if number >= len(self.lines):
            return self.strip((), width)
        here = number == self._index and (self.has_focus or not self.HIDES_IDLE_CURSOR)
        bar = Piece(self.look.symbols["cursor"] + " ", "accent") if here else Piece("  ")
        return self.strip((bar, *self.lines[number]), width, "chosen" if here else "")
