"""What was typed before a call was parked stays when its form is open again and somebody continues to type."""

from typing import Any

import pytest
from keyboard import Hands

from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.session.typed_draft import Draft, TypedDraft
from deskctl.widgets.inputs.safe_input import SafeInput


@pytest.mark.parametrize("keys", [(), ("shift+tab", "tab")])
async def test_resumed_text_is_continued(desk: str, app_on: Any, until: Any, keys: tuple[str, ...]) -> None:
    """The first key in a resumed call is added to the symptom, which it does not replace, also after a tab."""
    app = app_on(desk)
    call = TypedDraft(desk, Draft("ticket.open", app.session.actor, started=app.session.at()))
    call.keep({"contact": "P-0301", "title": "no power"}, parked=True)
    call.release()
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        hands.type_ahead("ctrl+g", "down", "enter")
        await hands.see(lambda: app.screen.query("#row-title Input"))
        title = app.screen.query_one("#row-title Input", SafeInput)
        await hands.see(lambda: app.focused is title)
        await pilot.press(*keys, "s")
        await hands.see(lambda: title.value == "no powers")
