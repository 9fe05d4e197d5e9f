"""The queue: a table of any length that reads and draws only the visible rows."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from deskctl.queries.tickets.ticket_row import TicketRow
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.cursor_keys import ClickedRows, cursor_keys
from deskctl.widgets.panes.line_cache import CachedLines
from deskctl.widgets.panes.line_pane import PaintedView, Piece
from deskctl.widgets.panes.marked_rows import MARK_KEYS, MarkedRows
from deskctl.widgets.panes.queue_columns import heading, lines_of_row
from deskctl.widgets.panes.queue_rows import QueueRows
from deskctl.widgets.panes.row_strips import RowStrips
from deskctl.widgets.style.look import Look

if TYPE_CHECKING:
    from asyncio import TimerHandle

_HEADING_LINES = ClickedRows.HEADING_LINES
_CURSOR, _SCROLLBAR = 2, 1
_REST = 0.1
_PAGE = 192
_NOT_READ = Piece("..", "idle")


class QueueTable(ClickedRows, PaintedView, CachedLines, ScrollView, can_focus=True, inherit_bindings=False):
    """Shows tickets in the order of a list of numbers, with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*cursor_keys("list"), *MARK_KEYS]
    FIXED_LINES = _HEADING_LINES
    DEFAULT_CSS = "QueueTable { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }"

    @dataclass
    class Chosen(Message):
        """The cursor moved to another ticket, or to none."""

        number: int | None

    @dataclass
    class Marked(Message):
        """The set of marked tickets changed."""

    @dataclass
    class RowsRequested(Message):
        """These rows came into view and have not been read yet."""

        numbers: tuple[int, ...]

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.look = look
        self._numbers: Sequence[int] = ()
        self.rows = QueueRows(look)
        self._strips = RowStrips(self, look.symbols)
        self._asked: set[int] = set()
        self._cursor = 0
        self._chosen: int | None = None
        self._is_reported = True
        self._marks = MarkedRows()
        self._sort = "due"
        self._resting: TimerHandle | None = None
        self._at: Instant = 0

    def notify_style_update(self) -> None:
        """Forget the rows in their old colours."""
        self._strips.clear()
        super().notify_style_update()

    @property
    def lines_of_row(self) -> int:
        """How many lines a row has."""
        return lines_of_row(self._columns_width)

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
        return self._marks.among(self._numbers)

    @property
    def is_at_rest(self) -> bool:
        """True unless the cursor is moving; the ticket at its next rest will be reported."""
        return self._is_reported

    def drop_marks(self, numbers: Collection[int] | None = None) -> None:
        """Remove the marks of these tickets, or all marks."""
        if self._marks:
            self._marks.drop(numbers)
            self._show_marks()

    def _show_marks(self) -> None:
        self.refresh()
        self.post_message(self.Marked())

    def look_as(self, columns: tuple[str, ...], sort: str) -> None:
        """Show these columns, without any the usual ones, and mark the one by which the tickets are sorted."""
        self.rows.name_columns(columns)
        self._sort = sort
        self.refresh()

    def window(self) -> tuple[int, ...]:
        """Return the numbers of the visible rows."""
        top = self.scroll_offset.y // self.lines_of_row
        return tuple(self._numbers[top : top + max(1, self.size.height // self.lines_of_row + 1)])

    def show(self, numbers: Sequence[int], rows: Mapping[int, TicketRow], at: Instant) -> None:
        """Show another list; the cursor stays on its ticket if that is still listed."""
        kept, view = self.chosen, (self._cursor, self.window())
        before = {number: self.rows.get(number) for number in view[1]}
        stale = self.rows.replace(numbers, rows)
        self._numbers, self._at, self._asked = numbers, at, set()
        self._cursor = self._place_of(kept)
        grown = self._fit_height()
        if grown and self.styles.is_auto_height:
            self.refresh(layout=True)
        elif not stale and view == (self._cursor, self.window()):
            differing = self.rows.differing(view[1], before)
            for place, number in enumerate(view[1], self.scroll_offset.y // self.lines_of_row):
                if number in differing:
                    self._refresh_row(place)
        else:
            self.refresh()
        if self._cursor != view[0]:
            self._bring_into_view()
        self._report_chosen()

    def _fit_height(self) -> bool:
        """Set the height for all rows; return whether it changed."""
        height = len(self._numbers) * self.lines_of_row + _HEADING_LINES
        grown = height != self.virtual_size.height
        self.virtual_size = Size(0, height)
        if not self.size:  # with the bar in the first layout, the first drawn screen has the rows
            self.show_vertical_scrollbar = height > self.app.size.height // 2
        return grown

    def _refresh_row(self, place: int) -> None:
        """Redraw the lines of a row."""
        y = place * self.lines_of_row + _HEADING_LINES - self.scroll_offset.y
        self.refresh(Region(0, y, self.size.width, self.lines_of_row))

    def _place_of(self, number: int | None) -> int:
        is_listed = number is not None and number in self._numbers
        return self._numbers.index(number) if is_listed else max(0, min(self._cursor, len(self._numbers) - 1))

    def put_rows(self, rows: Mapping[int, TicketRow]) -> None:
        """Receive rows that were requested with `RowsRequested`."""
        self.rows.put(rows)
        self._asked.difference_update(rows)
        for place, number in enumerate(self.window(), self.scroll_offset.y // self.lines_of_row):
            if number in rows:
                self._refresh_row(place)

    def tick(self, at: Instant) -> None:
        """Redraw the visible rows whose countdown changed."""
        self._at = at
        tall = self.lines_of_row
        top = self.scroll_offset.y // tall * tall + _HEADING_LINES
        changed = ((top + tall * place, self.rows.ticked(number, at)) for place, number in enumerate(self.window()))
        for cells, lines in groupby(changed, itemgetter(1)):
            if cells:
                first, *others = [y for y, _cells in lines]
                end = cells[1] and cells[1] + _CURSOR
                self.refresh_cells(first, cells[0] + _CURSOR, end, 1 + tall * len(others))

    def render_line(self, y: int) -> Strip:
        """Draw the headings or one line of a row."""
        return self.drawn_lines(y, y + 1)[0]

    def drawn_lines(self, first: int, end: int) -> Sequence[Strip]:
        """Draw the headings and lines of rows, whose width is computed once for all of them."""
        width, columns = self.scrollable_content_region.width or self.size.width, self._columns_width
        above, tall = self.scroll_offset.y - _HEADING_LINES, self.lines_of_row
        lines = range(max(first, _HEADING_LINES), end)
        rows = [self._row_strip(*divmod(above + y, tall), width, columns) for y in lines]
        return rows if first >= _HEADING_LINES else [self._heading_strip(width, columns), *rows]

    def _heading_strip(self, width: int, columns: int) -> Strip:
        return self.strip(heading(self.rows.columns(columns), self._sort, self.look.symbols["sorted"]), width)

    @property
    def _columns_width(self) -> int:
        """The width of the columns; the cell of the scroll bar stays free, so that nothing moves when it appears."""
        return self.size.width - _SCROLLBAR

    def _row_strip(self, place: int, part: int, width: int, columns: int) -> Strip:
        if place >= len(self._numbers):
            return self.strip((), width)
        number = self._numbers[place]
        drawn = self.rows.drawn(number, self._at, columns)
        if drawn is None:
            self._want(place)
            return self.strip((Piece("  "), _NOT_READ), width, "chosen" if place == self._cursor else "")
        line = drawn.title if part else drawn.line
        at_cursor, marked = place == self._cursor, number in self._marks and not part
        return self._strips.strip((number, part), line, width, at_cursor=at_cursor, marked=marked)

    def _want(self, place: int) -> None:
        start = max(0, place - _PAGE // 4)
        page = self._numbers[start : start + _PAGE]
        missing = tuple(n for n in page if n not in self.rows and n not in self._asked)
        if missing:
            self._asked.update(missing)
            self.post_message(self.RowsRequested(missing))

    def _report_after_rest(self) -> None:
        """Report the ticket at the cursor once the cursor rests, so that a held key does not read every ticket.

        A cursor that moved and came back is reported again, since a ticket read meanwhile was not shown.
        """
        self._is_reported = False
        if self._resting:
            self._resting.cancel()
        self._resting = asyncio.get_running_loop().call_later(_REST, self._report_chosen)

    def _report_chosen(self) -> None:
        if self.chosen != self._chosen or not self._is_reported:
            self._chosen, self._is_reported = self.chosen, True
            self.post_message(self.Chosen(self._chosen))

    def move_to(self, place: int) -> None:
        """Move the cursor to a row and scroll it into view."""
        place = max(0, min(place, len(self._numbers) - 1))
        if place != self._cursor and self._numbers:
            old, self._cursor = self._cursor, place
            self._refresh_row(old)
            self._refresh_row(place)
            if self._marks.extend_to(self._numbers, place):
                self._show_marks()
            self._report_after_rest()
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        tall, body = self.lines_of_row, max(1, self.size.height - _HEADING_LINES)
        first = self._cursor * tall
        top = min(max(self.scroll_offset.y, first + tall - body), first)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)

    def action_mark(self) -> None:
        """Mark or unmark the ticket at the cursor and go to the next one."""
        if self.chosen is not None:
            self._marks.toggle(self.chosen)
            self._refresh_row(self._cursor)
            self.post_message(self.Marked())
            self.move_to(self._cursor + 1)

    def action_mark_range(self) -> None:
        """Begin to mark a range at the cursor, or end it."""
        if self.chosen is not None:
            self._marks.begin_or_end(self.chosen)
            self._show_marks()

    def action_mark_all(self) -> None:
        """Mark all tickets, or none if all are marked."""
        self._marks.toggle_all(self._numbers)
        self._show_marks()

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self.move_to(self._cursor + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by some pages."""
        self.move_to(self._cursor + pages * max(1, (self.size.height - _HEADING_LINES) // self.lines_of_row - 1))

    def action_go(self, place: int) -> None:
        """Move the cursor to the first or the last row."""
        self.move_to(len(self._numbers) - 1 if place < 0 else place)

    def on_resize(self) -> None:
        """Keep the cursor in view; the rows may have another height."""
        self._fit_height()
        self._bring_into_view()
        self.call_after_refresh(self._bring_into_view)  # the scroll range is known only then
