"""The console of `bench_console_day.py`, whose clock is moved by the script and whose screen is written to files.

It loads only modules that the console loads too, as its memory is measured.
"""

import json
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from deskctl.console.app import DeskApp

DAY, PARTS = 8 * 3600, 2
SETTLED, GLANCE, MOMENT = 6, 0.05, 20


@dataclass
class Clock:
    """A clock that is moved by the script."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)


class Watcher:
    """A console that runs through the day, or is opened at one time of it, and writes its screen to files."""

    def __init__(self, store: str, folder: str, begun: str) -> None:
        self.folder = Path(folder)
        self.clock = Clock(datetime.fromisoformat(begun))
        self.app = DeskApp(store, actor="EN1", lang="en", now=self.clock)

    def glance(self) -> None:
        async def once(pilot: Pilot[Any]) -> None:
            await self._show(pilot, "glance")
            self.app.exit()

        self.app.run(auto_pilot=once)

    def live(self, seconds: int) -> None:
        async def day(pilot: Pilot[Any]) -> None:
            await self._show(pilot, "shown-0")
            for part in range(1, PARTS + 1):
                for _ in range(DAY // PARTS // seconds):
                    self.clock.forward(seconds)
                    self.app.beat()
                    await pilot.pause()
                while not (self.folder / f"written-{part}").exists():
                    await pilot.pause(GLANCE)
                # Late tickets are counted a few times a minute: move the clock beyond the next count.
                self.clock.forward(MOMENT)
                await self._show(pilot, f"shown-{part}")
            await pilot.pause(3600)

        self.app.run(auto_pilot=day)

    async def _show(self, pilot: Pilot[Any], name: str) -> None:
        await pilot.press("3", "g")
        quiet = 0
        while quiet < SETTLED:
            self.app.beat()
            self.app.clear_notifications()
            await pilot.pause(GLANCE)
            quiet = 0 if any(not worker.is_finished for worker in self.app.workers) else quiet + 1
        shown = {"at": self.clock().isoformat(), "picture": self.app.export_screenshot()}
        (self.folder / "new").write_text(json.dumps(shown))
        (self.folder / "new").rename(self.folder / name)


if __name__ == "__main__":
    watcher = Watcher(*sys.argv[2:5])
    if sys.argv[1] == "live":
        watcher.live(int(sys.argv[5]))
    else:
        watcher.glance()
