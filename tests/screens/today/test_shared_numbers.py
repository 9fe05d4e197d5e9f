"""An order number of a supplier that is used for parts of several tickets."""

from typing import Any

from keyboard import Hands

from deskctl.screens.dialogs.pick_screen import PickScreen
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.today.back_office_screen import BackOfficeScreen
from deskctl.widgets.panes.line_list import LineList

PART, ORDER = "PT-09", "PO-77"


def _second_ticket(desk: str, take: Any) -> int:
    number = take(
        desk, "ticket.open", contact="P-0301", title="fan", severity="general", site="S-0302", assets=["A-0303"]
    ).ticket
    take(desk, "part.consent", number, **{"for": PART, "by_contact": "P-0301", "how": "phone"})
    take(desk, "part.inform", number)
    take(desk, "part.verify", number, part=PART)
    return int(number)


async def test_receipt_is_for_the_ticket_of_its_line(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The form belongs to the ticket of the chosen line and contains its quantity."""
    other = _second_ticket(desk, take)
    for number, pieces in ((66, 3), (other, 2)):
        take(desk, "part.request", number, actor="BS1", part=PART, qty=pieces, request=ORDER)
    app = app_on(desk, actor="BS1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, BackOfficeScreen) and app.screen.step)
        for number, pieces in ((66, "3"), (other, "2")):
            await pilot.press("r")
            await hands.see(lambda: isinstance(app.screen, PickScreen))
            await hands.settle()
            lines = str(app.screen.query_one(LineList).text).splitlines()
            app.screen.query_one(LineList).move_to(
                next(place for place, line in enumerate(lines) if ORDER in line and f"T-{number:03d}" in line)
            )
            await pilot.press("enter")
            await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
            await hands.settle()
            texts = {row.field.name: row.text for row in app.screen.query(FieldRow)}
            assert (app.screen.number, texts["qty"], texts["request"]) == (number, pieces, ORDER)
            await pilot.press("escape")
            await hands.see(lambda: isinstance(app.screen, BackOfficeScreen))
