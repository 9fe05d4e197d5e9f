"""The rows of the queue that have been read, with a cache of their lines."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from deskctl.language.i18n import language
from deskctl.names import ticket_name
from deskctl.queries.tickets.ticket_row import TicketRow
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line
from deskctl.widgets.panes.queue_columns import Column, columns, promise_of, ticked_line, ticket_line, title_line
from deskctl.widgets.style.look import Look

if TYPE_CHECKING:
    from deskctl.widgets.style.countdown import Countdown

_KEPT = 4096
_LEAST_NAME = len(ticket_name(1))


class DrawnRow(NamedTuple):
    """A drawn row: the time it shows, its countdown, width and line, and the title below it on a narrow screen."""

    at: Instant
    left: "Countdown"
    width: int
    line: Line
    title: Line


class QueueRows:
    """Keeps rows and lines; a line is rebuilt only if its row, its countdown or the width changed."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._rows: dict[int, TicketRow] = {}
        self._drawn: dict[int, DrawnRow] = {}
        self._language = language()
        self.name_width = _LEAST_NAME
        """The width of the longest ticket number."""
        self._named: tuple[str, ...] = ()

    def __contains__(self, number: int) -> bool:
        return number in self._rows

    def name_columns(self, named: tuple[str, ...]) -> None:
        """Show these columns; without any, the usual ones."""
        if named != self._named:
            self._named, self._drawn = named, {}

    def get(self, number: int) -> TicketRow | None:
        """Return a row as it was read."""
        return self._rows.get(number)

    def replace(self, numbers: Sequence[int], rows: Mapping[int, TicketRow]) -> bool:
        """Replace the rows; return True if all lines must be redrawn."""
        before, self._rows = self._rows, dict(rows)
        width = max(_LEAST_NAME, len(ticket_name(max(numbers)))) if numbers else self.name_width
        stale = (self._language, self.name_width) != (language(), width)
        self._language, self.name_width = language(), width
        kept = {} if stale else self._drawn
        self._drawn = {number: drawn for number, drawn in kept.items() if rows.get(number) == before.get(number)}
        return stale

    def put(self, rows: Mapping[int, TicketRow]) -> None:
        """Add rows; beyond a limit, the old ones are dropped."""
        if len(self._rows) > _KEPT:
            self._rows, self._drawn = {}, {}
        self._rows.update(rows)

    def differing(self, numbers: Iterable[int], before: Mapping[int, TicketRow | None]) -> set[int]:
        """Return the tickets whose row has changed."""
        return {number for number in numbers if self._rows.get(number) != before.get(number)}

    def _now(self, number: int, at: Instant) -> TicketRow | None:
        """Return a row with the promise that applies now."""
        row = self._rows.get(number)
        return row and row.read_at(at)

    def drawn(self, number: int, at: Instant, width: int) -> DrawnRow | None:
        """Return a row as drawn at a time; None if it has not been read."""
        drawn = self._drawn.get(number)
        if drawn is not None and drawn.at == at and drawn.width == width:
            return drawn
        row = self._now(number, at)
        if row is None:
            return None
        left = promise_of(row, at, self._look)
        if drawn is None or drawn.width != width:
            shown = self.columns(width)
            line, title = ticket_line(row, left, shown, self._look), title_line(row, width, shown, self._look)
        elif drawn.left != left:
            line, _cells = ticked_line(drawn.line, drawn.left, row, left, self.columns(width), self._look)
            title = drawn.title
        else:
            line, title = drawn.line, drawn.title
        drawn = self._drawn[number] = DrawnRow(at, left, width, line, title)
        return drawn

    def ticked(self, number: int, at: Instant) -> tuple[int, int | None] | None:
        """Update a row to the current time; return which of its cells changed."""
        row, drawn = self._now(number, at), self._drawn.get(number)
        if not row or not drawn or (left := promise_of(row, at, self._look)) == drawn.left:
            return None
        line, cells = ticked_line(drawn.line, drawn.left, row, left, self.columns(drawn.width), self._look)
        self._drawn[number] = DrawnRow(at, left, drawn.width, line, drawn.title)
        return cells

    def columns(self, width: int) -> tuple[Column, ...]:
        """Return the columns of a table of this width."""
        return columns(width, self.name_width, self._named)
