"""What lies below a dialog keeps its layout."""

from typing import Any

from textual.widgets import Input

from deskctl.screens.find.find_screen import FindScreen
from deskctl.widgets.ticket_pane import TicketPane


async def open_find(app: Any, pilot: Any, until: Any) -> None:
    """Open the find box and let it settle."""
    await pilot.press("f")
    await until(pilot, lambda: isinstance(app.screen, FindScreen) and isinstance(app.focused, Input))
    await pilot.pause()


async def test_a_dialog_moves_nothing_below_it(desk: str, app_on: Any, until: Any) -> None:
    """The queue is not laid out again when a dialog is opened over it, but when the terminal is made larger."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        below = app.screen
        await until(pilot, lambda: "T-066" in below.query_one(TicketPane).text and below.query("AlertBar"))
        await open_find(app, pilot, until)  # for the first time, with its style
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is below)
        await pilot.pause()
        await until(pilot, lambda: not below._layout_required)  # noqa: SLF001 - no public face
        laid_out: list[Any] = []
        note = lambda _screen: laid_out.append(app.screen)  # noqa: E731 - what is in front while the queue is laid out
        below.screen_layout_refresh_signal.subscribe(below, note, immediate=True)
        await open_find(app, pilot, until)
        assert app.screen not in laid_out
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: app.screen in laid_out)
