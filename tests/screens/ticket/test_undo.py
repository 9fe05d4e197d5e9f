"""`u`: a wrong step is taken back, after one has seen what that does."""

from typing import Any

from keyboard import Hands, events
from textual.widgets import Button

from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.ticket.undo import UndoScreen
from deskctl.widgets.panes.line_pane import LinePane

WIDE = (160, 48)


async def _open_undo(app: Any, pilot: Any, until: Any) -> LinePane:
    await Hands(app, pilot, until).go_to(66)
    await pilot.press("u")
    await until(pilot, lambda: isinstance(app.screen, UndoScreen) and app.screen.query("#undo-lines"))
    return app.screen.query_one("#undo-lines", LinePane)


async def test_cancel_is_under_the_finger(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """What would be taken back is shown with what becomes of the promises; enter leaves all as it is."""
    take(desk, "ticket.resolve", 66, actor="EN1", answer="board replaced", fault_class="hard")
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        shown = await _open_undo(app, pilot, until)
        await until(pilot, lambda: "resolved" in shown.text)
        assert "S5.5-normal-1.fix" in shown.text
        assert "then  overdue" in shown.text
        assert app.focused is app.screen.query_one("#no", Button)
        before = events(desk, 66)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert events(desk, 66) == before


async def test_the_step_is_taken_back(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The other answer records the correction; the wrong step stays in the history."""
    take(desk, "ticket.resolve", 66, actor="EN1", answer="board replaced", fault_class="hard")
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        shown = await _open_undo(app, pilot, until)
        await until(pilot, lambda: "resolved" in shown.text)
        await pilot.press("right", "enter")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert events(desk, 66)[-2:] == ["resolved", "corrected"]
