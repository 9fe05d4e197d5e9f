"""The cursor of the queue stays on its ticket or moves to the first one, and is always in view."""

from typing import Any

from keyboard import Hands

from deskctl.screens.queue.queue_screen import QueueScreen

NEWEST = 72
"""The number of the newest ticket of the demo desk."""


def in_view(app: Any) -> bool:
    """Return True if the row at the cursor is on the screen."""
    table = app.screen.table
    tall = table.lines_of_row
    first = table.numbers.index(table.chosen) * tall - table.scroll_offset.y
    return first >= 0 and first + tall <= table.size.height - 1


async def test_cursor_is_always_in_view(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The cursor stays in view if the order changes, the window shrinks, its ticket leaves or a queue is opened."""
    for number in range(30):
        take(desk, "ticket.open", contact="P-0301", title=f"t{number}", kind="question", site="S-0301")
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.table.numbers)
        await pilot.press("3")
        await hands.see(lambda: len(app.screen.table.numbers) > 30)
        for size in ((100, 30), (60, 20)):
            await pilot.resize_terminal(*size)
            await _change_what_is_listed(hands, take, desk, str(size))


async def _change_what_is_listed(hands: Hands, take: Any, desk: str, case: str) -> None:
    """Move the last of the new tickets up, make the window small, and open other queues."""
    table = hands.app.screen.table
    numbers = table.numbers
    last = next(number for number in reversed(numbers) if number > NEWEST)
    table.move_to(numbers.index(last))
    await hands.see(lambda: table.chosen == last and in_view(hands.app), case)
    before = numbers.index(last)
    take(desk, "ticket.set-severity", last, to="catastrophic", by_contact="P-0301")
    await hands.see(lambda: table.numbers.index(last) < before - 20, case)
    await hands.settle()
    assert table.chosen == last, case
    await hands.see(lambda: in_view(hands.app), f"{case} after the order changed")
    await hands.pilot.press("end")
    await hands.pilot.resize_terminal(60, 14)
    await hands.see(lambda: in_view(hands.app), f"{case} in a small window")
    for key in ("2", "3", "4", "3"):
        await hands.pilot.press(key)
        await hands.see(lambda: table.chosen in {None, *table.numbers[:1]}, f"{case} {key}")
        await hands.see(lambda: table.chosen is None or in_view(hands.app), f"{case} {key}")
