"""How the console shows recorded actions: in the history of a ticket."""

from typing import Any

from keyboard import Hands

from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.ticket_pane import TicketPane

WIDE = (160, 48)


async def _history(app: Any, pilot: Any, until: Any) -> TicketPane:
    await Hands(app, pilot, until).go_to(71)
    pane = app.screen.query_one(TicketPane)
    await until(pilot, lambda: "T-071" in pane.text)
    return pane


def _line(pane: TicketPane, text: str) -> str:
    lines = (line for line in pane.text.splitlines() if not line.startswith(" Now: "))
    return next((line for line in lines if text in line), "")


async def test_action_without_a_note_shows_its_values(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """An action without a note shows its values: the name of the assignee, the reason, the part."""
    take(desk, "ticket.assign", 71, to="EN2")
    take(desk, "visit.request", 71, actor="EN2", reason="hard_fault")
    take(desk, "part.consent", 71, actor="EN2", **{"for": "PT-09", "by_contact": "P-0702", "how": "phone"})
    take(desk, "ticket.note", 71, actor="EN2", text="drawer is stuck")
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        pane = await _history(app, pilot, until)
        assert "王演" in _line(pane, " assigned ")
        assert "hard fault" in _line(pane, "visit requested")
        assert "PT-09" in _line(pane, "parts agreed")
        assert " note " in _line(pane, "drawer is stuck")


async def test_undone_action_is_marked(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """An undone action is marked at its place, and the correction names it with the reason."""
    take(desk, "ticket.respond", 71, actor="EN2")
    take(desk, "ticket.correct", 71, actor="EN2", seq=3, reason="wrong ticket")
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        assert isinstance(app.screen, QueueScreen)
        pane = await _history(app, pilot, until)
        pane.focus()
        await pilot.press("z")
        assert "undone" in _line(pane, " engineer called back ")
        at = pane.text.splitlines().index(_line(pane, " correction "))
        text = "".join(pane.text.splitlines()[at : at + 2])
        assert "engineer called back" in text
        assert "wrong ticket" in text
