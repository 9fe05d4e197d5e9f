"""A pane of styled lines that redraws only the lines whose text changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size, Spacing
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from deskctl.safe_text import one_line
from deskctl.widgets.panes.line_cache import CachedLines
from deskctl.widgets.style.cells import fit, plain
from deskctl.widgets.style.paints import style_of

if TYPE_CHECKING:
    from textual.color import Color

    class _Base(CachedLines, ScrollView):
        """The view that `PaintedView` is mixed into."""
else:
    _Base = object


class Piece(NamedTuple):
    """A run of text in one style; `go` is the action of a click on it."""

    text: str
    style: str = "text"
    go: str = ""


Line = tuple[Piece, ...]


def width_of(line: Sequence[Piece]) -> int:
    """Return the width of a line in cells."""
    return sum(cell_len(plain(piece.text)) for piece in line)


def changed_cells(old: Line, new: Line) -> tuple[int, int | None]:
    """Return the first and the last cell in which two lines differ; the end is None for "to the end of the line"."""
    place = next((place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    start = width_of(new[:place])
    alike = old[place + 1 :] == new[place + 1 :]
    widths = (width_of(old[place : place + 1]), width_of(new[place : place + 1]))
    if not alike or widths[0] != widths[1]:
        return start, None
    first, last = changed_part(old[place], new[place]) if widths[1] else (0, 0)
    return start + first, start + last


def changed_part(old: Piece, new: Piece) -> tuple[int, int]:
    """Return the cells in which two pieces of the same width differ; all of them if a character takes two cells."""
    one, other = plain(old.text), plain(new.text)
    width = cell_len(other)
    if old[1:] != new[1:] or not len(one) == len(other) == width:
        return 0, width
    differing = [place for place in range(width) if one[place] != other[place]]
    return (differing[0], differing[-1] + 1) if differing else (0, 0)


def spread(left: Line, right: Line, width: int) -> Line:
    """Return a line with one part at the left edge and one at the right, which is dropped if both do not fit."""
    gap = width - width_of(left) - width_of(right)
    return (*left, Piece(" " * gap), *right) if gap >= 1 else left


def filled(head: Line, text: str, tail: Line, width: int) -> Line:
    """Return a line whose text in the middle fills the space between head and tail."""
    room = max(0, width - width_of(head) - width_of(tail) - 1)
    return spread((*head, Piece(fit(one_line(text), room))), tail, width)


def wrapped_parts(pieces: Sequence[Line], width: int) -> list[Line]:
    """Arrange parts on lines of at most `width` cells, without breaking any part."""
    lines: list[Line] = [()]
    for piece in pieces:
        if lines[-1] and width_of(lines[-1]) + width_of(piece) > width:
            lines.append(())
        lines[-1] += tuple(piece)
    return lines


def marked(line: Line, start: int, end: int) -> Line:
    """Highlight the characters from `start` to `end` (-1 for the end of the line)."""
    pieces: list[Piece] = []
    place = 0
    for text, style, go in line:
        shown = plain(text)
        first, last = max(0, start - place), len(shown) if end < 0 else max(0, end - place)
        pieces += [Piece(shown[:first], style, go), Piece(shown[first:last], "marked", go)]
        pieces.append(Piece(shown[max(first, last) :], style, go))
        place += len(shown)
    return tuple(pieces)


_EIGHTHS = 8
_KEPT_SEGMENTS = 1024


class PaintedView(_Base):
    """A mixin that draws pieces of text in the styles of the theme."""

    FIXED_LINES = 0
    """How many lines at the top do not scroll."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        self._styles_of: dict[tuple[str, str], Style] = {}
        self._segments: dict[tuple[Piece, str], tuple[Segment, int]] = {}
        self._behind: Color | None = None
        super().__init__(id=id, classes=classes)

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        self._styles_of.clear()
        self._segments.clear()
        self._behind = None
        super().notify_style_update()

    @property
    def line_width(self) -> int:
        """The cells of a line next to a scroll bar, whether or not there is one; 0 before the first layout."""
        return max(0, self.outer_size.width - self.styles.gutter.width - self.styles.scrollbar_size_vertical)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Redraw after scrolling; the scroll bar only if it looks different, which is rare in a long list."""
        if self.show_vertical_scrollbar and self._bar_at(new_value) != self._bar_at(self.vertical_scrollbar.position):
            self.vertical_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            self.refresh(self.size.region.shrink(Spacing(top=self.FIXED_LINES)))

    def _bar_at(self, position: float) -> int:
        """Return where the scroll bar starts, in eighths of a line."""
        height = self.size.height
        return int(position * height * _EIGHTHS / max(1, self.virtual_size.height - height))

    def finished(self, first: int, end: int) -> Sequence[Strip]:
        """Draw lines directly if there is no frame at the sides, which Textual would have to add."""
        top, right, bottom, left = self.styles.gutter
        below = self.outer_size.height - bottom
        if left or right or not top <= first <= end <= below:
            return super().finished(first, end)
        return self.drawn_lines(first - top, end - top)

    def drawn_lines(self, first: int, end: int) -> Sequence[Strip]:
        """Draw the lines from `first` up to `end` within the frame."""
        return [self.render_line(y) for y in range(first, end)]

    def refresh_cells(self, y: int, start: int, end: int | None, lines: int = 1) -> None:
        """Redraw cells of a line, or of several lines; an end of None is the end of the line."""
        x = max(0, start - self.scroll_offset.x)
        width = self.size.width - x if end is None else end - start
        self.refresh(Region(x, y - self.scroll_offset.y, max(1, width), lines))

    def strip(self, line: Line, width: int, base: str = "") -> Strip:
        """Draw a line on the background of the pane or of the style `base`; control characters become visible."""
        if len(self._segments) > _KEPT_SEGMENTS:
            self._segments.clear()
        drawn = [self.segment(piece, base) for piece in line if piece.text]
        length = sum(cells for _segment, cells in drawn)
        if length < width:
            drawn.append(self.segment(Piece(" " * (width - length)), base))
        strip = Strip([segment for segment, _cells in drawn], max(length, width))
        return strip if length <= width else strip.adjust_cell_length(width)

    def segment(self, piece: Piece, base: str) -> tuple[Segment, int]:
        """Return the filtered segment of a piece, with its width."""
        kept = self._segments.get((piece, base))
        if kept is None:
            style = self._style_on(base, piece.style)
            shown = style + Style.from_meta({"go": piece.go}) if piece.go else style
            segments = [Segment(plain(piece.text), shown)]
            if self._behind is None:
                self._behind = self.background_colors[1]
            for line_filter in self.get_line_filters():
                segments = line_filter.apply(segments, self._behind)
            kept = self._segments[piece, base] = segments[0], segments[0].cell_length
        return kept

    def _style_on(self, base: str, name: str = "") -> Style:
        """Return a style of the current theme on the background of another one."""
        style = self._styles_of.get((base, name))
        if style is None:
            ground = self._style_on("", base) if base else self.rich_style
            style = ground + style_of(name, self.app.theme_variables) if name else ground
            self._styles_of[base, name] = style
        return style


class LinePane(PaintedView, CachedLines, ScrollView, can_focus=False):
    """Shows lines and scrolls over them."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Line] = ()

    @property
    def lines(self) -> Sequence[Line]:
        """The lines that are shown."""
        return self._lines

    @property
    def text(self) -> str:
        """The shown lines as plain text."""
        return "\n".join("".join(plain(piece.text) for piece in line) for line in self._lines)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; unchanged lines are not redrawn."""
        before, self._lines = self._lines, lines
        if len(before) != len(lines):
            self.virtual_size = Size(0, len(lines))
            self.refresh(layout=self.styles.is_auto_height)
            return
        for y, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old != new:
                self.refresh_cells(y, *changed_cells(old, new))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the height that shows all lines."""
        return max(1, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        number = y + self.scroll_offset.y
        line = self._lines[number] if number < len(self._lines) else ()
        span = self.text_selection.get_span(number) if self.text_selection else None
        width = self.scrollable_content_region.width or self.size.width
        return self.strip(marked(line, *span) if span else line, width).apply_offsets(0, number)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, for copying."""
        return selection.extract(self.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - Textual's signature
        """Redraw the selection."""
        self.refresh()
