"""Lines that are kept between two drawings equal the lines of a complete redraw."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from seldom_drawn import drawn
from textual.strip import Strip

from deskctl.console.app import DeskApp
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.widgets.panes.queue_table import QueueTable

LOW = (160, 24)
MORE = 30
KEYS = ("j", "j j j k", "pagedown", "pagedown pagedown pageup", "G", "G k", "space space", "tab j j j", "1 3", "4 3 G")
NOW = datetime.fromisoformat("2026-11-22T09:30:00+08:00")


@pytest.fixture(scope="session")
def long_template(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create a desk with more open tickets than a screen has lines."""
    path = Path(shutil.copy(demo_template, tmp_path_factory.mktemp("long") / "desk.db"))
    words = {"contact": "P-0101", "severity": "general", "level": "routine"}
    for place in range(MORE):
        opening = find("ticket", "open").of({**words, "title": f"no paper {place}"})
        perform(str(path), opening, None, RequestContext(now=NOW, actor="HL1"))
    return path


@pytest.fixture
def long_desk(long_template: Path, tmp_path: Path) -> str:
    """Return a copy of the long desk."""
    return str(shutil.copy(long_template, tmp_path / "desk.db"))


def drawn_lines(app: DeskApp) -> list[Strip]:
    """Return the lines of the screen with their styles."""
    return [strip.simplify() for strip in drawn(app)]


def equals_a_redraw(app: DeskApp) -> bool:
    """Return True if a complete redraw changes nothing."""
    shown = drawn_lines(app)
    for widget in app.screen.walk_children(with_self=True):
        widget.refresh()
    return shown == drawn_lines(app)


async def test_no_outdated_line_is_shown(long_desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """The screen equals a complete redraw after keys, a tick, another theme and another size."""
    app = app_on(long_desk)
    async with app.run_test(size=LOW) as pilot:
        await pilot.press("3")
        table = app.screen.query_one(QueueTable)
        await until(pilot, lambda: len(table.numbers) > MORE)
        for keys in KEYS:
            await pilot.press(*keys.split(), "tab")
            assert equals_a_redraw(app), keys
            watch.forward(seconds=1)
            app.beat()
            await pilot.pause()
            assert equals_a_redraw(app), keys
            app.theme = next(theme for theme in ("desk-light", "desk-dark") if theme != app.theme)
            await pilot.pause()
            assert equals_a_redraw(app), keys
            await pilot.resize_terminal(100, 30)
            await pilot.pause()
            assert equals_a_redraw(app), keys
            await pilot.resize_terminal(*LOW)
            await pilot.press("3", "g")
            await until(pilot, lambda: table.chosen == table.numbers[0] and table.scroll_offset.y == 0)


async def test_scroll_bar_follows_the_rows(long_desk: str, app_on: Any, until: Any) -> None:
    """The scroll bar is at its end on the last row and at its beginning on the first."""
    app = app_on(long_desk)
    async with app.run_test(size=LOW) as pilot:
        await pilot.press("3")
        table = app.screen.query_one(QueueTable)
        await until(pilot, lambda: len(table.numbers) > MORE)
        await pilot.press("G")
        await until(pilot, lambda: table.scroll_offset.y == table.max_scroll_y)
        assert table.vertical_scrollbar.position == table.max_scroll_y
        await pilot.press("g")
        await until(pilot, lambda: table.vertical_scrollbar.position == 0)


async def test_theme_changes_every_row(long_desk: str, app_on: Any, until: Any) -> None:
    """After a change of the theme no row keeps a background of the old one."""
    app = app_on(long_desk)
    async with app.run_test(size=LOW) as pilot:
        await pilot.press("3")
        table = app.screen.query_one(QueueTable)
        await until(pilot, lambda: len(table.numbers) > MORE)
        dark = backgrounds(table)
        app.theme = "desk-light"
        await until(pilot, lambda: not dark & backgrounds(table))


def backgrounds(table: QueueTable) -> set[Any]:
    """Return the background colours of the visible rows."""
    strips = [table.render_line(y) for y in range(table.size.height)]
    return {segment.style.bgcolor for strip in strips for segment in strip if segment.style}
