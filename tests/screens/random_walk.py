"""A random walk over the console: keys, words, pastes, clicks and sizes at random, and the rules that always hold."""

import random
from asyncio import sleep
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from keyboard import is_quiet
from seldom_drawn import drawn
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from deskctl.console.app import DeskApp
from deskctl.errors import NotFound
from deskctl.queries.ticket.history import history
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.session.draft_file import drafts
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.inputs.save_button import SaveButton

KEYS = (
    *"abcdefghijklmnoprstuvwxyz", *"ABCDEGHPSVD", *"0123456789", "enter", "enter", "enter", "escape", "escape", "tab",
    "shift+tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "delete", "backspace", "space",
    "ctrl+o", "ctrl+g", "ctrl+l", "ctrl+t", "ctrl+n", "ctrl+p", "ctrl+r", "ctrl+u", "ctrl+d", "ctrl+k", "ctrl+w",
    "ctrl+a", "ctrl+x", "ctrl+v",
)  # fmt: skip
PUNCTUATION = ":/?.,;<>[]*@+-=!'\"\\`~#%&()_{}|"
FULL_WIDTH = "：／？。，；《》【】＊＠＋－０１２３ｎｆｌｂｖｄｕ、“”　"
WORDS = (
    "打印机不出纸", "王护士 13800001111", "0001", "曹试", "abc", "9:45", "明早", "25:99", "T-001", "[bold red]",
    "\u202e", "%s{0}", "SN-1", "２０２６", "；；", ";;", "n", "客户:", "负责:我", "-1", "99999999999999999999",
    "'", "e\u0301",
)  # fmt: skip
PASTES = ("一行", "第一行\n第二行\n第三行", "\x1b[31m红\x1b[0m", "x" * 3000, "\n\n", "样" * 500, "\t制表\t")
SIZES = ((100, 30), (80, 24), (60, 20), (200, 60), (40, 12), (20, 6), (120, 40), (10, 3))
_LEAVES = {"q", "ctrl+q"}


@dataclass
class Walk:
    """A walk over a console that presses the keys of a seed, and checks the rules after each."""

    app: DeskApp
    pilot: Pilot[Any]
    store: str
    seed: int
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - reproducible keys
        self.last_recorded = self.recorded()

    async def go(self, steps: int) -> None:
        """Make a number of random inputs."""
        for _ in range(steps):
            await self.step()

    async def go_in_and_out(self, steps: int) -> set[str]:
        """Press Enter or Esc at random, one or several at once, and return the names of the screens that were shown.

        Each kind of screen is drawn once.
        """
        seen: set[str] = set()
        while steps > 0:
            keys = self.chance.choices(("enter", "escape"), k=min(steps, self.chance.choice((1, 1, 2, 4))))
            steps -= len(keys)
            for key in keys:
                self._note(key)
                self.app.post_message(events.Key(key, None))
            await self.settle()
            assert self.app._exception is None, "\n".join(self.done[-12:])  # noqa: SLF001 - no public way
            name = type(self.app.screen).__name__
            if name not in seen:
                drawn(self.app)
            seen.add(name)
        return seen

    async def step(self) -> None:
        """Make one random input, and check the rules."""
        screen, before = self.app.screen, self.last_recorded
        typed = self._typed(screen)
        what = self.chance.random()
        saves = False
        if what < 0.74:
            key = self.chance.choice(KEYS)
            saves = self._saves(key)
            await self._press(key)
        elif what < 0.84:
            words = self.chance.choice(WORDS)
            self._note(f"write {words!r}")
            for character in words:
                self.app.post_message(events.Key(character, character))
        elif what < 0.90:
            await self._press(self.chance.choice(PUNCTUATION + FULL_WIDTH))
        elif what < 0.93:
            text = self.chance.choice(PASTES)
            self._note(f"paste {text[:20]!r}")
            self.app.post_message(events.Paste(text))
        elif what < 0.96:
            size = self.chance.choice(SIZES)
            self._note(f"resize {size}")
            await self.pilot.resize_terminal(*size)
        else:
            width, height = self.app.size
            place = self.chance.randrange(width), self.chance.randrange(height)
            self._note(f"click {place}")
            saves = True
            await self.pilot.click(offset=place, times=self.chance.choice((1, 2)))
        await self.settle()
        drawn(self.app)
        self._check(screen, {} if saves else typed, before, may_record=saves or not isinstance(screen, FormScreen))

    def _saves(self, key: str) -> bool:
        """Return True if the key saves a form."""
        return key in {"ctrl+o", "ctrl+t"} or (key in {"enter", "space"} and isinstance(self.app.focused, SaveButton))

    async def _press(self, key: str) -> None:
        if key in _LEAVES:
            return
        self._note(key)
        if len(key) == 1 and not key.isalnum():
            self.app.post_message(events.Key(_name(key), key))
        elif len(key) == 1:
            self.app.post_message(events.Key(key, key))
        else:
            await self.pilot.press(key)

    def _note(self, what: str) -> None:
        self.done.append(f"{type(self.app.screen).__name__}: {what}")

    async def settle(self) -> None:
        """Wait until the app is idle."""
        for _ in range(2000):
            await self.pilot.pause(0)
            if is_quiet(self.app):
                break
            await sleep(0.005)
        await self.pilot.pause(0)

    def _typed(self, screen: Any) -> dict[str, str]:
        if isinstance(screen, FormScreen) and screen.is_mounted and screen.is_written():
            return dict(screen.fields.texts())
        return {}

    def recorded(self) -> int:
        """Return the number of actions of all tickets."""
        conn, count, number = open_reader(self.store), 0, 1
        try:
            with suppress(NotFound):
                while True:
                    count, number = count + len(history(conn, number)), number + 1
        finally:
            conn.close()
        return count

    def _check(self, screen: Any, typed: dict[str, str], before: int, *, may_record: bool) -> None:
        after = self.last_recorded = self.recorded()
        last = "\n".join(self.done[-12:])
        assert self.app._exception is None, last  # noqa: SLF001 - no public way
        assert may_record or after == before, f"recorded without a key that saves:\n{last}"
        if typed and screen not in self.app.screen_stack and after == before:
            kept = [dict(one.texts) for one in drafts(self.store)]
            open_ones = [self._typed(one) for one in self.app.screen_stack]
            wanted = {name: text for name, text in typed.items() if text}
            assert any(wanted.items() <= one.items() for one in (*kept, *open_ones)) or "delete" in self.done[-1], (
                f"lost {typed}:\n{last}\n{kept}"
            )

    async def go_home(self) -> None:
        """Press Esc until the queue is shown."""
        for _ in range(60):
            if isinstance(self.app.screen, QueueScreen):
                return
            await self._press("escape")
            await self.settle()
        raise AssertionError("esc does not lead back:\n" + "\n".join(self.done[-70:]))


def _name(character: str) -> str:
    return _character_to_key(character)
