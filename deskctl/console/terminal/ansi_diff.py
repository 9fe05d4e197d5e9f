"""Screen updates in fewer bytes, for slow connections.

Textual sends a changed line from the left edge of its pane and resets the style before each run of text. Here an update
starts at the first changed cell, and a style that is already set is not set again.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.console import RenderableType

_STYLING = re.compile(r"(\x1b\[0?m)?((?:\n?\x1b\[\d+;\d+H)*)\x1b\[([1-9][\d;]*)m|\x1b\[0?m")
_COLOUR = r"{0}8;2;\d+;\d+;\d+|{0}8;5;\d+|{0}[0-79]|{1}\d"
_PARTS = re.compile(rf"((?:\d(?:;|$))*)({_COLOUR.format(3, 9)})?(?:^|;|$)({_COLOUR.format(4, 10)})?")


class SmallerUpdate(CompositorUpdate):
    """Wraps an update and renders it in fewer bytes."""

    def __init__(self, update: CompositorUpdate) -> None:
        self._update = update

    def render_segments(self, console: Console) -> str:
        """Return the update for the terminal."""
        update = self._update
        return without_repeated_codes(
            _changes(update, console) if isinstance(update, ChopsUpdate) else update.render_segments(console)
        )


def smaller(update: "RenderableType | None") -> "RenderableType | None":
    """Wrap a renderable if it is an update of the screen."""
    return SmallerUpdate(update) if isinstance(update, CompositorUpdate) else update


def _changes(update: ChopsUpdate, console: Console) -> str:
    """Render only the changed cells of each line."""
    parts: list[str] = []
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < right and end > left:
                start, cells = _between(strip, max(0, left - x), min(end, right) - x)
                parts += f"\x1b[{y + 1};{x + start + 1}H", cells.render(console)
    return "".join(parts)


def _between(strip: Strip, start: int, end: int) -> tuple[int, Strip]:
    """Cut a strip and return where it starts; a run of text whose characters may take two cells is never cut."""
    if not start and end >= strip.cell_length:
        return start, strip
    kept: list[Segment] = []
    begun, cell = start, 0
    for text, style, _control in strip:
        is_plain = text.isascii()
        after = cell + (len(text) if is_plain else cell_len(text))
        if cell < end and start < after:
            first, last = (max(0, start - cell), end - cell) if is_plain else (0, len(text))
            begun = begun if kept else cell + first
            kept.append(Segment(text[first:last], style))
        cell = after
    return begun, Strip(kept)


def without_repeated_codes(text: str) -> str:
    """Remove codes that set a style that is already set."""
    present = ""

    def shorten(match: "re.Match[str]") -> str:
        nonlocal present
        reset, moves, style = match.groups()
        if style is None:
            present = ""
            return match[0]
        before, present = present, style if reset or not present else f"{present};{style}"
        return moves.replace("\n", "") + (_style_change(before, style) if reset else f"\x1b[{style}m")

    return _STYLING.sub(shorten, text)


@lru_cache(maxsize=1024)
def _style_change(before: str, after: str) -> str:
    """Return the codes that go from one style to another."""
    if before == after:
        return ""
    old, new = _colours(before), _colours(after)
    if old and new and old[0] == new[0]:
        return f"\x1b[{';'.join(part for old_part, part in zip(old, new, strict=True) if old_part != part)}m"
    return f"\x1b[0;{after}m"


def _colours(style: str) -> tuple[str, str, str] | None:
    """Split a style into attributes, foreground and background; None if one of them is missing."""
    match = _PARTS.fullmatch(style)
    return (match[1], match[2], match[3]) if match and match[2] and match[3] else None
