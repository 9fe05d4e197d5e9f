"""The command palette reaches every operation and every place."""

from typing import Any

import pytest
from keyboard import Hands
from textual.command import CommandPalette
from textual.widgets import OptionList

from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.ticket.explain import ExplainScreen
from deskctl.screens.ticket.whole_ticket import WholeTicket


async def test_an_operation_is_found_by_its_name(desk: str, app_on: Any, until: Any) -> None:
    """`:` and a piece of the name open the form on the chosen ticket."""
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await pilot.press("colon")
        await hands.see(lambda: isinstance(app.screen, CommandPalette))
        await hands.write("call log")
        listed = app.screen.query_one(OptionList)
        await hands.see(lambda: listed.option_count and "call log" in str(listed.get_option_at_index(0).prompt))
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
        assert app.screen.number == 70
        assert app.screen.query("#row-summary")


async def test_the_colours_can_be_changed(desk: str, app_on: Any, until: Any) -> None:
    """Each of our themes, and a foreign one, draws the screen."""
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await Hands(app, pilot, until).go_to(70)
        for theme in ("desk-light", "desk-contrast", "nord", "desk-dark"):
            app.theme = theme
            await pilot.pause()
            assert "T-070" in app.export_screenshot()


async def _look_for(words: str, hands: Hands) -> str:
    """Open the palette, type, and give what it offers first."""
    await hands.pilot.press("colon")
    await hands.see(lambda: isinstance(hands.app.screen, CommandPalette))
    await hands.write(words)
    listed = hands.app.screen.query_one(OptionList)
    await hands.see(lambda: listed.option_count and words in str(listed.get_option_at_index(0).prompt))
    return str(listed.get_option_at_index(0).prompt)


async def test_each_entry_names_its_key(desk: str, app_on: Any, until: Any) -> None:
    """A step, a place and a queue stand there with the key that does the same."""
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        for words, name, key in (
            ("ticket answer", "Answer", "a"),
            ("ticket assign", "Assign", "t"),
            ("Board", "Board", "b"),
            ("queue At risk", "queue At risk", "4"),
        ):
            first, *_rest = (await _look_for(words, hands)).splitlines()
            assert first.startswith(name)
            assert key in first.removeprefix(name).split()
            await pilot.press("escape")
            await hands.see(lambda: isinstance(app.screen, QueueScreen))


async def test_what_a_key_does_is_found_too(desk: str, app_on: Any, until: Any) -> None:
    """An action that is no operation is run on the screen below."""
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await _look_for("Explain", hands)
        listed = app.screen.query_one(OptionList)
        await hands.see(lambda: str(listed.get_option_at_index(0).prompt).split()[:2] == ["Explain", "x"])
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, ExplainScreen))


async def test_a_name_that_nothing_has_is_reported(desk: str, app_on: Any, until: Any) -> None:
    """Words that fit nothing are answered, markup among them shown as it is."""
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        assert "No match: qqq[red]" in await _look_for("qqq[red]", hands)


@pytest.mark.parametrize("typed", ["T-031", "31", "医嘱模块"])
async def test_a_closed_ticket_is_found(typed: str, desk: str, app_on: Any, until: Any) -> None:
    """A ticket that is in no queue any more is opened by its number or by words of its title."""
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await pilot.press("colon")
        await hands.see(lambda: isinstance(app.screen, CommandPalette))
        await hands.write(typed)
        listed = app.screen.query_one(OptionList)
        await hands.see(lambda: any("T-031" in str(option.prompt) for option in listed.options))
        listed.highlighted = next(at for at, option in enumerate(listed.options) if "T-031" in str(option.prompt))
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, WholeTicket) and app.screen.number == 31)
