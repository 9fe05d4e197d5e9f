"""The key bars offer no action for which there is nothing on the screen."""

import re
from typing import Any

from keyboard import Hands, listed

from deskctl.screens.alerts.inbox_screen import InboxScreen
from deskctl.screens.dispatch.week_screen import WeekScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.panes.key_bar import KeyBar


def _bar(app: Any) -> str:
    return str(app.screen.query_one("#keys", KeyBar).text)


async def test_bars_without_rows_offer_nothing_for_a_row(empty_desk: str, app_on: Any, until: Any, take: Any) -> None:
    """On an empty desk queue, inbox and week offer only keys that do something; a first ticket brings its keys."""
    app = app_on(empty_desk, actor=None)
    async with app.run_test(size=(160, 48)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and "n New" in _bar(app))
        await hands.see(lambda: "a Answer" not in _bar(app) and "u Undo" not in _bar(app))
        await pilot.press("i")
        await hands.see(lambda: isinstance(app.screen, InboxScreen) and "Nothing waits" in listed(app))
        assert "esc Back" in _bar(app)
        assert "Mute" not in _bar(app)
        await pilot.press("escape", "D")
        await hands.see(lambda: isinstance(app.screen, WeekScreen) and "n Plan" in _bar(app))
        assert "Move" not in _bar(app)
        await pilot.press("escape", "n")
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        take(empty_desk, "ticket.open", None, actor=None, caller_name="A", title="printer", channel="phone")
        await hands.see(lambda: "a Answer" in _bar(app) and "u Undo" in _bar(app))


async def test_narrow_lists_drop_what_does_not_fit_whole(desk: str, app_on: Any, until: Any) -> None:
    """On 40 columns the parts keep the start of their names, and the shift cuts no time of an action."""
    app = app_on(desk, actor="LE1", lang="zh")
    async with app.run_test(size=(40, 15)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(66)
        await pilot.press("B")
        await hands.see(lambda: "PT-01    服务器电源" in listed(app))
        await pilot.press("escape", "S")
        await hands.see(lambda: "T-072" in listed(app))
        assert not re.search(r"\d\.\.", listed(app))
