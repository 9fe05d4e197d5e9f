"""The title of the assign form names the action: taking the ticket, or assigning it to another person."""

from typing import Any

import pytest
from keyboard import Hands
from textual.widgets import Input

from deskctl.language.i18n import use_language
from deskctl.screens.dispatch.assign_screen import AssignScreen
from deskctl.screens.queue.queue_screen import QueueScreen


@pytest.mark.parametrize(("lang", "take", "assign"), [("zh", "接单", "派单"), ("en", "Take", "Assign")])
async def test_title_names_take_or_assign(
    own_desk: str, app_on: Any, until: Any, lang: str, take: str, assign: str
) -> None:
    """The title changes when another person is entered; the form for several tickets has such a title too."""
    use_language(lang)
    app = app_on(own_desk, lang=lang)
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await hands.go_to(1)

        def title() -> str:
            return str(app.screen.query_one("#form").border_title) if app.screen.query("#form") else ""

        await pilot.press("t")
        await hands.see(lambda: isinstance(app.screen, AssignScreen) and title().startswith(take))
        app.screen.query_one("#row-to Input", Input).value = "EN2"
        await hands.see(lambda: title().startswith(assign))
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("T")
        await hands.see(lambda: isinstance(app.screen, AssignScreen) and title().startswith(assign))
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("asterisk", "t")
        await hands.see(lambda: title().startswith(take))
