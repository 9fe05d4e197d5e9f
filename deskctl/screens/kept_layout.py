"""Screens that keep their layout below a dialog."""

from typing import TYPE_CHECKING, Any

from textual.geometry import Size

if TYPE_CHECKING:
    from textual.screen import Screen

    _Base = Screen[Any]
else:  # Textual takes the styles of the first base that is a widget and of no other, so this must not be a widget.
    _Base = object


class KeptLayout(_Base):
    """A mixin for a screen that keeps its layout while the size of the terminal stays the same.

    Textual lays out a new screen and a resized one twice, and when a dialog has been shown all screens below it.
    """

    def _screen_resized(self, size: Size) -> None:
        if size != self._compositor.size or (self is not self.app.screen and self._layout_required):
            super()._screen_resized(size)


def needs_layout(screen: "Screen[Any]", size: Size) -> bool:
    """Return True for the screen in front, and for one below it whose size or widgets have changed."""
    return screen is screen.app.screen or screen._layout_required or size != screen._compositor.size  # noqa: SLF001 - no other way
