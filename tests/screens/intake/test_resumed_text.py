"""What was typed before a call was parked stays when its form is open again and somebody continues to type."""

from typing import Any

import pytest
from keyboard import Hands

from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.session.draft_file import Draft, DraftFile, parked_calls
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.safe_input import SafeInput


def park_call(app: Any, **texts: str) -> None:
    """Park a call that began five minutes ago."""
    call = DraftFile(app.session.store, Draft("ticket.open", app.session.actor, started=app.session.at() - 300))
    call.keep(texts, parked=True)
    call.release()


async def resumed_call(hands: Hands) -> SafeInput:
    """Take up the parked call, and return the field of its symptom once that has the focus."""
    app = hands.app
    await hands.see(lambda: isinstance(app.screen, QueueScreen))
    hands.type_ahead("ctrl+g", "down", "enter")
    await hands.see(lambda: app.screen.query("#row-title Input"))
    title: SafeInput = app.screen.query_one("#row-title Input", SafeInput)
    await hands.see(lambda: app.focused is title)
    return title


async def test_resumed_text_is_continued(desk: str, app_on: Any, until: Any) -> None:
    """The first key in a resumed call is added to the symptom, which it does not replace, also after a tab.

    The call keeps its start time when it is resumed, also a second time, and its site is shown by its name.
    """
    app = app_on(desk)
    park_call(app, contact="P-0501", title="no power")
    sites = list[str]()
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        for keys, text in ((("s",), "no powers"), (("shift+tab", "tab", "s"), "no powerss")):
            title = await resumed_call(hands)
            await hands.see(lambda: "0:05:00 on the line" in str(app.screen.query_one("#form").border_subtitle), text)
            await pilot.press(*keys)
            await hands.see(lambda title=title, text=text: title.value == text, text)  # type: ignore[misc]
            await hands.settle()
            site = app.screen.query_one("#row-site ChoiceLine", ChoiceLine)
            assert site.value == "S-0501", text
            sites.append(site.render_line(0).text)
            await pilot.press("escape")
            await hands.see(lambda text=text: [one.texts["title"] for one in _parked(app)] == [text], text)  # type: ignore[misc]
            assert [one.texts["site"] for one in _parked(app)] == ["S-0501"]
    assert sites[0] == sites[1]
    assert "S-0501" not in sites[0]


def _parked(app: Any) -> list[Draft]:
    return list(parked_calls(app.session.store, app.session.actor))


@pytest.mark.parametrize(("contact", "expected"), [("P-0301", "z"), ("kong", "kongz")], ids=["chosen", "half typed"])
async def test_resumed_caller_is_replaced(desk: str, app_on: Any, until: Any, contact: str, expected: str) -> None:
    """A key in the field of a resumed caller replaces a chosen person, and continues a half-typed name."""
    app = app_on(desk)
    park_call(app, contact=contact, title="no power")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await resumed_call(hands)
        hands.type_ahead("shift+tab", "z")
        await hands.settle()
        assert hands.field("contact").value == expected
