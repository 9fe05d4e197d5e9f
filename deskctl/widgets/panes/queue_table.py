"""The queue: a table of any length that reads and draws only the visible rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from deskctl.language.i18n import N_, language
from deskctl.queries.tickets.ticket_list import TicketRow
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, PaintedView, Piece
from deskctl.widgets.panes.queue_columns import heading, promise_of, ticked_line, ticket_line
from deskctl.widgets.panes.ready_lines import ReadyLines
from deskctl.widgets.style.look import Look

if TYPE_CHECKING:
    from textual.timer import Timer

    from deskctl.widgets.style.countdown import Countdown

_HEADING_LINES = 1
_CURSOR, _SCROLLBAR = 2, 1
_REST = 0.1
_PAGE, _KEPT_ROWS = 192, 4096


class QueueTable(PaintedView, ReadyLines, ScrollView, can_focus=True):
    """Shows tickets in the order of a list of numbers, with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", N_("Down"), show=False, id="list.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="list.up"),
        Binding("pagedown,ctrl+d", "page(1)", N_("Page down"), show=False, id="list.page-down"),
        Binding("pageup,ctrl+u", "page(-1)", N_("Page up"), show=False, id="list.page-up"),
        Binding("home,g", "go(0)", N_("First"), show=False, id="list.first"),
        Binding("end,G", "go(-1)", N_("Last"), show=False, id="list.last"),
        Binding(
            "space",
            "mark",
            N_("Mark"),
            show=False,
            id="list.mark",
            tooltip=N_("mark the ticket; the next action applies to all marked ones"),
        ),
    ]
    DEFAULT_CSS = """
    QueueTable { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Chosen(Message):
        """The cursor moved to another ticket, or to none."""

        number: int | None

    @dataclass
    class Marked(Message):
        """The set of marked tickets changed."""

    @dataclass
    class Wanted(Message):
        """These rows came into view and have not been read yet."""

        numbers: tuple[int, ...]

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.look = look
        self._numbers: Sequence[int] = ()
        self._rows: dict[int, TicketRow] = {}
        self._drawn: dict[int, tuple[Countdown, int, Line]] = {}
        self._strips: dict[int, tuple[Line, bool, bool, Strip]] = {}
        self._asked: set[int] = set()
        self._language = language()
        self._cursor = 0
        self._chosen: int | None = None
        self._is_reported = True
        self._marks: set[int] = set()
        self._resting: Timer | None = None
        self._at: Instant = 0

    def notify_style_update(self) -> None:
        """Forget the rows in their old colours."""
        self._strips.clear()
        super().notify_style_update()

    @property
    def chosen(self) -> int | None:
        """The number of the ticket at the cursor."""
        return self._numbers[self._cursor] if self._numbers else None

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the tickets in their order."""
        return self._numbers

    @property
    def marks(self) -> tuple[int, ...]:
        """The marked tickets, in the order of the table."""
        return tuple(number for number in self._numbers if number in self._marks) if self._marks else ()

    def drop_marks(self) -> None:
        """Remove all marks."""
        if self._marks:
            self._marks = set()
            self.refresh()
            self.post_message(self.Marked())

    def window(self) -> tuple[int, ...]:
        """Return the numbers of the visible rows."""
        top = self.scroll_offset.y
        return tuple(self._numbers[top : top + max(1, self.size.height)])

    def show(self, numbers: Sequence[int], rows: Mapping[int, TicketRow], at: Instant) -> None:
        """Show another list; the cursor stays on its ticket if that is still listed."""
        kept, before, view = self.chosen, self._rows, (self._cursor, self.window())
        if self._language != language():
            self._language, self._drawn = language(), {}
            self.refresh()
        self._numbers, self._rows, self._at, self._asked = numbers, dict(rows), at, set()
        self._drawn = {number: drawn for number, drawn in self._drawn.items() if rows.get(number) == before[number]}
        self._cursor = self._place_of(kept)
        grown = len(numbers) + _HEADING_LINES != self.virtual_size.height
        self.virtual_size = Size(0, len(numbers) + _HEADING_LINES)
        if grown and self.styles.is_auto_height:
            self.refresh(layout=True)
        elif view == (self._cursor, self.window()):
            self._refresh_changed(before)
        else:
            self.refresh()
        self._report_chosen()

    def _refresh_changed(self, before: Mapping[int, TicketRow]) -> None:
        """Redraw the visible rows that changed."""
        for place, number in enumerate(self.window(), self.scroll_offset.y):
            if self._rows.get(number) != before.get(number):
                self.refresh_line(place + _HEADING_LINES)

    def _place_of(self, number: int | None) -> int:
        if number is not None and number in self._numbers:
            return self._numbers.index(number)
        return max(0, min(self._cursor, len(self._numbers) - 1))

    def put_rows(self, rows: Mapping[int, TicketRow]) -> None:
        """Receive rows that were requested with `Wanted`."""
        if len(self._rows) > _KEPT_ROWS:
            self._rows, self._drawn, self._strips = {}, {}, {}
        self._rows.update(rows)
        self._asked.difference_update(rows)
        for place, number in enumerate(self.window(), self.scroll_offset.y):
            if number in rows:
                self.refresh_line(place + _HEADING_LINES)

    def tick(self, at: Instant) -> None:
        """Redraw the visible rows whose countdown changed."""
        self._at = at
        top = self.scroll_offset.y + _HEADING_LINES
        changed = ((top + place, self._ticked(number)) for place, number in enumerate(self.window()))
        for cells, lines in groupby(changed, itemgetter(1)):
            if cells:
                first, *others = [y for y, _cells in lines]
                self.refresh_cells(first, cells[0] + _CURSOR, cells[1] and cells[1] + _CURSOR, 1 + len(others))

    def _ticked(self, number: int) -> tuple[int, int | None] | None:
        """Update a row to the current time; return which of its cells changed."""
        row, drawn = self._row_now(number), self._drawn.get(number)
        if not row or not drawn or (left := promise_of(row, self._at, self.look)) == drawn[0]:
            return None
        line, cells = ticked_line(drawn[2], drawn[0], row, left, drawn[1], self.look)
        self._drawn[number] = (left, drawn[1], line)
        return cells

    def render_line(self, y: int) -> Strip:
        """Draw the headings or one row."""
        width = self.scrollable_content_region.width or self.size.width
        if y < _HEADING_LINES:
            return self.strip(heading(self._columns_width), width)
        place = self.scroll_offset.y + y - _HEADING_LINES
        if place >= len(self._numbers):
            return self.strip((), width)
        return self._row_strip(place, width)

    @property
    def _columns_width(self) -> int:
        """The width of the columns: the cell of the scroll bar stays free, so that nothing moves when it comes."""
        return self.size.width - _SCROLLBAR

    def _row_strip(self, place: int, width: int) -> Strip:
        number = self._numbers[place]
        line = self._row_line(number, place, self._columns_width)
        at_cursor, marked = place == self._cursor, number in self._marks
        kept = self._strips.get(number)
        if kept and kept[0] is line and kept[1:3] == (at_cursor, marked) and kept[3].cell_length == width:
            return kept[3]
        strip = self._drawn_strip(line, width, at_cursor=at_cursor, marked=marked)
        self._strips[number] = (line, at_cursor, marked, strip)
        return strip

    def _drawn_strip(self, line: Line, width: int, *, at_cursor: bool, marked: bool) -> Strip:
        base = "chosen" if at_cursor else "marked" if marked else ""
        cursor = Piece(self.look.symbols["cursor"], "accent") if at_cursor else Piece(" ", "strong")
        mark = Piece("*", "key") if marked else Piece(" ", "strong")
        return self.strip((cursor, mark, *line), width, base)

    def _row_line(self, number: int, place: int, width: int) -> Line:
        row = self._row_now(number)
        if row is None:
            self._want(place)
            return (Piece("..", "idle"),)
        left = promise_of(row, self._at, self.look)
        drawn = self._drawn.get(number)
        if drawn is None or drawn[1] != width:
            line = ticket_line(row, left, width, self.look)
        elif drawn[0] != left:
            line, _cells = ticked_line(drawn[2], drawn[0], row, left, width, self.look)
        else:
            return drawn[2]
        self._drawn[number] = (left, width, line)
        return line

    def _row_now(self, number: int) -> TicketRow | None:
        """Return a row with the promise that counts now."""
        row = self._rows.get(number)
        return row and row.read_at(self._at)

    def _want(self, place: int) -> None:
        start = max(0, place - _PAGE // 4)
        page = self._numbers[start : start + _PAGE]
        missing = tuple(n for n in page if n not in self._rows and n not in self._asked)
        if missing:
            self._asked.update(missing)
            self.post_message(self.Wanted(missing))

    def _report_once_it_rests(self) -> None:
        """Report the ticket at the cursor once the cursor rests: a held key must not read every ticket it passes.

        A cursor that went away and came back is reported again: a ticket that was read meanwhile was not shown.
        """
        self._is_reported = False
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._report_chosen)

    def _report_chosen(self) -> None:
        if self.chosen != self._chosen or not self._is_reported:
            self._chosen, self._is_reported = self.chosen, True
            self.post_message(self.Chosen(self._chosen))

    def move_to(self, place: int) -> None:
        """Move the cursor to a row and scroll it into view."""
        place = max(0, min(place, len(self._numbers) - 1))
        if place != self._cursor and self._numbers:
            old, self._cursor = self._cursor, place
            self.refresh_line(old + _HEADING_LINES)
            self.refresh_line(place + _HEADING_LINES)
            self._report_once_it_rests()
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        body = max(1, self.size.height - _HEADING_LINES)
        top = min(max(self.scroll_offset.y, self._cursor - body + 1), self._cursor)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)

    def action_mark(self) -> None:
        """Mark or unmark the ticket at the cursor and go to the next one."""
        if self.chosen is not None:
            self._marks ^= {self.chosen}
            self.refresh_line(self._cursor + _HEADING_LINES)
            self.post_message(self.Marked())
            self.move_to(self._cursor + 1)

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self.move_to(self._cursor + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by some pages."""
        self.move_to(self._cursor + pages * max(1, self.size.height - _HEADING_LINES - 1))

    def action_go(self, place: int) -> None:
        """Move the cursor to the first or the last row."""
        self.move_to(len(self._numbers) - 1 if place < 0 else place)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked row."""
        if event.y >= _HEADING_LINES:
            self.move_to(self.scroll_offset.y + event.y - _HEADING_LINES)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._bring_into_view()
