"""The contact of a new ticket that is opened from a customer card."""

from typing import Any

from keyboard import Hands
from textual.widgets import Input

from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.records.customer_screen import CustomerScreen
from deskctl.widgets.panes.line_list import LineList


async def test_ticket_from_the_card_keeps_the_contact(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """If the card was opened from a ticket, the contact of that ticket is filled in, not the customer's first one."""
    number = take(desk, "ticket.open", caller_name="Second Person", customer="CUS-03", title="x").ticket
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(number)
        await pilot.press("C")
        await hands.see(lambda: isinstance(app.screen, CustomerScreen) and app.screen.query_one(LineList).text.strip())
        await pilot.press("n")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and app.screen.query("#row-contact Input"))
        await hands.see(lambda: "Second Person" in hands.field("contact").value)


async def test_ticket_from_the_card_has_no_default_contact(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """If a customer has several contacts and none is known, no contact is filled in."""
    take(desk, "ticket.open", caller_name="Second Person", customer="CUS-03", title="x")
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        app.push_screen(CustomerScreen(app.screen.session, "CUS-03"))
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen) and app.screen.query_one(LineList).text)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, IntakeScreen) and app.screen.query("#row-contact Input"))
        assert not app.screen.query_one("#row-contact Input", Input).value
