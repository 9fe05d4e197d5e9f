"""The keys and clicks that move a cursor over lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from textual.scroll_view import ScrollView as _Base
else:
    _Base = object


def cursor_keys(pane: str) -> list[BindingType]:
    """Return the bindings for the actions `move`, `page` and `go` of a pane, whose name begins their ids."""
    return [
        Binding("up,k", "move(-1)", N_("Up"), show=False, id=f"{pane}.up"),
        Binding("down,j", "move(1)", N_("Down"), show=False, id=f"{pane}.down"),
        Binding("home,g", "go(0)", N_("First"), show=False, id=f"{pane}.first"),
        Binding("end,G", "go(-1)", N_("Last"), show=False, id=f"{pane}.last"),
        Binding("pageup,ctrl+u", "page(-1)", N_("Page up"), show=False, id=f"{pane}.page-up"),
        Binding("pagedown,ctrl+d", "page(1)", N_("Page down"), show=False, id=f"{pane}.page-down"),
    ]


class ClickedRows(_Base):
    """A mixin for a table of rows: a click chooses one, a double click opens it, one on the line of headings sorts."""

    HEADING_LINES = 1

    @dataclass
    class Opened(Message):
        """The row at the cursor was clicked twice."""

    @dataclass
    class HeadingClicked(Message):
        """The headings were clicked."""

    @property
    def numbers(self) -> Sequence[int]:
        """The rows in their order."""
        return ()

    @property
    def lines_of_row(self) -> int:
        """How many lines a row has."""
        return 1

    def move_to(self, place: int) -> None:
        """Move the cursor to a row."""

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked row; a double click opens it."""
        if event.y < self.HEADING_LINES:
            self.post_message(self.HeadingClicked())
            return
        place = (self.scroll_offset.y + event.y - self.HEADING_LINES) // self.lines_of_row
        self.move_to(place)
        if event.chain > 1 and place < len(self.numbers):
            self.post_message(self.Opened())
