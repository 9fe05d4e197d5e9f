"""Keys in one packet do the same as slowly typed ones, although what they act on is still being read."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from keyboard import Hands
from textual.widgets import Input, OptionList

from deskctl.screens.session import jobs
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.panes.line_list import LineList

WAYS = {
    "customer card": ("C", "down", "enter"),
    "card from the ticket": ("enter", "C"),
    "my day": ("d", "enter"),
    "day": ("S", "2", "down", "enter"),
    "week, not planned": ("D", "w", "down", "enter"),
    "filter": ("/", *"069", "enter", "enter"),
    "menu": ("l", *"visit", "down", "enter"),
    "documents": ("P", "down", "enter"),
    "records": ("v", "2", "down", "enter"),
    "filtered records": ("v", "/", *"0302", "enter", "enter"),
    "clocks": ("x", "down", "tab"),
    "undo": ("u", "right", "enter"),
    "assign": ("t", "end", "ctrl+u", *"wang", "enter"),
    "resolve": ("l", *"ticket resolve", "enter", "ctrl+n"),
    "canned text": ("c", ";", ";", "down", "enter"),
    "issue": ("e", *"cause", "tab", *"way", "tab", *"end", "ctrl+r", "y"),
    "mail": ("P", "t", "escape"),
    "checklist": ("L", "down", "1"),
}


@pytest.fixture
def can_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Event:
    """Let jobs read only while the event is set; files are written to a temporary folder."""
    monkeypatch.chdir(tmp_path)
    may, done = Event(), jobs.done
    may.set()
    monkeypatch.setattr(jobs, "done", lambda job: (may.wait(10), done(job))[1])
    return may


def state(app: Any) -> list[object]:
    """Return the open screens, and the focus, the cursors, the texts and the choices of the top one."""
    top = app.screen
    places = [(one.id, one.place, one.text) for one in top.query(LineList)]
    options = [(one.id, one.highlighted, one.option_count) for one in top.query(OptionList)]
    values = [one.value for kind in (Input, ChoiceLine) for one in top.query(kind)]
    screens = [(type(one), getattr(one, "number", None)) for one in app.screen_stack]
    return [screens, type(app.focused), places, options, values]


async def state_after(hands: Hands, keys: tuple[str, ...], can_read: Event, *, slowly: bool) -> list[object]:
    """Return the state after the keys; typed in a packet, they come before anything is read."""
    await hands.go_to(66)
    await hands.settle()
    if slowly:
        for key in keys:
            hands.type_ahead(key)
            await hands.settle()
    else:
        can_read.clear()
        hands.type_ahead(*keys)
        for _ in range(10):
            await hands.pilot.pause()
        can_read.set()
        await hands.settle()
    return state(hands.app)


@pytest.mark.parametrize("keys", WAYS.values(), ids=WAYS)
async def test_packet_of_keys_does_what_slow_keys_do(
    desk: str, app_on: Any, until: Any, can_read: Event, keys: tuple[str, ...]
) -> None:
    """The state of the console after keys in one packet is the same as after slow keys."""
    shown = []
    for slowly in (True, False):
        app = app_on(desk, actor="EN1")
        async with app.run_test(size=(100, 30)) as pilot:
            shown.append(await state_after(Hands(app, pilot, until), keys, can_read, slowly=slowly))
    assert shown[0] == shown[1]
