"""The queue screen: the tickets with the next promise first, updated live and operated by keyboard."""

from collections.abc import Awaitable, Callable
from threading import Event
from typing import Any

import pytest
from textual.widgets import Input

from deskctl.console.app import DeskApp
from deskctl.language.i18n import use_language
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.ticket_list import ticket_numbers
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.session.jobs import is_running
from deskctl.screens.session.session import Session
from deskctl.screens.ticket import ticket_reading
from deskctl.screens.ticket.ticket_reading import TicketRead, read_ticket
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes import queue_table
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.panes.queue_table import QueueTable
from deskctl.widgets.panes.tabs import QueueTabs
from deskctl.widgets.ticket_pane import TicketPane

WIDE = (160, 48)
PATIENCE = 30
BESIDE = 70
Until = Callable[..., Awaitable[None]]


def table(app: DeskApp) -> QueueTable:
    return app.screen.query_one(QueueTable)


def lines(app: DeskApp) -> list[str]:
    shown = table(app)
    return [shown.render_line(y).text for y in range(shown.size.height)]


def pane(app: DeskApp) -> str:
    return app.screen.query_one(TicketPane).text


async def test_queue_lists_the_soonest_due_first(desk: str, app_on: Any, until: Until) -> None:
    """The queue lists the ticket with the soonest promise first and those without a running clock last.

    j, k, home, end and a click choose a ticket, which is shown in the pane; `/` finds tickets by a part of the title,
    and escape shows all of them again.
    """
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: len(table(app).numbers) == 8)
        assert list(table(app).numbers) == [66, 70, 71, 69, 72, 67, 64, 68]
        await until(pilot, lambda: "T-066" in pane(app))
        assert "T-066" in lines(app)[1]
        await until(pilot, lambda: app.screen.query("AlertBar") and app.screen.query_one("#queue").region.y == 3)
        assert [app.screen.query_one(name).region.y for name in ("#header", "AlertBar", "#tabs", "#queue")] == [
            0,
            1,
            2,
            3,
        ]
        assert "resolve" in lines(app)[1]
        assert "late" in lines(app)[1]
        await pilot.press("j", "down", "k")
        assert table(app).chosen == 70
        await pilot.press("end")
        assert table(app).chosen == 68
        await pilot.press("g")
        assert table(app).chosen == 66
        await pilot.pause()
        await pilot.click(QueueTable, offset=(20, 3))
        await until(pilot, lambda: "T-071" in pane(app))
        await pilot.press("slash")
        app.screen.query_one("#filter", Input).value = "双十一"
        await until(pilot, lambda: list(table(app).numbers) == [72])
        app.screen.query_one("#filter", Input).value = "no such words"
        await until(pilot, lambda: not table(app).numbers)
        assert "no such words" in app.screen.query_one("#empty", LinePane).text
        await pilot.press("escape")
        await until(pilot, lambda: len(table(app).numbers) == 8)
        assert table(app).has_focus


async def test_time_left_counts_down(desk: str, app_on: Any, until: Until, watch: Any) -> None:
    """The time left of a ticket in its last hour is updated each second, in the table and in the ticket pane."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: len(table(app).numbers) == 8)
        await pilot.press("j")
        await until(pilot, lambda: "0:17:00" in lines(app)[2] and "0:17:00" in pane(app))
        watch.forward(seconds=1)
        await until(pilot, lambda: "0:16:59" in lines(app)[2] and "0:16:59" in pane(app))
        watch.forward(minutes=30)
        await until(pilot, lambda: "late" in lines(app)[2] and "▲" in lines(app)[2])


async def test_only_changed_rows_are_drawn_again(desk: str, app_on: Any, until: Until, watch: Any) -> None:
    """A tick draws only the rows whose time left changed, and none while a form covers the queue."""
    watch.forward(seconds=30)
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: "T-066" in pane(app))
        drawn: list[int] = []
        shown = table(app)
        refresh_cells = shown.refresh_cells
        shown.refresh_cells = lambda y, *cells: (drawn.append(y), refresh_cells(y, *cells))[1]  # type: ignore[method-assign,func-returns-value]
        watch.forward(seconds=1)
        await until(pilot, lambda: drawn)
        assert set(drawn) <= {2, 3}
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        drawn.clear()
        watch.forward(seconds=1)
        app.beat()
        await pilot.pause()
        assert not drawn
        await pilot.press("escape")
        await until(pilot, lambda: drawn)


async def test_tabs_show_counts_and_open_by_number(desk: str, app_on: Any, until: Until) -> None:
    """Each tab shows the number of its tickets, and its digit opens it."""
    app = app_on(desk, actor="EN3")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "All open 8" in app.screen.query_one(QueueTabs).text)
        assert list(table(app).numbers) == [72, 67, 64, 68]
        await pilot.press("2")
        await until(pilot, lambda: list(table(app).numbers) == [71])
        await pilot.press("6")
        await until(pilot, lambda: list(table(app).numbers) == [66])


async def test_early_tick_keeps_the_counts(desk: str, app_on: Any, until: Until, watch: Any) -> None:
    """The tabs get their counts although the clock ticks before the queue is read."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        watch.forward(seconds=1)
        app.beat()
        await until(pilot, lambda: "All open 8" in app.screen.query_one(QueueTabs).text)


async def test_actions_of_another_program_appear(desk: str, app_on: Any, until: Until, take: Any) -> None:
    """Actions that a script records appear while the console is open, and the cursor stays on its ticket."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: "T-066" in pane(app))
        take(desk, "call.log", 66, summary="the part is on its way")
        await until(pilot, lambda: "What happened (18)" in pane(app))
        take(desk, "ticket.open", contact="P-0101", title="till server restarts", severity="catastrophic")
        await until(pilot, lambda: 73 in table(app).numbers)
        assert table(app).chosen == 66


async def test_empty_desk_names_the_key_for_a_ticket(empty_desk: str, app_on: Any, until: Until) -> None:
    """On a desk without tickets the screen names the key that creates one, and does not offer the demo."""
    app = app_on(empty_desk, actor=None)
    async with app.run_test(size=WIDE) as pilot:
        notice = app.screen.query_one("#empty", LinePane)
        await until(pilot, lambda: "makes a ticket" in notice.text)
        assert "deskctl demo" not in notice.text


@pytest.mark.parametrize(("lang", "name"), [("en", "recorded as kim"), ("zh", "kim")])
async def test_header_names_the_login_without_an_actor(
    desk: str, app_on: Any, until: Until, lang: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an actor the header shows the login name that actions are recorded as."""
    monkeypatch.setenv("LOGNAME", "kim")
    app = app_on(desk, actor=None, lang=lang)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: name in app.screen.query_one("#header", LinePane).text)


async def test_queue_fits_any_terminal(desk: str, app_on: Any, until: Until) -> None:
    """The queue works at every size of the terminal, and Help and Quit are shown from 60 columns on."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: len(table(app).numbers) == 8)
        for size in ((60, 20), (80, 24), (100, 30), (200, 60), (20, 5)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: app.size.width == size[0])
            await pilot.press("j", "end", "tab", "j", "tab")
            if size[0] >= 60:
                bar = app.screen.query_one(KeyBar).text
                assert "Help" in bar[: size[0]], size
                assert "Quit" in bar[: size[0]], size


async def test_console_opens_in_chinese(desk: str, app_on: Any, until: Until) -> None:
    """The console opens in Chinese."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: "T-066" in pane(app))


async def test_key_changes_the_order_of_the_queue(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """`s` switches between soonest promise, latest ticket and oldest ticket first, and the key bar names the order."""
    conn = open_reader(desk)
    orders = {
        sort: list(ticket_numbers(conn, TicketFilter(sort=sort), at=instant(watch())))
        for sort in ("due", "latest", "reported")
    }
    conn.close()
    assert orders["latest"] == orders["reported"][::-1]
    app = app_on(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: list(app.screen.table.numbers) == orders["due"])
        for sort, words in (("latest", "Latest first"), ("reported", "Oldest first"), ("due", "")):
            await pilot.press("s")
            await until(pilot, lambda sort=sort: list(app.screen.table.numbers) == orders[sort])
            assert app.screen.number == orders[sort][0]
            assert words in app.screen.query_one(KeyBar).text


async def test_change_of_language_redraws_the_rows(desk: str, app_on: Any, until: Until) -> None:
    """Rows that were drawn in the old language are drawn again in the new one."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: len(table(app).numbers) == 8 and "resolve" in lines(app)[1])
        use_language("zh")
        app.session.changed.publish(None)
        await until(pilot, lambda: "故障排除" in lines(app)[1] and "加急" in lines(app)[1])


async def test_ticket_read_in_the_background_is_shown_on_return(
    desk: str, app_on: Any, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ticket that was read while the cursor was on another one is shown when the cursor returns."""
    requested: list[int] = []
    gate = Event()

    def read(session: Session, number: int) -> TicketRead:
        requested.append(number)
        assert number != BESIDE or gate.wait(PATIENCE)
        return read_ticket(session, number)

    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: "T-066" in pane(app) and len(table(app).numbers) == 8)
        monkeypatch.setattr(ticket_reading, "read_ticket", read)
        await pilot.press("j")
        await until(pilot, lambda: BESIDE in requested)
        monkeypatch.setattr(queue_table, "_REST", 0.5)
        await pilot.press("j")
        gate.set()
        await until(pilot, lambda: not is_running(app.screen, "ticket"))
        await pilot.press("k")
        await until(pilot, lambda: f"T-0{BESIDE}" in pane(app))


async def test_moving_cursor_reads_no_ticket_as_time_passes(
    desk: str, app_on: Any, watch: Any, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pane keeps its ticket as time passes while the cursor moves, and shows the one at which the cursor rests."""
    asked: list[int] = []
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: "T-066" in pane(app) and len(table(app).numbers) == 8)
        monkeypatch.setattr(ticket_reading, "read_ticket", lambda *about: asked.append(about[1]) or read_ticket(*about))
        monkeypatch.setattr(queue_table, "_REST", 0.5)
        await pilot.press("j")
        watch.forward(seconds=1)
        app.beat()
        await pilot.pause(0.1)
        assert not asked
        await until(pilot, lambda: f"T-0{BESIDE}" in pane(app))


async def test_ticket_key_without_a_ticket_is_answered(empty_desk: str, app_on: Any, until: Until) -> None:
    """A key that needs a ticket shows a notice if no ticket is chosen."""
    app = app_on(empty_desk, actor=None)
    async with app.run_test(size=(60, 20)) as pilot:
        notice = app.screen.query_one("#empty", LinePane)
        await until(pilot, lambda: "makes a ticket" in notice.text)
        for key in ("T", "P", "plus", "L", "W", "C", "a", "l", "t", "e", "x", "u", "y"):
            words = "Choose a ticket or a customer first." if key == "P" else "Choose a ticket first."
            app.clear_notifications()
            await until(pilot, lambda: not app._notifications)  # noqa: SLF001
            await pilot.press(key)
            await until(pilot, lambda words=words: [one.message for one in app._notifications] == [words])  # noqa: SLF001
