"""Fewer bytes to the terminal for the same picture: over a slow line each of them is time.

Textual sends a changed line from the left edge of its pane, and sets each run of text back to nothing before it
colours the next. Here a change begins where it begins, and a colour that is set already is not set again.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.console import RenderableType

_STYLING = re.compile(r"(\x1b\[0?m)?((?:\n?\x1b\[\d+;\d+H)*)\x1b\[([1-9][\d;]*)m|\x1b\[0?m")
_COLOUR = r"{0}8;2;\d+;\d+;\d+|{0}8;5;\d+|{0}[0-79]|{1}\d"
_PARTS = re.compile(rf"((?:\d(?:;|$))*)({_COLOUR.format(3, 9)})?(?:^|;|$)({_COLOUR.format(4, 10)})?")


class Thrifty(CompositorUpdate):
    """Another update in fewer bytes."""

    def __init__(self, update: CompositorUpdate) -> None:
        self._update = update

    def render_segments(self, console: Console) -> str:
        """Write the update for the terminal."""
        update = self._update
        return spared(_changes(update, console) if isinstance(update, ChopsUpdate) else update.render_segments(console))


def thrifty(update: "RenderableType | None") -> "RenderableType | None":
    """Wrap what is to be drawn, where it is an update of the screen."""
    return Thrifty(update) if isinstance(update, CompositorUpdate) else update


def _changes(update: ChopsUpdate, console: Console) -> str:
    """Write only the cells between the two ends of each change."""
    parts: list[str] = []
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < right and end > left:
                start, cells = _between(strip, max(0, left - x), min(end, right) - x)
                parts += Control.move_to(x + start, y).segment.text, cells.render(console)
    return "".join(parts)


def _between(strip: Strip, start: int, end: int) -> tuple[int, Strip]:
    """Cut a strip; a character of two cells is never cut in its middle."""
    if start and _splits(strip, start):
        start -= 1
    return start, strip.crop(start, end) if start or end < strip.cell_length else strip


def _splits(strip: Strip, cell: int) -> bool:
    """Return whether a character reaches over the left edge of a cell."""
    for segment in strip:
        width = segment.cell_length
        if cell < width:
            return width != len(segment.text) and _reaches_over(segment.text, cell)
        cell -= width
    return False


def _reaches_over(text: str, cell: int) -> bool:
    for character in text:
        if cell <= 0:
            return cell < 0
        cell -= cell_len(character)
    return cell < 0


def spared(text: str) -> str:
    """Leave out every code that sets what is set already."""
    present = ""

    def spare(found: "re.Match[str]") -> str:
        nonlocal present
        reset, moves, style = found.groups()
        if style is None:
            present = ""
            return found[0]
        before, present = present, style if reset or not present else f"{present};{style}"
        return moves.replace("\n", "") + (_turned(before, style) if reset else f"\x1b[{style}m")

    return _STYLING.sub(spare, text)


@lru_cache(maxsize=1024)
def _turned(before: str, after: str) -> str:
    """Go from one style to another."""
    if before == after:
        return ""
    old, new = _colours(before), _colours(after)
    if old and new and old[0] == new[0]:
        return f"\x1b[{';'.join(part for was, part in zip(old, new, strict=True) if was != part)}m"
    return f"\x1b[0;{after}m"


def _colours(style: str) -> tuple[str, str, str] | None:
    """Take a style apart into what the letters are like, their colour and their ground; None where one is not said."""
    found = _PARTS.fullmatch(style)
    return (found[1], found[2], found[3]) if found and found[2] and found[3] else None
