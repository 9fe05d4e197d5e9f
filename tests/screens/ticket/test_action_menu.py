"""The menu of actions of a ticket."""

from typing import Any

from keyboard import Hands
from textual.widgets import OptionList

from deskctl.screens.actions.action_menu_screen import ActionMenuScreen
from deskctl.screens.find.find_screen import FindScreen
from deskctl.widgets.panes.line_list import LineList


async def test_unknown_action_is_searched_among_all_operations(desk: str, app_on: Any, until: Any) -> None:
    """If the words match no action of the ticket, Enter searches for them among all operations."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await pilot.press("l")
        await hands.see(
            lambda: isinstance(app.screen, ActionMenuScreen) and app.screen.query_one(OptionList).option_count > 1
        )
        hands.type_ahead(*"add customer", "enter")
        await hands.see(lambda: isinstance(app.screen, FindScreen))
        await hands.see(lambda: "Add a customer" in app.screen.query_one("#hits", LineList).text)


async def test_allowed_actions_come_before_refused_ones(desk: str, app_on: Any, until: Any) -> None:
    """Among the matching actions the allowed ones come first, and each refused one shows its reason."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await pilot.press("l")
        await hands.see(
            lambda: isinstance(app.screen, ActionMenuScreen) and app.screen.query_one(OptionList).option_count > 1
        )
        hands.type_ahead(*"备件")
        options = app.screen.query_one(OptionList)
        await hands.see(lambda: 1 < options.option_count < 20)
        lines = [str(options.get_option_at_index(place).prompt) for place in range(options.option_count)]
        named = [line for line in lines if "备件" in line.split()[0]]
        refused = ["T-070" in line for line in named]
        assert 0 < sum(refused) < len(refused)
        assert refused == sorted(refused)
