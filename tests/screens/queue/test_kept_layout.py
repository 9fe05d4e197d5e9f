"""A screen keeps its layout while the size of the terminal stays the same."""

from typing import Any

from keyboard import Hands
from textual.events import Resize
from textual.widgets import Input

from deskctl.screens.find.find_screen import FindScreen
from deskctl.widgets.ticket_pane import TicketPane


async def open_find(app: Any, pilot: Any, until: Any) -> None:
    """Open the find box and wait until it has the focus."""
    await pilot.press("f")
    await until(pilot, lambda: isinstance(app.screen, FindScreen) and isinstance(app.focused, Input))
    await pilot.pause()


async def test_dialog_does_not_lay_out_the_queue_again(desk: str, app_on: Any, until: Any) -> None:
    """The queue below a dialog is laid out again when the terminal is resized, but not when the dialog opens."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        below = app.screen
        await until(pilot, lambda: "T-066" in below.query_one(TicketPane).text and below.query("AlertBar"))
        await open_find(app, pilot, until)  # the first opening loads its style sheet
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is below)
        await pilot.pause()
        await until(pilot, lambda: not below._layout_required)  # noqa: SLF001 - no public way
        laid_out: list[Any] = []
        note = lambda _screen: laid_out.append(app.screen)  # noqa: E731 - the front screen at each layout of the queue
        below.screen_layout_refresh_signal.subscribe(below, note, immediate=True)
        await open_find(app, pilot, until)
        assert app.screen not in laid_out
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: app.screen in laid_out)


async def test_unchanged_size_lays_nothing_out(desk: str, app_on: Any, until: Any) -> None:
    """A screen that receives its size again, as each new one is after its first layout, keeps its layout."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen, laid_out = app.screen, []
        await until(pilot, lambda: "T-0" in screen.query_one(TicketPane).text)
        await Hands(app, pilot, until).settle()
        await until(pilot, lambda: not screen._layout_required)  # noqa: SLF001 - no public way
        screen.screen_layout_refresh_signal.subscribe(screen, lambda _screen: laid_out.append(app.size), immediate=True)
        screen.post_message(Resize(app.size, app.size))
        await pilot.pause()
        assert laid_out == []
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: laid_out)
