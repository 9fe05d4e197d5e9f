"""The grid of a week or a day with a cursor; the arrows move the cursor, or the visit being moved."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.message import Message

from deskctl.language.i18n import N_, _
from deskctl.screens.dispatch.day_lines import day_grid, day_heading, hours_of
from deskctl.screens.dispatch.visit_move import ConflictsRead
from deskctl.screens.dispatch.week_lines import NO_MARKS, GridPosition, agenda, days_shown, grid, heading
from deskctl.screens.dispatch.week_mouse import Pushed, WeekMouse
from deskctl.screens.dispatch.week_reading import DAYS, Entry, WeekRead, midnights, with_copy
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.look import Look

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from zoneinfo import ZoneInfo

_LEAST, _HALF_HOUR = 20, 30


class WeekGrid(WeekMouse, can_focus=True):
    """A week or a day; on a narrow screen, the list of its visits."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "day(-1)", N_("Previous day"), show=False, id="grid.left"),
        Binding("right", "day(1)", N_("Next day"), show=False, id="grid.right"),
        Binding("up,k", "row(-1)", N_("Up"), show=False, id="grid.up"),
        Binding("down,j", "row(1)", N_("Down"), show=False, id="grid.down"),
        Binding("enter", "choose", N_("Choose"), show=False, id="grid.choose"),
    ]
    DEFAULT_CSS = "WeekGrid { overflow-x: hidden; scrollbar-size-vertical: 1; }"

    class Moved(Message):
        """The cursor moved."""

    class Selected(Message):
        """The cell at the cursor was chosen."""

    class Left(Message):
        """The cursor moved down past the last line."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.look = look
        self.cursor = GridPosition()
        self.is_day = False
        self.marks: AbstractSet[str] = NO_MARKS
        self._base = WeekRead(date.min)
        self._copy: ConflictsRead | None = None
        self._today = date.min
        self.begin = 0
        self.carried_by = self.followed = ""
        self.rows: list[int] = []
        self.spots: list[GridPosition] = []

    def offer(self, read: WeekRead, today: date, is_read: bool) -> None:
        """Show a week; the cursor stays on its visit, or moves to the one to follow."""
        here, who = self.entry, self.engineer
        name = self.followed or (here.visit.id if here else "")
        self._base, self._today = read, today
        self.followed = "" if is_read else self.followed
        people = [staff for staff, _name in read.engineers]
        row = people.index(who) if who in people else min(self.cursor.row, max(0, len(people) - 1))
        self.cursor = self._spot_of(name, GridPosition(row, self.cursor.day, self.cursor.nth))
        self.redraw(is_read=is_read)

    def _spot_of(self, name: str, near: GridPosition) -> GridPosition:
        """Return the spot of a visit, that of its copy if it is being moved; else the nearest in the same cell."""
        read = self._read
        spots = [
            GridPosition(row, day, nth)
            for row, (staff, _name) in enumerate(read.engineers)
            for day in range(DAYS)
            for nth, entry in enumerate(read.entries.get((staff, day), ()))
            if entry.visit.id == name and entry.is_copy == (self._copy is not None)
        ]
        if spots:
            return min(spots, key=lambda spot: (spot.row != near.row, abs(spot.day - near.day)))
        count = len(read.entries.get((self.engineer_at(near.row), near.day), ()))
        return GridPosition(near.row, near.day, min(near.nth, max(0, count - 1)))

    @property
    def _read(self) -> WeekRead:
        """The week, including the copy of a visit that is being moved."""
        copy = self._copy
        return with_copy(self._base, copy.visit, copy.conflicts, self._zone) if copy else self._base

    @property
    def _zone(self) -> "ZoneInfo":
        return cast("ZoneInfo", self.look.zone)

    def show_copy(self, copy: ConflictsRead | None, day: int) -> None:
        """Show the copy of a visit that is being moved, with the cursor on it; None removes it."""
        self._copy = copy
        if copy is not None and 0 <= day < DAYS:
            who = self.carried_by or self.engineer or ""
            people = [staff for staff, _name in self._base.engineers]
            row = people.index(who) if who in people else self.cursor.row
            here = self._read.entries.get((who, day), ())
            self.cursor = GridPosition(row, day, max(0, len(here) - 1))
        self.redraw()

    @property
    def width(self) -> int:
        """The width of a line in cells."""
        return max(_LEAST, self.scrollable_content_region.width or self.app.size.width)

    @property
    def is_agenda(self) -> bool:
        """True if the visits are shown as a list."""
        return days_shown(self.width) == 0

    def redraw(self, *, is_read: bool = True) -> None:
        """Draw the week, with the day of the cursor in view."""
        lines = self._agenda() if self.is_agenda else self._day() if self.is_day else self._week()
        empty = not self._base.engineers if not self.is_agenda else not lines
        self.show(lines if not empty else [(Piece(self._empty_words if is_read else "", "dim"),)])
        self._scroll()

    @property
    def _empty_words(self) -> str:
        if not self.is_agenda:
            return _("Nobody on the staff visits customers yet; : staff add adds an engineer.")
        return _("No visit on this day.") if self.is_day else _("No visit in this week.")

    def _agenda(self) -> list[Line]:
        read, width = self._read, self.width
        days = [self.cursor.day] if self.is_day else range(DAYS)
        self.spots = [spot for spot, _line in agenda(read, width, self.look, self.cursor, days=days)]
        if self.spots and self.cursor not in self.spots:
            self.cursor = self.spots[0]
        return [line for _spot, line in agenda(read, width, self.look, self.cursor, self.marks, days)]

    def _week(self) -> list[Line]:
        read, width, shown = self._read, self.width, days_shown(self.width)
        self.begin = max(0, min(max(self.begin, self.cursor.day - shown + 1), self.cursor.day))
        drawn = list(grid(read, self.begin, width, self.look, self.cursor, self.marks))
        self.rows = [row for row, _line in drawn]
        return [heading(read, self.begin, width, self._today), *(line for _row, line in drawn)]

    def _day(self) -> list[Line]:
        read, width, day = self._read, self.width, self.cursor.day
        midnight = midnights(read.first, self._zone)[day]
        drawn = list(day_grid(read, day, midnight, width, self.look, self.cursor, self.marks))
        self.rows = [row for row, _line in drawn]
        return [day_heading(width, hours_of(read, day, midnight)), *(line for _row, line in drawn)]

    def _scroll(self) -> None:
        line = self.spots.index(self.cursor) if self.is_agenda and self.cursor in self.spots else 0
        if not self.is_agenda and self.cursor.row in self.rows:
            line = self.rows.index(self.cursor.row) + self.cursor.nth + 1
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if line < top or line >= top + height:
            self.scroll_to(y=max(0, line - height + 1 if line >= top else line - 1), animate=False)

    @property
    def engineer(self) -> str | None:
        """The engineer of the cursor's row."""
        return self.engineer_at(self.cursor.row) or None

    @property
    def entry(self) -> Entry | None:
        """The visit at the cursor."""
        entries = self._read.entries.get((self.engineer or "", self.cursor.day), ())
        return entries[self.cursor.nth] if self.cursor.nth < len(entries) else None

    def action_day(self, days: int) -> None:
        """Move the cursor, or the visit being moved, to another day."""
        if self._carries:
            self.post_message(Pushed(minutes=days * _HALF_HOUR) if self.is_day else Pushed(days=days))
        elif self.is_agenda and not self.is_day:
            self.action_row(days)
        else:
            day = max(0, min(self.cursor.day + days, DAYS - 1))
            self.go(GridPosition(self.cursor.row, day))

    def action_row(self, rows: int) -> None:
        """Move the cursor to another visit or engineer, or give the visit being moved to the next one."""
        if self._carries:
            self._push_by(rows)
        elif self.is_agenda:
            if self.spots:
                place = self.spots.index(self.cursor) if self.cursor in self.spots else 0
                self.go(self.spots[max(0, min(place + rows, len(self.spots) - 1))])
                if place + rows >= len(self.spots):
                    self.post_message(self.Left())
        else:
            self._step(rows)

    def _step(self, rows: int) -> None:
        """Move the cursor through the visits of a day, then to the next engineer."""
        here = self.cursor
        count = len(self._read.entries.get((self.engineer or "", here.day), ()))
        if 0 <= here.nth + rows < count:
            self.go(GridPosition(here.row, here.day, here.nth + rows))
            return
        row = max(0, min(here.row + rows, len(self._read.engineers) - 1))
        if row != here.row:
            people = self._read.engineers
            last = len(self._read.entries.get((people[row][0], here.day), ())) - 1
            self.go(GridPosition(row, here.day, max(0, last) if rows < 0 else 0))
        elif rows > 0:
            self.post_message(self.Left())

    def _push_by(self, rows: int) -> None:
        people = [staff for staff, _name in self._read.engineers]
        before = self.carried_by or self.engineer or ""
        if before in people:
            place = max(0, min(people.index(before) + rows, len(people) - 1))
            if people[place] != before:
                self.post_message(Pushed(before=before, engineer=people[place]))

    @property
    def carries(self) -> bool:
        """True while the visit at the cursor is being moved."""
        return self._carries

    @carries.setter
    def carries(self, carries: bool) -> None:
        self._carries, self.carried_by = carries, ""

    def engineer_at(self, row: int) -> str:
        """Return the engineer of a row."""
        return self._base.engineers[row][0] if row < len(self._base.engineers) else ""

    def go(self, spot: GridPosition) -> None:
        """Move the cursor to a spot."""
        if spot != self.cursor:
            self.cursor = spot
            self.redraw()
            self.post_message(self.Moved())

    def action_choose(self) -> None:
        """Choose the cell at the cursor."""
        self.post_message(self.Selected())
