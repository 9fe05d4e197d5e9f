"""The grid of a week with a cursor: arrows go over the days and the engineers, or take a visit along."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from deskctl.language.i18n import N_, _
from deskctl.screens.dispatch.week_lines import Spot, agenda, days_shown, grid, heading
from deskctl.screens.dispatch.week_reading import DAYS, Entry, WeekRead
from deskctl.widgets.panes.line_pane import LinePane, Piece
from deskctl.widgets.style.look import Look

_LEAST = 20


class WeekGrid(LinePane, can_focus=True):
    """A week; on a narrow screen the list of its visits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "day(-1)", N_("Day before"), show=False, id="grid.left"),
        Binding("right", "day(1)", N_("Day after"), show=False, id="grid.right"),
        Binding("up,k", "row(-1)", N_("Up"), show=False, id="grid.up"),
        Binding("down,j", "row(1)", N_("Down"), show=False, id="grid.down"),
        Binding("enter", "choose", N_("Choose"), show=False, id="grid.choose"),
    ]
    DEFAULT_CSS = "WeekGrid { overflow-x: hidden; scrollbar-size-vertical: 1; }"

    class Moved(Message):
        """The cursor is at another place."""

    class Selected(Message):
        """What is at the cursor was chosen."""

    @dataclass
    class Pushed(Message):
        """The visit that is taken along shall be some days later, or go from one engineer to another."""

        days: int = 0
        before: str = ""
        engineer: str = ""

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.look = look
        self.cursor = Spot()
        self._carries = False
        self._read = WeekRead(date.min)
        self._today = date.min
        self._begin = 0
        self._carried_by = ""
        self._rows: list[int] = []
        self._spots: list[Spot] = []

    def offer(self, read: WeekRead, today: date, is_read: bool) -> None:
        """Show a week."""
        self._read, self._today = read, today
        if self.cursor.row >= len(read.engineers):
            self.cursor = Spot(max(0, len(read.engineers) - 1), self.cursor.day)
        self.redraw(is_read=is_read)

    @property
    def _width(self) -> int:
        return max(_LEAST, self.scrollable_content_region.width or self.app.size.width)

    @property
    def is_agenda(self) -> bool:
        """True if the visits stand one below the other."""
        return days_shown(self._width) == 0

    def redraw(self, *, is_read: bool = True) -> None:
        """Draw the week, with the day of the cursor in view."""
        width = self._width
        if self.is_agenda:
            found = list(agenda(self._read, width, self.look, self.cursor))
            self._spots = [spot for spot, _line in found]
            if self._spots and self.cursor not in self._spots:
                self.cursor = self._spots[0]
                found = list(agenda(self._read, width, self.look, self.cursor))
            lines = [line for _spot, line in found]
        else:
            shown = days_shown(width)
            self._begin = max(0, min(max(self._begin, self.cursor.day - shown + 1), self.cursor.day))
            drawn = list(grid(self._read, self._begin, width, self.look, self.cursor))
            self._rows = [row for row, _line in drawn]
            lines = [heading(self._read, self._begin, width, self._today), *(line for _row, line in drawn)]
        empty = not self._read.engineers if not self.is_agenda else not lines
        words = _("No visit in this week.") if self.is_agenda else _("Nobody who goes to customers is on the staff.")
        self.show(lines if not empty else [(Piece(words if is_read else "", "dim"),)])
        self._scroll()

    def _scroll(self) -> None:
        line = self._spots.index(self.cursor) if self.is_agenda and self.cursor in self._spots else 0
        if not self.is_agenda and self.cursor.row in self._rows:
            line = self._rows.index(self.cursor.row) + self.cursor.nth + 1
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if line < top or line >= top + height:
            self.scroll_to(y=max(0, line - height + 1 if line >= top else line - 1), animate=False)

    @property
    def engineer(self) -> str | None:
        """Whose row the cursor is in."""
        people = self._read.engineers
        return people[self.cursor.row][0] if self.cursor.row < len(people) else None

    @property
    def entry(self) -> Entry | None:
        """The visit at the cursor."""
        found = self._read.entries.get((self.engineer or "", self.cursor.day), ())
        return found[self.cursor.nth] if self.cursor.nth < len(found) else None

    def action_day(self, days: int) -> None:
        """Go to another day, or take the visit there."""
        if self.carries:
            self.post_message(self.Pushed(days=days))
        elif self.is_agenda:
            self.action_row(days)
        else:
            day = max(0, min(self.cursor.day + days, DAYS - 1))
            self._go(Spot(self.cursor.row, day))

    def action_row(self, rows: int) -> None:
        """Go to another visit or engineer, or give the visit to the next one."""
        if self.carries:
            self._give(rows)
        elif self.is_agenda:
            if self._spots:
                place = self._spots.index(self.cursor) if self.cursor in self._spots else 0
                self._go(self._spots[max(0, min(place + rows, len(self._spots) - 1))])
        else:
            self._step(rows)

    def _step(self, rows: int) -> None:
        """Go through the visits of a day, then on to the next engineer."""
        here = self.cursor
        count = len(self._read.entries.get((self.engineer or "", here.day), ()))
        if 0 <= here.nth + rows < count:
            self._go(Spot(here.row, here.day, here.nth + rows))
            return
        row = max(0, min(here.row + rows, len(self._read.engineers) - 1))
        if row != here.row:
            people = self._read.engineers
            last = len(self._read.entries.get((people[row][0], here.day), ())) - 1
            self._go(Spot(row, here.day, max(0, last) if rows < 0 else 0))

    def _give(self, rows: int) -> None:
        people = [staff for staff, _name in self._read.engineers]
        before = self._carried_by or self.engineer or ""
        if before in people:
            place = max(0, min(people.index(before) + rows, len(people) - 1))
            if people[place] != before:
                self._carried_by = people[place]
                self.post_message(self.Pushed(before=before, engineer=people[place]))

    @property
    def carries(self) -> bool:
        """True while the visit at the cursor is taken along."""
        return self._carries

    @carries.setter
    def carries(self, carries: bool) -> None:
        self._carries, self._carried_by = carries, ""

    def _go(self, spot: Spot) -> None:
        if spot != self.cursor:
            self.cursor = spot
            self.redraw()
            self.post_message(self.Moved())

    def action_choose(self) -> None:
        """Choose what is at the cursor."""
        self.post_message(self.Selected())

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked line; a double click chooses it."""
        line = self.scroll_offset.y + event.y
        if self.is_agenda and line < len(self._spots):
            self._go(self._spots[line])
        elif not self.is_agenda and 0 < line <= len(self._rows):
            row = self._rows[line - 1]
            self._go(Spot(row, self.cursor.day, line - 1 - self._rows.index(row)))
        if event.chain > 1:
            self.action_choose()
