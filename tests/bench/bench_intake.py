"""Count the keys that a new ticket needs besides its words, with Textual's Pilot on a copy of the demo desk.

    python tests/bench/bench_intake.py

Each call is typed ahead without waiting, so that only the keys that a person has to press are counted.
"""

import asyncio
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from textual.events import Key

from deskctl.console.app import DeskApp
from deskctl.data_files import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.store.sqlite.create import create_store

NOW = datetime.fromisoformat("2026-11-22T09:30:00+08:00")
LONGEST = 60.0
CALLS = {
    "known caller (at most 7)": ("n", "=0301", "enter", "=printer", "enter", "3", "enter", "1", "ctrl+o"),
    "new person of a known customer (12)": (
        "n", "=砚秋 王护士 13800001111", "enter", "=printer", "enter", "3", "enter", "1", "ctrl+o",
    ),
    "new caller, new customer (20)": (
        "n", "=蓝岸样例物业 李四 13800002222", "enter", "=printer", "enter", "4", "ctrl+o",
    ),
    "a name alone (6)": ("n", "=查某某", "tab", "=printer", "enter", "4", "ctrl+o"),
    "added to an open ticket (5 after the symptom)": ("n", "=0301", "enter", "=HIS 存储链路中断", "ctrl+t"),
}  # fmt: skip
"""The input of each kind of call: keys, and after `=` the typed words."""


async def take(store: str, keys: tuple[str, ...]) -> None:
    """Enter one call; raise `TimeoutError` if the queue is not shown again."""
    app = DeskApp(store, actor="HL1", now=lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in keys:
            for one in key.removeprefix("=") if key.startswith("=") else [key]:
                app.post_message(Key(one, one if len(one) == 1 else None))
        async with asyncio.timeout(LONGEST):
            while len(app.screen_stack) == 1:
                await pilot.pause(0.01)
            while not isinstance(app.screen, QueueScreen):
                await pilot.pause(0.01)


def main() -> None:
    """Print the keys of each kind of call."""
    with tempfile.TemporaryDirectory() as folder:
        for name, keys in CALLS.items():
            store = str(Path(folder, f"{len(name)}.db"))
            create_store(store)
            read_desk(data_file("demo.jsonl"), store)
            asyncio.run(take(store, keys))
            sys.stdout.write(f"{sum(not key.startswith('=') for key in keys):3} keys: {name}\n")


if __name__ == "__main__":
    main()
