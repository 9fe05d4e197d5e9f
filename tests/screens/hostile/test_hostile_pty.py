"""The real console in a real terminal on a desk full of hostile texts sends only its own escape sequences."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from console_terminal import Terminal
from hostile_values import TEXTS, spoil
from terminal_screen import tokens

from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.facts.rebuild import rebuild

WIDTH, HEIGHT = 100, 30
NOW = "2026-11-22T09:30:00+08:00"
ALLOWED = re.compile(
    "\x1b\\[(?:[0-9;]*[mH]|\\?[0-9;]+[hl]|\\?[0-9]+\\$p|>[0-9]+u|<u)"  # colours, positions, modes, the keyboard
    "|\x1b]22;[a-z]*\x07"  # the shape of the pointer
    "|\x1b]2;(?:▲[0-9]+ )?deskctl\x07|\x1b\\[2[23];2t"  # the title, saved and restored
    "|[\r\n]"
)
HIDDEN = re.compile(
    "[\u0080-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
SPOILED = "\u202eexe.gnp\x1b[2J[bold]"
ESCAPE, ENTER = "\x1b", "\r"
QUEUE, DIMMED = " n New  a ", 300


@pytest.fixture
def console(desk: str, take: Any, tmp_path: Path) -> Iterator[Terminal]:
    texts = [build(find("text", "add"), {"name": f"text {place}", "words": "words"}) for place in range(len(TEXTS))]
    for one in texts:
        perform(desk, one, None, RequestContext(now=datetime.fromisoformat(NOW), actor="LE1"))
    take(desk, "callback.add", 68, actor="EN1", due="2026-11-22T09:45:00+08:00", phone="1", text="words")
    take(
        desk, "visit.plan", 68, actor="LE1", planned_at="2026-11-21T10:00:00+08:00", engineers=["EN1"], reason="planned"
    )
    spoil(desk)
    rebuild(desk, accept=True)  # otherwise a warning of the console covers the screen
    settings = tmp_path / "config.toml"
    settings.write_text(f"[queues.spoiled]\ntitle = {json.dumps(SPOILED)}\nowner = 'me'\n", encoding="utf-8")
    shown = Terminal(desk, WIDTH, HEIGHT, DESKCTL_NOW=NOW, DESKCTL_CONFIG=str(settings))
    yield shown
    shown.close()


def _boxes_are_whole(shown: Terminal) -> bool:
    """Return True if each box has four corners, and sides on every line between them."""
    lines = [y for y, row in enumerate(shown.rows) if "╭" in row]
    corners = [(x, y) for y in lines for x in range(WIDTH) if shown.cell(x, y) == "╭"]
    return all(_box_is_whole(shown, left, top) for left, top in corners)


def _box_is_whole(shown: Terminal, left: int, top: int) -> bool:
    right = next((x for x in range(left, WIDTH) if shown.cell(x, top) == "╮"), left)
    bottom = next((y for y in range(top, HEIGHT) if shown.cell(left, y) == "╰"), top)
    sides = {shown.cell(x, y) for y in range(top + 1, bottom) for x in (left, right)}
    return shown.cell(right, bottom) == "╯" and sides == {"│"}


def _is_at_the_queue(shown: Terminal) -> bool:
    """Return True if the queue has the keys: its key bar is shown and not dimmed by a dialog."""
    return shown.rows[-1].startswith(QUEUE) and shown.brightness(1, HEIGHT - 1) > DIMMED


def _look(shown: Terminal, key: str, marker: str) -> None:
    """Open a screen, check that it is whole, and return to the queue."""
    shown.press(key)
    shown.see(lambda: marker in shown.text and _boxes_are_whole(shown) and not _is_at_the_queue(shown))
    shown.press(ESCAPE)
    shown.see(lambda: _is_at_the_queue(shown))


def _walk(shown: Terminal) -> None:
    shown.see(lambda: _is_at_the_queue(shown))
    shown.press("3")
    shown.see(lambda: "T-068" in shown.text)
    shown.press(*"jjjjjjj")
    shown.see(lambda: shown.rows[11].startswith("▌ T-068"))
    assert shown.rows[12].strip("─") == ""
    shown.press("k", "k")
    shown.see(lambda: shown.rows[9].startswith("▌ T-067"))
    _look(shown, ENTER, "▌ Issue the report")
    _look(shown, "x", "promised ")
    _look(shown, "l", "what happened?")
    _look(shown, "?", "esc: back")
    _look(shown, "b", "Who does what")
    _look(shown, "e", "three parts written")


def _walk_the_day(shown: Terminal) -> None:
    """Open week, documents, checklists, inbox, summary, day, hand-over, card, candidates and canned texts."""
    for key, marker in (
        ("D", "Plan a return visit"), ("P", "documents and files"), ("L", "the rest normal"), ("i", "Everything"),
        ("S", "While I was away"), ("d", "My day"), ("H", "Hand over the shift"), ("C", "The queue > "),
        ("T", "in the office"),
    ):  # fmt: skip
        _look(shown, key, marker)
    shown.press("H")
    shown.see(lambda: "Hand over the shift" in shown.text)
    shown.press(";", ";")
    shown.see(lambda: "Insert a text" in shown.text and _boxes_are_whole(shown))
    shown.press(ESCAPE)
    shown.see(lambda: "Insert a text" not in shown.text)
    shown.press(ESCAPE)
    shown.see(lambda: _is_at_the_queue(shown))


def _walk_the_records(shown: Terminal) -> None:
    shown.press("v")
    shown.see(lambda: "People" in shown.text)
    for tab, marker in (("2", "Warranty"), ("3", "Movements"), ("4", "On call"), ("5", "Maintained")):
        shown.press(tab)
        shown.see(lambda marker=marker: marker in shown.text and "q Quit" in shown.rows[-1])  # drawn in parts
    shown.press(ESCAPE)
    shown.see(lambda: _is_at_the_queue(shown))


def _take_a_call(shown: Terminal) -> None:
    """Check the matches, the card and the promises of a new ticket."""
    shown.press("n")
    shown.see(lambda: "New ticket" in shown.text)
    shown.press(*"p-010")
    shown.see(lambda: "P-0101" in shown.text and _boxes_are_whole(shown))
    shown.press("\x1b[B", ENTER)
    shown.see(lambda: "We promise" in shown.text and _boxes_are_whole(shown))
    shown.press(ESCAPE)
    shown.see(lambda: _is_at_the_queue(shown))


def test_console_sends_no_sequence_of_the_data(console: Terminal) -> None:
    """No screen of the spoiled desk sends a sequence or hidden character of the data, fails, or breaks a box."""
    assert len(TEXTS) == 40
    _walk(console)
    _walk_the_day(console)
    _walk_the_records(console)
    _take_a_call(console)
    console.press("q")
    assert console.ended() == 0
    sent = list(tokens(console.stream))
    foreign = {token for kind, token in sent if kind != "text" and not ALLOWED.fullmatch(token)}
    assert foreign == set()
    assert not any(HIDDEN.search(token) for kind, token in sent if kind == "text")
    assert "".join(token for _kind, token in sent) == console.stream
