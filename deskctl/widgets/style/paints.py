"""The styles of pieces of text in a theme: a foreground colour, a background colour, or bold.

They are not classes of Textual's stylesheet, which would compute each of them for each pane at every change of focus.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rich.style import Style
from textual.color import Color


class Paint(NamedTuple):
    """A style in terms of the theme's variables."""

    colour: str | None = None
    bold: bool | None = None
    ground: str | None = None


PAINTS: Mapping[str, Paint] = {
    "text": Paint(),
    "dim": Paint("quiet"),
    "strong": Paint(bold=True),
    "title": Paint("primary", bold=True),
    "key": Paint("accent", bold=True),
    "rule": Paint("line"),
    "accent": Paint("accent"),
    "good": Paint("success"),
    "breached": Paint("error", bold=True),
    "soon": Paint("warning", bold=True),
    "running": Paint("success"),
    "paused": Paint("secondary"),
    "kept": Paint("quiet"),
    "missed": Paint("error"),
    "idle": Paint("faint"),
    "chosen": Paint(ground="chosen"),
    "marked": Paint(ground="marked"),
    "tab": Paint("background", bold=True, ground="primary"),
}


def style_of(name: str, variables: Mapping[str, str]) -> Style:
    """Return a named style in a theme with these variables."""
    paint = PAINTS[name]
    colour = variables[paint.colour] if paint.colour else None
    return _style(colour, paint.bold, variables[paint.ground] if paint.ground else None)


@lru_cache(maxsize=128)
def _style(colour: str | None, bold: bool | None, ground: str | None) -> Style:
    return Style(
        color=Color.parse(colour).rich_color if colour else None,
        bgcolor=Color.parse(ground).rich_color if ground else None,
        bold=bold,
    )
