"""A driver of the settings screen for tests, and access to the settings file."""

from pathlib import Path
from typing import Any

from deskctl.screens.settings.settings_screen import SettingsScreen
from deskctl.widgets.panes.setting_list import SettingList

WIDE = (160, 48)
ACTOR = 'actor = "EN1" # me\n'


def content(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


class Settings:
    """The open settings screen, operated by a test."""

    def __init__(self, app: Any, pilot: Any, until: Any) -> None:
        self.app, self.pilot, self._until = app, pilot, until

    @property
    def screen(self) -> SettingsScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, SettingsScreen))

    @property
    def list(self) -> SettingList:
        return self.screen.query_one(SettingList)

    async def see(self, holds: Any) -> None:
        await self._until(self.pilot, holds)

    async def open(self, *keys: str) -> None:
        await self.pilot.press("comma")
        await self.see(lambda: isinstance(self.app.screen, SettingsScreen) and self.list.text)
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def go_to(self, words: str) -> None:
        """Put the cursor on the line that contains the given words."""
        place = next(place for place, line in enumerate(self.list.text.splitlines()) if words in line)
        self.list.move_to(place)
        await self.see(lambda: self.list.place == place)

    def line(self, words: str) -> str:
        return next(line for line in self.list.text.splitlines() if words in line)
