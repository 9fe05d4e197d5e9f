"""Keys typed faster than the console works reach what they were meant for."""

from threading import Event
from typing import Any

import pytest
from keyboard import Hands
from textual.widgets import Input

from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.report import report_screen
from deskctl.widgets.inputs.safe_area import SafeArea


async def test_keys_after_n_reach_the_fields_in_order(desk: str, app_on: Any, until: Any) -> None:
    """The new ticket, the caller, the next field and its text in one packet: each character lands where it belongs."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        hands.type_ahead("n", *"zz", "tab", *"smoke in the rack")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and app.screen.query("#row-title Input"))
        await hands.see(lambda: app.screen.query_one("#row-title Input", Input).value == "smoke in the rack")
        assert app.screen.query_one("#row-contact Input", Input).value == "zz"


async def test_a_step_is_chosen_before_the_steps_are_read(desk: str, app_on: Any, until: Any) -> None:
    """Log, a name and enter in one packet open the form of that step, not of the first of all."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(69)
        hands.type_ahead("l", *"visit plan", "enter")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and isinstance(app.focused, Input))
        assert (app.screen.operation.noun, app.screen.operation.verb) == ("visit", "plan")


async def test_keys_after_another_queue_act_on_that_queue(desk: str, app_on: Any, until: Any) -> None:
    """Another queue, down and open in one packet open the second ticket of the new queue, not of the old one."""
    app = app_on(desk, actor="HL2")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.table.numbers)
        hands.type_ahead("1", "3", "down", "enter")
        await hands.see(lambda: getattr(app.screen, "number", None) == 70 and not isinstance(app.screen, QueueScreen))


async def test_words_typed_before_the_report_is_read_are_kept(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They wait for the texts of the report, which would otherwise take their place."""
    is_read, read = Event(), report_screen.read_report
    monkeypatch.setattr(report_screen, "read_report", lambda *request: (is_read.wait(10), read(*request))[1])
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        hands.type_ahead("e", *"fan")
        await hands.see(lambda: isinstance(app.screen, report_screen.ReportScreen) and app.focused)
        await pilot.pause(0.1)
        is_read.set()
        await hands.see(lambda: app.screen.query_one("#part-cause", SafeArea).text.startswith("fan"))
