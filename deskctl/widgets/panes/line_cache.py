"""A cache of drawn lines.

Whenever anything changes next to a widget, Textual requests all lines of the widget and filters each of them again.
With eight widgets on a screen that ticks every second, this costs more than all actual drawing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.containers import Container
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget as _Base
else:  # Textual takes the styles of the first base that is a widget and of no other, so this must not be a widget.
    _Base = object


class CachedLines(_Base):
    """A mixin that keeps the drawn lines of a widget until they have to be redrawn."""

    ALIKE = False
    """Whether its own lines all look alike, as those of a screen or a container behind its content."""

    def __init__(self, *children: Any, **options: Any) -> None:
        self._ready: dict[int, Strip] = {}
        super().__init__(*children, **options)

    def notify_style_update(self) -> None:
        """Forget the lines in their old style."""
        self._ready.clear()
        super().notify_style_update()

    def _set_dirty(self, *regions: Region) -> None:
        super()._set_dirty(*regions)
        if not regions:
            self._ready.clear()
            return
        top = self.content_offset.y
        for region in regions:
            for y in region.line_range:
                self._ready.pop(y + top, None)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the drawn lines of a region; only lines that are not in the cache are drawn."""
        ready, lines = self._ready, crop.line_range
        missing = [y for y in lines if y not in ready]
        if missing:
            first, end = missing[0], missing[-1] + 1
            ready.update(zip(range(first, end), self.finished(first, end), strict=True))
        strips = [ready[y] for y in lines]
        left, right = crop.column_span
        return strips if not left and right >= self.outer_size.width else [strip.crop(left, right) for strip in strips]

    def finished(self, first: int, end: int) -> Sequence[Strip]:
        """Draw the lines from `first` up to `end`, over the whole width of the widget and its frame."""
        lines = 1 if self.ALIKE and not self.styles.gutter else end - first
        return super().render_lines(Region(0, first, self.outer_size.width, lines)) * ((end - first) // lines)


class CachedBox(CachedLines, Container):
    """A container that is drawn once."""

    ALIKE = True
