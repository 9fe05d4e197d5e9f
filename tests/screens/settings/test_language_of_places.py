"""A place from which the language is changed stands there in the new one, as if it were opened now."""

from pathlib import Path
from typing import Any

import pytest
from keyboard import Hands
from seldom_drawn import drawn
from settings_hands import ACTOR, write

from deskctl.screens.settings.settings_screen import SettingsScreen
from deskctl.widgets.panes.key_bar import KeyBar

PLACES = {
    "ticket": "enter", "records": "v", "card": "C", "week": "D", "my-day": "d", "due": "d d", "shift": "S",
}  # fmt: skip


def lines(app: Any) -> list[str]:
    return [strip.text.rstrip() for strip in drawn(app)]


def bar(app: Any) -> str:
    return str(app.screen.query_one(KeyBar).text)


@pytest.mark.parametrize("place", PLACES)
async def test_no_word_of_the_other_language_is_left(
    desk: str, app_on: Any, until: Any, file: Path, place: str
) -> None:
    """Titles, borders and the key bar too."""
    write(file, f'lang = "zh"\n{ACTOR}')
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        hands.type_ahead(*PLACES[place].split())
        await hands.settle()
        hands.type_ahead(",")
        await hands.see(lambda: isinstance(app.screen, SettingsScreen))
        await hands.settle()
        hands.type_ahead("right", "escape")
        await hands.settle()
        changed = lines(app)
        await hands.leave()
        hands.type_ahead(*PLACES[place].split())
        await hands.settle()
        assert "Back" in "".join(changed)
        assert changed == lines(app)


async def test_the_keys_below_are_those_of_the_page(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """A further key is given to an action, not to a setting: the bar names that only on the page of keys."""
    write(file, f'lang = "en"\n{ACTOR}')
    app = app_on(desk)
    async with app.run_test(size=(160, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        hands.type_ahead(",")
        await hands.see(lambda: app.screen.query("#settings-head") and "Filter" in bar(app))
        assert "One more key" not in bar(app)
        hands.type_ahead("2")
        await hands.see(lambda: "One more key" in bar(app))
