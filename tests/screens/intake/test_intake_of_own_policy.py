"""The intake form offers the severities of the policy of the caller's contract."""

from contextlib import closing
from typing import Any

from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.inputs.choice_line import ChoiceLine


async def test_severities_belong_to_the_policy_of_the_contract(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """With the caller known, the severities of the customer's policy are offered, and a digit chooses one."""
    take(desk, "contract.edit", actor="LE1", id="CT-02", profile="example-english")
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("n")
        await until(pilot, lambda: app.screen.query("#row-contact Input"))
        line = app.screen.query_one("#row-severity ChoiceLine", ChoiceLine)
        assert line.codes[0] == "catastrophic"
        app.screen.query_one("#row-contact Input").value = "P-0201"
        await until(pilot, lambda: line.codes[:3] == ["P1", "P2", "P3"])
        app.screen.query_one("#row-title Input").value = "till is dead"
        app.screen.query_one("#row-site ChoiceLine", ChoiceLine).choose("S-0201")
        line.focus()
        await pilot.press("1", "ctrl+o")
        await until(pilot, lambda: not isinstance(app.screen, IntakeScreen))
    with closing(open_reader(desk)) as conn:
        assert (get_ticket(conn, 73).severity, get_ticket(conn, 73).level) == ("P1", "premium")
