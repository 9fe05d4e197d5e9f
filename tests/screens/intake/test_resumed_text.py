"""What was typed before a call was parked stays when its form is open again and somebody continues to type."""

from typing import Any

import pytest
from keyboard import Hands

from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.session.typed_draft import Draft, TypedDraft
from deskctl.widgets.inputs.safe_input import SafeInput


async def resumed_call(hands: Hands, **texts: str) -> SafeInput:
    """Park a call, take it up again, and return the field of its symptom once that has the focus."""
    app = hands.app
    call = TypedDraft(app.session.store, Draft("ticket.open", app.session.actor, started=app.session.at()))
    call.keep(texts, parked=True)
    call.release()
    await hands.see(lambda: isinstance(app.screen, QueueScreen))
    hands.type_ahead("ctrl+g", "down", "enter")
    await hands.see(lambda: app.screen.query("#row-title Input"))
    title: SafeInput = app.screen.query_one("#row-title Input", SafeInput)
    await hands.see(lambda: app.focused is title)
    return title


@pytest.mark.parametrize("keys", [(), ("shift+tab", "tab")])
async def test_resumed_text_is_continued(desk: str, app_on: Any, until: Any, keys: tuple[str, ...]) -> None:
    """The first key in a resumed call is added to the symptom, which it does not replace, also after a tab."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        title = await resumed_call(hands, contact="P-0301", title="no power")
        await pilot.press(*keys, "s")
        await hands.see(lambda: title.value == "no powers")


@pytest.mark.parametrize(("contact", "expected"), [("P-0301", "z"), ("kong", "kongz")], ids=["chosen", "half typed"])
async def test_resumed_caller_is_replaced(desk: str, app_on: Any, until: Any, contact: str, expected: str) -> None:
    """A key in the field of a resumed caller replaces a chosen person, and continues a half-typed name."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await resumed_call(hands, contact=contact, title="no power")
        hands.type_ahead("shift+tab", "z")
        await hands.settle()
        assert hands.field("contact").value == expected
