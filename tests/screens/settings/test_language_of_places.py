"""A screen from which the language is changed is shown in the new language, as if it had just been opened."""

from itertools import cycle
from pathlib import Path
from typing import Any

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


async def test_screen_changes_its_language_completely(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """After the change the screen, its titles, borders and key bar equal those of a newly opened screen.

    The language changes from Chinese to English and back in turn.
    """
    write(file, f'lang = "zh"\n{ACTOR}')
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        for (place, keys), (key, word) in zip(PLACES.items(), cycle((("right", "Back"), ("left", "返回")))):
            hands.type_ahead(*keys.split())
            await hands.settle()
            await _change_language(hands, key)
            changed = lines(app)
            await hands.leave()
            hands.type_ahead(*keys.split())
            await hands.settle()
            assert word in "".join(changed), place
            assert changed == lines(app), place
            await hands.leave()


async def _change_language(hands: Hands, key: str) -> None:
    """Change the language with a key of the settings, and return to the screen."""
    hands.type_ahead(",")
    await hands.see(lambda: isinstance(hands.app.screen, SettingsScreen))
    await hands.settle()
    hands.type_ahead(key, "escape")
    await hands.settle()


async def test_key_bar_belongs_to_the_page(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """The key bar names the key that adds a further key only on the page of keys, as it does not apply to settings."""
    write(file, f'lang = "en"\n{ACTOR}')
    app = app_on(desk)
    async with app.run_test(size=(160, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        hands.type_ahead(",")
        await hands.see(lambda: app.screen.query("#settings-head") and "Filter" in bar(app))
        assert "Add a key" not in bar(app)
        hands.type_ahead("2")
        await hands.see(lambda: "Add a key" in bar(app))
