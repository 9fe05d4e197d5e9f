"""The cursor of the queue stays on its ticket or moves to the first one, and is always in view."""

from typing import Any

import pytest
from keyboard import Hands

from deskctl.screens.queue.queue_screen import QueueScreen

NEWEST = 72
"""The number of the newest ticket of the demo desk."""


def in_view(app: Any) -> bool:
    """Return True if the row at the cursor is on the screen."""
    table = app.screen.table
    tall = table._tall  # noqa: SLF001 - no public way
    first = table.numbers.index(table.chosen) * tall - table.scroll_offset.y
    return first >= 0 and first + tall <= table.size.height - 1


@pytest.mark.parametrize("size", [(100, 30), (60, 20)])
async def test_cursor_is_always_in_view(desk: str, app_on: Any, until: Any, take: Any, size: tuple[int, int]) -> None:
    """The cursor stays in view if the order changes, the window shrinks, its ticket leaves or a queue is opened."""
    for number in range(30):
        take(desk, "ticket.open", contact="P-0301", title=f"t{number}", kind="question", site="S-0301")
    app = app_on(desk)
    async with app.run_test(size=size) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.table.numbers)
        await pilot.press("3")
        await hands.see(lambda: len(app.screen.table.numbers) > 30)
        numbers = app.screen.table.numbers
        last = next(number for number in reversed(numbers) if number > NEWEST)
        app.screen.table.move_to(numbers.index(last))
        await hands.see(lambda: app.screen.table.chosen == last and in_view(app))
        before = numbers.index(last)
        take(desk, "ticket.set-severity", last, to="catastrophic", by_contact="P-0301")
        await hands.see(lambda: app.screen.table.numbers.index(last) < before - 20)
        await hands.settle()
        assert app.screen.table.chosen == last
        await hands.see(lambda: in_view(app), "after the order changed")
        await pilot.press("end")
        await pilot.resize_terminal(60, 14)
        await hands.see(lambda: in_view(app), "in a small window")
        for key in ("2", "3", "4", "3"):
            await pilot.press(key)
            await hands.see(lambda: app.screen.table.chosen in {None, *app.screen.table.numbers[:1]}, key)
            await hands.see(lambda: app.screen.table.chosen is None or in_view(app), key)
