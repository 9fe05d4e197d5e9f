"""The terminal receives fewer bytes and shows the same: one terminal is fed by Textual, the other with the diff."""

from collections.abc import Iterable
from random import Random
from typing import Any

import pytest
from rich.console import Console, RenderableType
from rich.segment import Segment
from terminal_screen import TerminalScreen, tokens
from textual._compositor import ChopsUpdate, CompositorUpdate
from textual.screen import Screen
from textual.strip import Strip

from deskctl.console.app import DeskApp
from deskctl.console.terminal.ansi_diff import SmallerUpdate, smaller, without_repeated_codes
from deskctl.widgets.panes.line_pane import Piece, changed_cells
from deskctl.widgets.panes.queue_table import QueueTable

KEYS = (
    *("j", "j", "k", "down", "pagedown", "pageup", "end", "home", "tab", "1", "2", "3", "4", "5", "6"),
    *("slash", "escape", "escape", "y", "question_mark", "l", "space", "colon", "x", "b", "n", "统", "1", "a"),
)
Cells = list[list[Any]]


@pytest.fixture(autouse=True)
def _frames() -> None:
    """Draw each frame, as each is sent to the terminals."""


class Terminal:
    """A terminal that counts the bytes that it receives."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.screen = TerminalScreen(*size)
        self.received = 0

    def feed(self, text: str) -> None:
        self.received += len(text.encode())
        for kind, part in tokens(text.replace("\n", "\r\n")):
            self.screen.take(kind, part)

    def cells(self, lines: Iterable[int]) -> Cells:
        columns = range(self.screen.columns)
        return [[self.screen.buffer[line][column] for column in columns] for line in lines]

    def changed(self) -> set[int]:
        """Return the lines that were drawn since the last call."""
        lines = set(self.screen.dirty)
        self.screen.dirty.clear()
        return lines


def are_alike(one: Terminal, other: Terminal) -> bool:
    """Return True if both terminals show the same on all lines that were drawn since the last comparison."""
    lines = one.changed() | other.changed()
    return one.cells(lines) == other.cells(lines)


def on_two_terminals(app: DeskApp, size: tuple[int, int]) -> tuple[Terminal, Terminal]:
    """Make an app draw on two terminals, as Textual does and with the diff, and return them."""
    as_drawn, with_diff = Terminal(size), Terminal(size)

    def display(_screen: Screen[Any], renderable: RenderableType | None) -> None:
        update = smaller(renderable)
        if isinstance(renderable, CompositorUpdate) and isinstance(update, CompositorUpdate):
            as_drawn.feed(renderable.render_segments(app.console))
            with_diff.feed(update.render_segments(app.console))

    app._display = display  # type: ignore[method-assign]  # noqa: SLF001 - what the terminal is sent
    return as_drawn, with_diff


@pytest.mark.parametrize(("seed", "size", "lang"), [(1, (122, 26), "en"), (3, (61, 21), "zh")])
async def test_diff_draws_the_same_screen(
    desk: str, app_on: Any, watch: Any, until: Any, seed: int, size: tuple[int, int], lang: str
) -> None:
    """Through a long session of random keys, ticks and notices both terminals show the same."""
    choose = Random(seed)  # noqa: S311 - no secret
    app = app_on(desk, lang=lang)
    as_drawn, with_diff = on_two_terminals(app, size)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.screen.query(QueueTable))
        for _ in range(50):
            await pilot.press(choose.choice(KEYS))
            watch.forward(seconds=choose.choice((0, 1, 1, 61)))
            app.beat()
            await pilot.pause()
            assert are_alike(as_drawn, with_diff)
    assert as_drawn.cells(range(size[1])) == with_diff.cells(range(size[1]))
    assert 0 < with_diff.received < as_drawn.received


async def test_tick_sends_few_bytes(desk: str, app_on: Any, watch: Any, until: Any) -> None:
    """A tick of the countdown sends only the changed digits and their positions."""
    app = app_on(desk)
    _, terminal = on_two_terminals(app, (160, 48))
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: len(app.screen.query_one(QueueTable).numbers) == 8)
        await until(pilot, lambda: any("0:1" in line for line in terminal.screen.display))
        await until(pilot, lambda: all(worker.is_finished for worker in app.workers))
        await pilot.pause()
        shown = list(terminal.screen.display)
        watch.forward(seconds=1)
        app.beat()
        await until(pilot, lambda: terminal.screen.display != shown)
        before = terminal.received
        watch.forward(seconds=1)
        app.beat()
        await until(pilot, lambda: terminal.received > before)
        assert terminal.received - before < 500


@pytest.mark.parametrize("left", range(8))
@pytest.mark.parametrize("right", range(1, 9))
def test_wide_character_is_never_cut_in_half(left: int, right: int) -> None:
    """The line reads the same whichever of its cells are drawn again."""
    terminal = Terminal((8, 1))
    terminal.feed("月结与各")
    update = ChopsUpdate([{0: Strip([Segment("月结与各")])}], [(0, left, max(left + 1, right))], [[8]])
    terminal.feed(SmallerUpdate(update).render_segments(Console()))
    assert terminal.screen.display == ["月结与各"]


@pytest.mark.parametrize(
    ("original", "short"),
    [
        ("\x1b[1;31;42ma\x1b[0m\x1b[1;31;42mb\x1b[0m", "\x1b[1;31;42mab\x1b[0m"),
        ("\x1b[31;42ma\x1b[0m\n\x1b[3;4H\x1b[32;42mb\x1b[0m", "\x1b[31;42ma\x1b[3;4H\x1b[32mb\x1b[0m"),
        ("\x1b[1;31;42ma\x1b[0m\x1b[31;42mb\x1b[0m", "\x1b[1;31;42ma\x1b[0;31;42mb\x1b[0m"),
        ("\x1b[31ma\x1b[0mplain\x1b[31mb\x1b[0m", "\x1b[31ma\x1b[0mplain\x1b[31mb\x1b[0m"),
        ("\x1b[31ma\x1b[1mb\x1b[0m\x1b[1mc\x1b[0m", "\x1b[31ma\x1b[1mb\x1b[0;1mc\x1b[0m"),
        ("\x1b[4;53;31;42ma\x1b[0m\x1b[4;53;32;42mb\x1b[0m", "\x1b[4;53;31;42ma\x1b[0;4;53;32;42mb\x1b[0m"),
        ("\x1b]8;;x\x1b\\\x1b[31ma\x1b[0m\x1b]8;;\x1b\\\x1b[31mb\x1b[0m",) * 2,
    ],
)
def test_repeated_codes_are_removed(original: str, short: str) -> None:
    """Only changed styles are sent; plain text keeps its reset, and unknown codes are not changed."""
    assert without_repeated_codes(original) == short


@pytest.mark.parametrize(
    ("old", "new", "cells"),
    [
        ([Piece("ab"), Piece("0:14:55  ", "soon")], [Piece("ab"), Piece("0:14:54  ", "soon")], (8, 9)),
        ([Piece("0:10:00", "soon")], [Piece("0:09:59", "soon")], (2, 7)),
        ([Piece("0:10:00", "soon")], [Piece("0:10:00", "breached")], (0, 7)),
        ([Piece("还有 5 分")], [Piece("还有 4 分")], (0, 9)),
        ([Piece("a"), Piece("b")], [Piece("a"), Piece("longer")], (1, None)),
    ],
)
def test_only_changed_cells_are_drawn(old: list[Piece], new: list[Piece], cells: tuple[int, int | None]) -> None:
    """The cells from the first to the last difference are drawn, whole pieces if they contain wide characters."""
    assert changed_cells(tuple(old), tuple(new)) == cells
