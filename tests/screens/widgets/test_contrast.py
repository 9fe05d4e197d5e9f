"""The contrast of each theme, as the Web Content Accessibility Guidelines (WCAG) measure it."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from keyboard import Hands
from seldom_drawn import drawn
from textual.color import Color
from textual.strip import Strip
from textual.theme import Theme

from deskctl.console.theme import THEMES, colours_of
from deskctl.screens.queue.queue_screen import QueueScreen
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


def _poor(lines: list[Strip]) -> Iterator[tuple[str, float]]:
    """Yield the words that do not stand out from what is behind them, with their contrast."""
    for strip in lines:
        for text, style, _control in strip:
            if any(map(str.isalnum, text)) and style and style.color and style.bgcolor:
                ratio = contrast(*(Color.from_rich_color(one).hex for one in (style.color, style.bgcolor)))
                if ratio < LEAST:
                    yield text.strip(), round(ratio, 2)


@pytest.mark.parametrize("theme", MEASURED, ids=[theme.name for theme in MEASURED])
async def test_words_of_special_places_stand_out(desk: str, app_on: Any, until: Any, theme: Theme) -> None:
    """The heading of unplanned visits, the explanation of the highlighted action and a refusal are readable."""
    app = app_on(desk)
    async with app.run_test(size=(76, 30)) as pilot:
        hands = Hands(app, pilot, until)
        app.theme = theme.name
        for keys, shown in (("D", "#lane"), ("l", "#step-list"), ("c", "#form")):
            await hands.see(lambda: isinstance(app.screen, QueueScreen))
            await hands.go_to(66)
            await pilot.press(keys)
            await hands.see(lambda shown=shown: app.screen.query(shown) and app.screen.query_one(shown).region)
            await hands.settle()
            if keys == "c":
                await pilot.press("ctrl+o")
                await hands.see(lambda: app.screen.query("#refusal.-shown Label"))
            region = app.screen.query_one(shown).region
            lines = [strip.crop(region.x, region.right) for strip in drawn(app)[region.y : region.bottom]]
            assert list(_poor(lines)) == [], keys
            await hands.leave()
