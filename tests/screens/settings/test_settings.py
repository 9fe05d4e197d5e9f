"""The settings screen: each change is written to one file, applies immediately, and can be undone."""

from pathlib import Path
from typing import Any

import pytest
from settings_hands import ACTOR, WIDE, Settings, content, write
from textual.widgets import Input, Label, OptionList

from deskctl.language.i18n import language
from deskctl.screens.dialogs.pick_screen import PickScreen
from deskctl.screens.dialogs.text_prompt_screen import TextPromptScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.settings.key_capture_screen import KeyCaptureScreen
from deskctl.screens.settings.settings_screen import SettingPane, SettingsScreen
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.panes.setting_list import SettingList
from deskctl.widgets.panes.tabs import QueueTabs

pytestmark = pytest.mark.usefixtures("file")


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_screen_opens_at_any_size(
    desk: str, app_on: Any, until: Any, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings, keys, the description of the chosen one and the key bar are shown at any size in both languages."""
    monkeypatch.setenv("DESKCTL_LANG", lang)
    app = app_on(desk, lang=lang)
    async with app.run_test(size=(60, 20)) as pilot:
        settings = Settings(app, pilot, until)
        for size in ((60, 20), (100, 30), WIDE):
            await pilot.resize_terminal(*size)
            await settings.open()
            assert "English" in settings.list.text, size
            assert "EN1" in settings.list.text, size
            assert settings.screen.query_one(SettingPane).text, size
            await pilot.press("2")
            await settings.see(lambda: " n " in settings.list.text)
            assert "q" in settings.screen.query_one(KeyBar).text, size
            await pilot.press("escape")
            await settings.see(lambda: isinstance(app.screen, QueueScreen))


async def test_theme_follows_the_cursor(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """The theme follows the cursor, escape restores the old one, enter keeps the new one, and `u` undoes that.

    The console has every theme that the file may name.
    """
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        settings = Settings(app, pilot, until)
        await settings.open()
        await settings.go_to("Colours")
        await pilot.press("enter")
        await settings.see(lambda: isinstance(app.screen, PickScreen))
        await pilot.press("down")
        await settings.see(lambda: app.theme == "desk-light")
        await pilot.press("escape")
        await settings.see(lambda: app.theme == "desk-dark")
        assert content(file) == ACTOR
        await pilot.press("enter", "down", "down")
        await settings.see(lambda: app.theme == "desk-contrast")
        await pilot.press("enter")
        await settings.see(lambda: "desk-contrast" in content(file))
        assert content(file).startswith(ACTOR)
        await pilot.press("u")
        await settings.see(lambda: app.theme == "desk-dark")
        assert "theme" not in content(file)
        for theme in ("desk-light", "desk-contrast", "desk-deuteranopia", "desk-ansi"):
            await pilot.press("right")
            await settings.see(lambda theme=theme: app.theme == theme)


async def test_language_changes_at_once(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """The settings screen and the queue below change their language, and the file contains the new one."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        settings = Settings(app, pilot, until)
        await settings.open()
        await settings.go_to("Language")
        await pilot.press("left")
        await settings.see(lambda: language() == "zh")
        assert 'lang = "zh"' in content(file)
        assert "主题" in settings.list.text or "按键" in settings.screen.query_one(QueueTabs).text
        await pilot.press("escape")
        await settings.see(lambda: "我的" in app.screen.query_one(QueueTabs).text)


async def test_actor_is_changed(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """The actor is chosen from the staff, the session uses it, and the comment in the file is kept.

    A part of an id that matches two people is not accepted until one of them is chosen.
    """
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        settings = Settings(app, pilot, until)
        await settings.open()
        for typed, keys, actor in (("EN2", (), "EN2"), ("BS", ("enter", "enter"), "BS1")):
            await settings.go_to("Who I am")
            await pilot.press("enter")
            await settings.see(lambda: isinstance(app.screen, TextPromptScreen) and app.screen.query(Input))
            app.screen.query_one(Input).value = typed
            await settings.see(lambda: app.screen.query("OptionList.-shown"))
            await pilot.press("enter")
            if keys:
                await settings.see(lambda: isinstance(app.focused, OptionList))
                assert app.session.actor != actor
                await pilot.press(*keys)
            await settings.see(lambda actor=actor: app.session.actor == actor)  # type: ignore[misc]
            assert content(file) == f'actor = "{actor}" # me\n'
            assert actor in app.session.who


async def test_bell_and_quiet_hours_are_changed(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """Space or a click switches the bell off, and `d` removes the setting from the file.

    Invalid quiet hours are reported below the line; the typed text stays until it is valid, and causes no new layout.
    """
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        settings = Settings(app, pilot, until)
        await settings.open()
        await settings.go_to("Ring")
        await pilot.press("space")
        await settings.see(lambda: not app.session.attention.bell)
        await pilot.press("d")
        await settings.see(lambda: app.session.attention.bell)
        assert "bell" not in content(file)
        line = settings.line("Ring")
        where = (2 + line.index(" no ") + 1, settings.list.place)
        await pilot.click(SettingList, offset=where)
        await settings.see(lambda: not app.session.attention.bell)
        await settings.go_to("Quiet hours")
        await pilot.press("enter")
        await settings.see(lambda: isinstance(app.screen, TextPromptScreen) and isinstance(app.focused, Input))
        await pilot.pause()
        laid_out: list[Any] = []
        app.screen.screen_layout_refresh_signal.subscribe(app.screen, laid_out.append, immediate=True)
        await pilot.press(*"late")
        await settings.see(lambda: app.focused.value == "late")
        assert not laid_out
        await pilot.press("enter")
        await settings.see(lambda: "22:00-07:00" in str(app.screen.query_one(".wrong", Label).content))
        app.screen.query_one(Input).value = "21:30-06:00"
        await pilot.press("enter")
        await settings.see(lambda: app.session.attention.quiet is not None)
        assert 'quiet = "21:30-06:00"' in content(file)


async def test_overridden_setting_is_not_changed(
    desk: str, app_on: Any, until: Any, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A setting of the environment or command line names its source and is not changed in the file."""
    monkeypatch.setenv("DESKCTL_LANG", "en")
    app = app_on(desk, actor="HL1")
    async with app.run_test(size=WIDE) as pilot:
        settings = Settings(app, pilot, until)
        await settings.open()
        assert "DESKCTL_LANG" in settings.line("Language")
        assert "--actor" in settings.line("Who I am")
        await settings.go_to("Language")
        await pilot.press("left", "enter", "d")
        assert language() == "en"
        assert content(file) == ACTOR
        assert "DESKCTL_LANG" in settings.screen.query_one(SettingPane).text


async def test_error_in_the_file_is_shown_and_corrected(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """An error in the file is shown above the list with line and key, and a new value corrects it."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        settings = Settings(app, pilot, until)
        write(file, ACTOR + '[console]\ntheme = "blue"\n')
        await settings.open()
        mistakes = settings.screen.query_one("#mistakes", LinePane)
        await settings.see(lambda: mistakes.display)
        assert "config.toml:3  console.theme" in mistakes.text
        await settings.go_to("Colours")
        await pilot.press("right")
        await settings.see(lambda: not mistakes.display)
        assert 'theme = "desk-' in content(file)


async def test_key_is_changed(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """Enter waits for the new key, the key of another action is refused by name, and the key bar shows the change."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        settings = Settings(app, pilot, until)
        await settings.open("2")
        await settings.go_to("ticket.new")
        await pilot.press("enter")
        await settings.see(lambda: isinstance(app.screen, KeyCaptureScreen))
        await pilot.press("a")
        await settings.see(lambda: "Answer" in str(app.screen.query_one(".wrong", Label).content))
        await pilot.press("N")
        await settings.see(lambda: isinstance(app.screen, SettingsScreen))
        assert '"ticket.new" = "N"' in content(file)
        await pilot.press("plus")
        await settings.see(lambda: isinstance(app.screen, KeyCaptureScreen))
        await pilot.press("f5")
        await settings.see(lambda: '"N,f5"' in content(file))
        await settings.see(lambda: isinstance(app.screen, SettingsScreen))
        await pilot.press("escape")
        await settings.see(lambda: " N New" in app.screen.query_one(KeyBar).text)
        await pilot.press("n")
        assert len(app.screen_stack) == 1
        await pilot.press("N")
        await settings.see(lambda: len(app.screen_stack) == 2)


async def test_changed_key_is_reset(desk: str, app_on: Any, until: Any, file: Path) -> None:
    """`d` resets a key to its default, escape keeps the key, and the filter finds the action."""
    write(file, ACTOR + '\n[keys]\n# mine\n"ticket.answer" = "A"\n')
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        settings = Settings(app, pilot, until)
        await settings.open("2", "slash", *"answer", "enter")
        await settings.go_to("ticket.answer")
        assert "* A" in settings.line("ticket.answer")
        await pilot.press("enter")
        await settings.see(lambda: isinstance(app.screen, KeyCaptureScreen))
        await pilot.press("escape")
        await settings.see(lambda: isinstance(app.screen, SettingsScreen))
        await pilot.press("d")
        await settings.see(lambda: content(file) == ACTOR + "\n[keys]\n# mine\n")
        assert "* A" not in settings.list.text
