"""The base of modal screens; the screen below is dimmed with a cache of blended styles."""

from typing import TYPE_CHECKING, Any, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Size
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.visual import Visual

from deskctl.screens.kept_layout import needs_layout
from deskctl.widgets.style.cells import fitted_keys

if TYPE_CHECKING:
    from textual.app import RenderResult
    from textual.widget import Widget

Answer = TypeVar("Answer")

_KEPT = 4096
_FRAME = 6
"""The cells of the lower edge of a frame that are not text."""
_dimmed: dict[tuple[Style | None, Color], Style] = {}


class DialogScreen(ModalScreen[Answer]):
    """A modal screen that is quick to draw over a full one."""

    _framed: "tuple[Widget, str] | None" = None

    def name_keys(self, box: "Widget", keys: str) -> None:
        """Name keys in the frame of a box; those that do not fit are left out, but never the last one."""
        self._framed = box, keys
        self._fit_keys()

    def on_resize(self) -> None:
        """Name the keys that fit into the new width; a subclass may have an `on_resize` of its own besides."""
        self.call_after_refresh(self._fit_keys)

    def _fit_keys(self) -> None:
        if self._framed is not None:
            box, keys = self._framed
            width = box.outer_size.width
            box.border_subtitle = fitted_keys(keys, width - _FRAME) if width else keys

    def render(self) -> "RenderResult":  # type: ignore[override]  # a screen may draw what any widget may
        """Return the screen below, dimmed."""
        background = super().render()
        return (
            DimmedScreen(background.screen, background.color)
            if isinstance(background, BackgroundScreen)
            else background
        )

    def _screen_resized(self, size: Size) -> None:
        if needs_layout(self, size):
            super()._screen_resized(size)


class DimmedScreen(Visual):
    """The lines of a screen under a tint, without its links."""

    def __init__(self, screen: Screen[Any], tint: Color) -> None:
        self._screen = screen
        self._tint = tint

    def render_strips(self, width: int, height: int | None, *_more: object) -> list[Strip]:
        """Return the lines as the screen draws them, in dimmed colours."""
        strips = self._screen._compositor.render_strips()  # noqa: SLF001 - Textual's own dimming asks it as well
        return [self._dim(strip).adjust_cell_length(width) for strip in strips[:height]]

    def _dim(self, strip: Strip) -> Strip:
        tint = self._tint
        if len(_dimmed) > _KEPT:
            _dimmed.clear()
        segments = []
        for text, style, _control in strip:
            shown = _dimmed.get((style, tint))
            if shown is None:
                shown = _dimmed[style, tint] = _blended(style or Style(), tint)
            segments.append(Segment(text, shown))
        return Strip(segments, strip.cell_length)

    def get_optimal_width(self, *_rules: object) -> int:
        """Return the width of the screen."""
        return self._screen.size.width

    def get_height(self, *_rules: object) -> int:
        """Return the height of the screen."""
        return self._screen.size.height


def _blended(style: Style, tint: Color) -> Style:
    """Return a style with the tint over its colours."""
    plain = style.clear_meta_and_links()
    before, behind = (
        None if color is None else (Color.from_rich_color(color) + tint).rich_color
        for color in (plain.color, plain.bgcolor)
    )
    return plain + Style.from_color(before, behind)
