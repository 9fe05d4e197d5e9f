"""Choices of a new ticket that depend on what is read about the caller and the equipment."""

from typing import Any

import pytest
from held_reads import hold_reads
from keyboard import Hands
from textual.widgets import Input

from deskctl.screens.intake import intake_screen
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.inputs.choice_line import ChoiceLine


async def begin_call(hands: Hands) -> None:
    await hands.see(lambda: isinstance(hands.app.screen, QueueScreen))
    hands.type_ahead("n")
    await hands.see(lambda: isinstance(hands.app.screen, IntakeScreen) and isinstance(hands.app.focused, Input))


def site(hands: Hands) -> str:
    return str(hands.app.screen.query_one("#row-site ChoiceLine", ChoiceLine).value)


async def test_digit_waits_for_the_sites_of_the_caller(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A digit for the site that is typed before the sites are read chooses the site once they are."""
    can_read = hold_reads(monkeypatch, (intake_screen, "read_caller"))
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await begin_call(hands)
        hands.type_ahead(*"0301", "enter", *"jam", "enter", "4", "enter", "2")
        for _ in range(5):
            await pilot.pause()
        can_read.set()
        await hands.settle()
        assert site(hands) == "S-0302"


async def test_chosen_site_is_kept(desk: str, app_on: Any, until: Any) -> None:
    """Equipment chooses its site, but not in place of one that somebody has chosen."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await begin_call(hands)
        await hands.fill(contact="0301")
        await hands.settle()
        await hands.fill(assets="A-0301")
        hands.type_ahead("tab")
        await hands.settle()
        assert site(hands) == "S-0301"
        await hands.fill(site="2", assets="A-0301")
        hands.type_ahead("tab")
        await hands.settle()
        assert site(hands) == "S-0302"
