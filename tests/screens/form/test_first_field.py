"""The field of a form that has the focus first, and what a form opened from a ticket knows already."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from keyboard import Hands
from opened_form import WIDE, open_form
from textual.widgets import Input, Label

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


async def test_words_never_replace_the_known_call(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """From a ticket with one open call, its id is filled in, and what is typed is what was said."""
    promise(desk, watch(), "whether it runs")
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        hands = Hands(app, pilot, until)
        await open_form(app, pilot, until, "callback.done", 70)
        await hands.see(lambda: hands.field("id").value.startswith("CB-") and isinstance(app.focused, SafeArea))
        await hands.write("works")
        assert app.screen.query_one("#row-summary SafeArea", SafeArea).text == "works"
        assert hands.field("id").value.startswith("CB-")


@pytest.mark.parametrize(("number", "marked"), [(73, True), (66, False)])
@pytest.mark.parametrize(("operation", "name"), [
    ("part.verify", "asset"), ("part.mismatch", "asset"), ("ticket.notify", "to"),
])  # fmt: skip
async def test_what_only_this_ticket_requires_is_marked(
    desk: str, app_on: Any, until: Any, take: Any, operation: str, name: str, number: int, *, marked: bool
) -> None:
    """The device of a part is required on a ticket that names none, the person to inform on one without an owner."""
    take(desk, "ticket.open", contact="P-0301", title="x", kind="question", site="S-0301")
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        hands = Hands(app, pilot, until)
        await open_form(app, pilot, until, operation, number)
        await hands.settle()
        label = app.screen.query_one(f"#row-{name} .label", Label)
        await hands.see(lambda: ("*" in str(label.content)) == marked)


async def test_two_open_calls_of_a_ticket_leave_the_choice(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """With several calls none is filled in, and the field that asks which has the focus."""
    for words in ("one", "two"):
        promise(desk, watch(), words)
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        hands = Hands(app, pilot, until)
        await open_form(app, pilot, until, "callback.done", 70)
        await hands.settle()
        assert not hands.field("id").value
        assert app.focused is hands.field("id")


async def test_a_filled_reference_has_no_focus(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """As from the list of the day, where the call is known when the form opens."""
    call = promise(desk, watch(), "x")
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        app.screen.action_operate("callback", "done", {"id": call})
        await hands.see(lambda: isinstance(app.screen, FormScreen) and isinstance(app.focused, SafeArea))


@pytest.mark.parametrize("step", ["part consent", "remote consent"])
async def test_a_consent_is_that_of_the_caller(desk: str, app_on: Any, until: Any, step: str) -> None:
    """The contact of the ticket is filled in as the one who consents."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await hands.choose(step)
        await hands.see(lambda: app.screen.query_one("#row-by-contact Input", Input).value.startswith("P-"))
