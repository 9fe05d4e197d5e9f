"""The mouse in the queue: a click chooses, a double click opens, a click on the headings sorts."""

from typing import Any

from keyboard import Hands

from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.widgets.panes.queue_table import QueueTable


async def test_double_click_opens_the_ticket(desk: str, app_on: Any, until: Any) -> None:
    """A double click on a row opens its ticket, at each height of a row."""
    app = app_on(desk)
    async with app.run_test(size=(120, 60)) as pilot:
        hands = Hands(app, pilot, until)
        for size, y in (((120, 60), 3), ((60, 24), 5)):
            await pilot.resize_terminal(*size)
            await hands.go_to(66)
            table = app.screen.query_one(QueueTable)
            third = table.numbers[2]
            await pilot.click(QueueTable, offset=(8, y), times=2)
            await hands.see(lambda: isinstance(app.screen, TicketScreen))
            assert app.screen.number == third
            await hands.leave()


async def test_click_on_the_headings_sorts(desk: str, app_on: Any, until: Any) -> None:
    """A click on the headings changes the order, as the key does."""
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(66)
        table, before = app.screen.query_one(QueueTable), app.screen.sort
        numbers = list(table.numbers)
        await hands.settle()
        await pilot.click(QueueTable, offset=(8, 0))
        await hands.see(lambda: app.screen.sort != before and list(table.numbers) != numbers)
