"""The contrast of each theme, as the Web Content Accessibility Guidelines (WCAG) measure it."""

from itertools import product

import pytest
from textual.color import Color
from textual.theme import Theme

from deskctl.console.theme import THEMES, colours_of
from deskctl.widgets.style.paints import PAINTS

LEAST = 4.5
"""The least ratio for text of normal size (success criterion 1.4.3)."""
GROUNDS = ("background", "surface", "panel", "chosen", "marked")
"""What is behind text: the screen, lists, headers, the row at the cursor, and a marked row."""
NO_TEXT = {"rule"}
MEASURED = [theme for theme in THEMES if not theme.ansi]


def luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted(luminance(Color.parse(colour)) for colour in (one, other))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", MEASURED, ids=[theme.name for theme in MEASURED])
def test_text_stands_out_from_what_is_behind_it(theme: Theme) -> None:
    """Each style of text is readable on each ground, examples in empty fields too, and so is the cursor's text."""
    colours = colours_of(theme)
    texts = {paint.colour or "foreground" for name, paint in PAINTS.items() if not paint.ground and name not in NO_TEXT}
    pairs = [
        *product(texts, GROUNDS),
        *product(("foreground", "quiet"), ("field", "field-focus")),
        ("background", "primary"),
        ("block-cursor-foreground", "block-cursor-background"),
    ]
    poor = {pair: round(ratio, 2) for pair in pairs if (ratio := contrast(*(colours[one] for one in pair))) < LEAST}
    assert not poor
