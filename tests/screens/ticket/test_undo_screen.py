"""`u` undoes a wrong action after its effects were shown."""

from datetime import timedelta
from typing import Any

from keyboard import Hands, events
from textual.widgets import Button, Input

from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.ticket.undo_screen import UndoScreen
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.ticket_pane import TicketPane

WIDE = (160, 48)


async def _open_undo(app: Any, pilot: Any, until: Any) -> LinePane:
    await Hands(app, pilot, until).go_to(66)
    await pilot.press("u")
    await until(pilot, lambda: isinstance(app.screen, UndoScreen) and app.screen.query("#undo-lines"))
    return app.screen.query_one("#undo-lines", LinePane)


async def test_action_is_undone(desk: str, app_on: Any, until: Any, take: Any, watch: Any) -> None:
    """The undone action is shown with its effects on the promises, and enter cancels.

    The other answer records the correction, z shows the undone action, and a late entry is marked.
    """
    take(desk, "ticket.resolve", 66, actor="EN1", answer="board replaced", fault_class="hard")
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        shown = await _open_undo(app, pilot, until)
        await until(pilot, lambda: "resolved" in shown.text)
        assert "S5.5-normal-1.fix" in shown.text
        assert "then  late" in shown.text
        assert app.focused is app.screen.query_one("#no", Button)
        before = events(desk, 66)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert events(desk, 66) == before
        shown = await _open_undo(app, pilot, until)
        await until(pilot, lambda: "resolved" in shown.text)
        await pilot.press("right", "enter")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert events(desk, 66)[-2:] == ["resolved", "corrected"]
        pane = app.screen.query_one(TicketPane)
        await until(pilot, lambda: "; z: 1 more, undone" in pane.text)
        assert "board replaced" not in pane.text
        assert "entered 8 h later" not in pane.text
        note = build(find("ticket", "note"), {})
        perform(
            desk, note, 66, RequestContext(now=watch(), at=watch() - timedelta(hours=8), actor="EN1", note="by phone")
        )
        assert not pane.has_focus
        await pilot.press("z")
        await until(pilot, lambda: "board replaced" in pane.text and "entered 8 h later" in pane.text)
        shown = pane.text[pane.text.index("What happened") :]
        assert shown.index("board replaced") < shown.index("by phone")
        await pilot.press("u")
        await until(
            pilot, lambda: "by phone" in "".join(one.text for one in app.screen.query("#undo-lines").results(LinePane))
        )
        assert "  note" in app.screen.query_one("#undo-lines", LinePane).text


async def test_undo_is_recorded_by_the_key_that_saves_forms(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """ctrl+o in the dialog undoes the action, also from the reason, and asks for a reason that is missing."""
    take(desk, "ticket.resolve", 66, actor="EN1", answer="board replaced", fault_class="hard")
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        shown = await _open_undo(app, pilot, until)
        await until(pilot, lambda: "resolved" in shown.text)
        assert "ctrl+o" in str(app.screen.query_one("#undo").border_subtitle)
        reason = app.screen.query_one("#undo-reason", Input)
        reason.focus()
        reason.clear()
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert isinstance(app.screen, UndoScreen)
        assert app.focused is reason
        await Hands(app, pilot, until).write("wrong ticket")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert events(desk, 66)[-1] == "corrected"


async def test_undo_on_a_new_ticket_voids_it(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """Undo on a ticket without further actions opens the form that voids it, and only y voids it.

    On a ticket with actions that only others can undo, it names who can.
    """
    values = {"severity": "severe", "severity_chosen_by": "user"}
    take(desk, "ticket.open", contact="P-0301", title="opened by mistake", **values)
    app = app_on(desk, actor="HL1")
    async with app.run_test(size=WIDE) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(66)
        hands.type_ahead("u")
        await hands.see(lambda: any("to do this: Undo" in notice.message for notice in app._notifications))  # noqa: SLF001
        await hands.go_to(73)
        hands.type_ahead("u")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-reason"))
        await hands.fill(reason="wrong number")
        for answer in ("enter", "y"):
            await pilot.press("ctrl+o")
            await hands.answer(answer)
        await hands.see(lambda: "voided" in events(desk, 73))
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
