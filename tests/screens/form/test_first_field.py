"""The field of a form that has the focus first, and the values that a form opened from a ticket fills in."""

from datetime import datetime, timedelta
from typing import Any

from keyboard import Hands
from opened_form import SMALL, open_form
from textual.widgets import Label

from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.screens.form.form_screen import FormScreen
from deskctl.widgets.inputs.safe_area import SafeArea


def promise(desk: str, at: datetime, text: str) -> str:
    """Promise a call about T-070, and return its id."""
    values = {"ticket": "T-070", "due": at + timedelta(hours=1), "text": text}
    done = perform(desk, build(find("callback", "add"), values), None, RequestContext(now=at, actor="EN1"))
    return str(done.action).partition("/")[0]


async def test_open_calls_are_filled_in_or_left_to_choose(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """The only open call of the ticket is filled in, and typed text goes into the summary, as with a given call.

    If the ticket has two open calls, neither is filled in and the field of the call has the focus.
    """
    call = promise(desk, watch(), "whether it runs")
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        await open_form(app, pilot, until, "callback.done", 70)
        await hands.see(lambda: hands.field("id").value.startswith("CB-") and isinstance(app.focused, SafeArea))
        await hands.write("works")
        assert app.screen.query_one("#row-summary SafeArea", SafeArea).text == "works"
        assert hands.field("id").value.startswith("CB-")
        await hands.leave()
        app.screen.action_operate("callback", "done", {"id": call})
        await hands.see(lambda: isinstance(app.screen, FormScreen) and isinstance(app.focused, SafeArea))
        await hands.leave()
        promise(desk, watch(), "whether it still runs")
        await open_form(app, pilot, until, "callback.done", 70)
        await hands.settle()
        assert not hands.field("id").value
        assert app.focused is hands.field("id")


async def test_field_required_by_the_ticket_is_marked(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The device is marked as required if the ticket names none, and the recipient if the ticket has no owner."""
    take(desk, "ticket.open", contact="P-0301", title="x", kind="question", site="S-0301")
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        for number, marked in ((73, True), (66, False)):
            for operation, name in (("part.verify", "asset"), ("part.mismatch", "asset"), ("ticket.notify", "to")):
                await open_form(app, pilot, until, operation, number)
                await hands.settle()
                label = app.screen.query_one(f"#row-{name} .label", Label)
                await hands.see(lambda: ("*" in str(label.content)) == marked, f"{operation} {number}")  # noqa: B023
                await hands.leave()


async def test_contact_of_the_ticket_is_filled_into_a_consent(desk: str, app_on: Any, until: Any) -> None:
    """The contact of the ticket is filled in as the person who consents."""
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        for step in ("part consent", "remote consent"):
            await hands.choose(step)
            await hands.see(lambda: hands.field("by-contact").value.startswith("P-"), step)
            await hands.leave()
