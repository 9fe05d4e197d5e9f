"""The mouse in the week: a click moves the cursor, a double click opens, and visits can be dragged."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from deskctl.screens.dispatch.week_lines import NAME, GridPosition, cell_width, days_shown
from deskctl.screens.dispatch.week_reading import DAYS
from deskctl.widgets.panes.line_pane import LinePane

if TYPE_CHECKING:
    from deskctl.screens.dispatch.week_reading import Entry


@dataclass
class Pushed(Message):
    """The visit being moved is shifted in time, or from one engineer to another."""

    days: int = 0
    minutes: int = 0
    before: str = ""
    engineer: str = ""


class Grabbed(Message):
    """Dragging the visit at the cursor began."""


class Dropped(Message):
    """The dragged visit was dropped."""


class WeekMouse(LinePane):
    """A mixin for the grid that handles the mouse."""

    cursor: GridPosition
    begin: int
    rows: list[int]
    spots: list[GridPosition]
    _from: GridPosition | None = None
    _over: GridPosition | None = None

    is_day: bool = False
    _carries: bool = False

    if TYPE_CHECKING:

        @property
        def width(self) -> int:
            """The width of a line in cells."""

        @property
        def is_agenda(self) -> bool:
            """True if the visits are shown as a list."""

        @property
        def entry(self) -> Entry | None:
            """The visit at the cursor."""

        def go(self, spot: GridPosition) -> None:
            """Move the cursor to a spot."""

        def engineer_at(self, row: int) -> str:
            """Return the engineer of a row."""

        def action_choose(self) -> None:
            """Choose the cell at the cursor."""

    def spot_at(self, event: events.MouseEvent) -> GridPosition | None:
        """Return the spot under the pointer; None outside of the grid."""
        offset = event.get_content_offset_capture(self)
        line = self.scroll_offset.y + offset.y
        if self.is_agenda:
            return self.spots[line] if 0 <= line < len(self.spots) else None
        if not 0 < line <= len(self.rows):
            return None
        row = self.rows[line - 1]
        day = self.cursor.day
        if not self.is_day and offset.x >= NAME:
            shown = (offset.x - NAME) // cell_width(self.width)
            day = min(DAYS - 1, self.begin + min(shown, days_shown(self.width) - 1))
        return GridPosition(row, day, line - 1 - self.rows.index(row))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Move the cursor to the pointer; a visit there can then be dragged."""
        spot = self.spot_at(event)
        if spot is None:
            return
        if self._carries:
            self._push(self.cursor, spot)
            return
        self.go(spot)
        if self.entry is not None:
            self._from = self._over = spot
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the dragged visit to the day and the engineer under the pointer."""
        over, before = self.spot_at(event), self._over
        if before is None or over is None or (over.row, over.day) == (before.row, before.day):
            return
        if before is self._from:
            self.post_message(Grabbed())
        self._over = over
        self._push(before, over)

    def _push(self, before: GridPosition, over: GridPosition) -> None:
        change = (self.engineer_at(before.row), self.engineer_at(over.row)) if over.row != before.row else ("", "")
        self.post_message(Pushed(days=over.day - before.day, before=change[0], engineer=change[1]))

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Drop the dragged visit."""
        self.capture_mouse(capture=False)
        if self._over is not self._from:
            self.post_message(Dropped())
        self._from = self._over = None

    def on_click(self, event: events.Click) -> None:
        """Choose the cell at the cursor on a double click."""
        if event.chain > 1:
            self.action_choose()
