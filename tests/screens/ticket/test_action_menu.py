"""The menu of what can be done on a ticket."""

from typing import Any

from keyboard import Hands
from textual.widgets import OptionList

from deskctl.screens.actions.action_menu import ActionMenu
from deskctl.screens.find.find_screen import FindScreen
from deskctl.widgets.panes.line_list import LineList


async def test_what_is_no_action_of_the_ticket_is_looked_for_among_all(desk: str, app_on: Any, until: Any) -> None:
    """Words that fit no action of a ticket are no dead end: Enter looks for them among all operations."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await pilot.press("l")
        await hands.see(
            lambda: isinstance(app.screen, ActionMenu) and app.screen.query_one(OptionList).option_count > 1
        )
        hands.type_ahead(*"add customer", "enter")
        await hands.see(lambda: isinstance(app.screen, FindScreen))
        await hands.see(lambda: "Add a customer" in app.screen.query_one("#hits", LineList).text)
