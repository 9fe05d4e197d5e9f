"""The settings from the find box and by mouse, stepwise undo, and keys that cannot be changed."""

from pathlib import Path
from typing import Any

import pytest
from settings_hands import ACTOR, Settings, content
from textual.widgets import Label

from deskctl.screens.find.find_screen import FindScreen
from deskctl.screens.settings.key_capture_screen import KeyCaptureScreen
from deskctl.screens.settings.settings_screen import SettingsScreen
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.setting_list import SettingList
from deskctl.widgets.panes.tabs import QueueTabs

pytestmark = pytest.mark.usefixtures("file")


async def test_settings_work_from_the_find_box_and_by_mouse(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """The find box finds and opens the settings.

    A click opens the page of keys, a double click waits for a key, one outside cancels; the key bar is clickable.
    """
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        settings = Settings(app, pilot, until)
        await pilot.press("colon")
        await settings.see(lambda: isinstance(app.screen, FindScreen))
        await pilot.press(*"settings")
        await settings.see(lambda: "Settings" in app.screen.query_one(LineList).text)
        await pilot.press("enter")
        await settings.see(lambda: isinstance(app.screen, SettingsScreen) and settings.list.text)
        tabs = settings.screen.query_one(QueueTabs)
        await pilot.click(QueueTabs, offset=(tabs.text.index("Keys") + 1, 0))
        await settings.see(lambda: "ticket.new" in settings.list.text)
        await pilot.click(SettingList, offset=(20, 2), times=2)
        await settings.see(lambda: isinstance(app.screen, KeyCaptureScreen))
        await pilot.click(offset=(1, 1))
        await settings.see(lambda: isinstance(app.screen, SettingsScreen))
        bar = settings.screen.query_one(KeyBar)
        await pilot.click(KeyBar, offset=(bar.text.index("Back") + 1, 0))
        await settings.see(lambda: len(app.screen_stack) == 1)
        assert content(file) == ACTOR


async def test_undo_reverts_one_change_each(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """Each `u` undoes one change of keys or settings, until the file has none of them."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        settings = Settings(app, pilot, until)
        await settings.open()
        await settings.go_to("Ring")
        await pilot.press("space", "down", "space", "2")
        await settings.see(lambda: "ticket.take" in settings.list.text)
        await settings.go_to("ticket.take")
        await pilot.press("enter")
        await settings.see(lambda: isinstance(app.screen, KeyCaptureScreen))
        await pilot.press("J")
        await settings.see(lambda: '"ticket.take" = "J"' in content(file))
        await settings.see(lambda: isinstance(app.screen, SettingsScreen))
        await pilot.press("u", "u", "u")
        await settings.see(lambda: app.session.attention.bell and app.session.attention.toast)
        assert not any(word in content(file) for word in ("take", "bell", "toast"))
        await pilot.press("escape")
        await settings.see(lambda: " t Take" in app.screen.query_one(KeyBar).text)


async def test_key_of_the_app_is_only_captured(desk: str, app_on: Any, until: Any) -> None:
    """A key of the app itself is refused with the reason and has no other effect."""
    app = app_on(desk, actor=None)
    async with app.run_test(size=(100, 30)) as pilot:
        settings = Settings(app, pilot, until)
        await settings.open("2")
        await settings.go_to("ticket.new")
        for key, message in (("ctrl+p", "Find"), ("ctrl+q", "never arrives")):
            await pilot.press("enter")
            await settings.see(lambda: isinstance(app.screen, KeyCaptureScreen))
            await pilot.press(key)
            await settings.see(lambda message=message: message in str(app.screen.query_one(".wrong", Label).content))
            await pilot.press("escape")
            await settings.see(lambda: isinstance(app.screen, SettingsScreen))
