"""The drawn rows of the queue, kept until their text, their mark or the cursor changes."""

from collections.abc import Mapping
from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from deskctl.widgets.panes.line_pane import Line, PaintedView, Piece

_CURSOR = 2
_MOST = 8192


class _Row(NamedTuple):
    """What a row was drawn from, and how it looks."""

    line: Line
    at_cursor: bool
    marked: bool
    strip: Strip


class RowStrips:
    """Draws rows for a table; of a row that only counts down, just the changed pieces are drawn again."""

    def __init__(self, table: PaintedView, symbols: Mapping[str, str]) -> None:
        self._table = table
        self._symbols = symbols
        self._rows: dict[tuple[int, int], _Row] = {}

    def clear(self) -> None:
        """Forget all rows, for example in their old colours."""
        self._rows.clear()

    def strip(self, place: tuple[int, int], line: Line, width: int, *, at_cursor: bool, marked: bool) -> Strip:
        """Return the drawn line of a row; the place is its ticket and which of its lines it is."""
        kept = self._rows.get(place)
        if kept and kept[1:3] == (at_cursor, marked) and kept.strip.cell_length == width:
            if kept.line is line:
                return kept.strip
            strip = self._with_changes(kept, line) or self._drawn(line, width, at_cursor=at_cursor, marked=marked)
        else:
            strip = self._drawn(line, width, at_cursor=at_cursor, marked=marked)
        if len(self._rows) > _MOST:
            self._rows.clear()
        self._rows[place] = _Row(line, at_cursor, marked, strip)
        return strip

    def _with_changes(self, kept: _Row, line: Line) -> Strip | None:
        """Return a row with its changed pieces drawn again; None if they have another width."""
        segments: list[Segment] = list(kept.strip)
        if not len(kept.line) == len(line) == len(segments) - _CURSOR:
            return None
        base = _base(at_cursor=kept.at_cursor, marked=kept.marked)
        for place, (old, new) in enumerate(zip(kept.line, line, strict=True), _CURSOR):
            if new is not old:
                segment = self._changed(segments[place], old, new, base)
                if segment.cell_length != segments[place].cell_length:
                    return None
                segments[place] = segment
        return Strip(segments, kept.strip.cell_length)

    def _changed(self, segment: Segment, old: Piece, new: Piece, base: str) -> Segment:
        """Return the segment of a changed piece; of the same style, as filtered, if only plain text has changed."""
        if new[1:] == old[1:] and new.text.isascii() and new.text.isprintable():
            return Segment(new.text, segment.style)
        return self._table.segment(new, base)[0]

    def _drawn(self, line: Line, width: int, *, at_cursor: bool, marked: bool) -> Strip:
        cursor = Piece(self._symbols["cursor"], "accent") if at_cursor else Piece(" ", "strong")
        mark = Piece("*", "key") if marked else Piece(" ", "strong")
        return self._table.strip((cursor, mark, *line), width, _base(at_cursor=at_cursor, marked=marked))


def _base(*, at_cursor: bool, marked: bool) -> str:
    """Return the style of a row's background."""
    return "chosen" if at_cursor else "marked" if marked else ""
