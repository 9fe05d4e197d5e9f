"""Screens that are laid out again only for another size of the terminal."""

from typing import TYPE_CHECKING, Any

from textual.geometry import Size

if TYPE_CHECKING:
    from textual.screen import Screen

    _Base = Screen[Any]
else:  # Textual takes the styles of the first base that is a widget and of no other, so this must not be a widget.
    _Base = object


class LaidOutOnce(_Base):
    """A mixin for a screen that keeps its layout while the size stays the same.

    When a screen has been shown for the first time, Textual lays it out a second time, and all screens below it too.
    """

    def _screen_resized(self, size: Size) -> None:
        if size != self._compositor.size:
            super()._screen_resized(size)
