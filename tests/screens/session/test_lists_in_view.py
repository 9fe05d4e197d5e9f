"""The lists of dialogs on terminals with few lines: the row at the cursor is in view, down to the last one."""

from typing import Any

import pytest
from keyboard import Hands, is_quiet
from textual.widget import Widget

from deskctl.screens.queue.queue_screen import QueueScreen

DIALOGS = {"l": "#step-list", "question_mark": "#help-lines", "P": "#documents", "colon": "#hits"}
"""The key that opens each dialog, and its list."""


def _is_whole(app: Any, listed: Widget) -> bool:
    """Return True if the last line of a list is on the screen and not covered or cut off by its box."""
    region = listed.region
    return bool(region) and app.screen.get_widget_at(region.x + 1, region.bottom - 1)[0] is listed


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24)])
async def test_last_row_of_a_dialog_is_in_view(desk: str, app_on: Any, until: Any, size: tuple[int, int]) -> None:
    """The whole list is inside its box, so that scrolling brings its last row into view."""
    app = app_on(desk)
    async with app.run_test(size=size) as pilot:
        hands = Hands(app, pilot, until)
        for key, name in DIALOGS.items():
            await hands.see(lambda: isinstance(app.screen, QueueScreen))
            await hands.go_to(66)
            await pilot.press(key)
            await hands.see(lambda name=name: app.screen.query(name) and is_quiet(app), name)
            listed = app.screen.query_one(name)
            await hands.see(lambda listed=listed: listed.virtual_size.height > 3, name)
            await hands.see(lambda listed=listed: _is_whole(app, listed), name)
            await hands.leave()


async def test_keys_move_up_and_down_in_the_menu_of_actions(desk: str, app_on: Any, until: Any) -> None:
    """While typing in the menu of actions, up goes back in the list, and the page keys go far; the row is in view."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(66)
        await pilot.press("l")
        await hands.see(lambda: app.screen.query("#step-list") and app.screen.query_one("#step-list").option_count)
        listed = app.screen.query_one("#step-list")
        await pilot.press("down", "down", "up")
        assert listed.highlighted == 1
        await pilot.press("pagedown")
        far = listed.highlighted
        assert far > 5
        await hands.see(lambda: listed.scroll_offset.y <= far < listed.scroll_offset.y + listed.size.height)
        await pilot.press("pageup")
        assert listed.highlighted < far
        assert "esc" in app.screen.query_one("#steps").border_subtitle
        await pilot.resize_terminal(40, 15)
        await hands.see(lambda: "…" not in app.screen.query_one("#steps").border_subtitle)
        await hands.see(lambda: app.screen.query_one("#steps").border_subtitle.endswith("esc: back"))
