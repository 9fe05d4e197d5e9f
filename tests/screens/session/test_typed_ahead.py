"""Keys that are typed faster than the console works reach the intended fields and rows."""

from typing import Any

import pytest
from held_reads import hold_reads
from keyboard import Hands
from textual.widgets import Input

from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.report import report_screen
from deskctl.widgets.inputs.safe_area import SafeArea


async def test_keys_after_n_reach_the_fields(desk: str, app_on: Any, until: Any) -> None:
    """After n, the caller, tab and the title in one packet each reach their own field of the new ticket."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        hands.type_ahead("n", *"zz", "tab", *"smoke in the rack")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and app.screen.query("#row-title Input"))
        await hands.see(lambda: app.screen.query_one("#row-title Input", Input).value == "smoke in the rack")
        assert app.screen.query_one("#row-contact Input", Input).value == "zz"


async def test_operation_is_chosen_before_the_menu_is_read(desk: str, app_on: Any, until: Any) -> None:
    """l, a name and enter in one packet open the form of that operation, not of the first in the menu."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(69)
        hands.type_ahead("l", *"visit plan", "enter")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and isinstance(app.focused, Input))
        assert (app.screen.operation.noun, app.screen.operation.verb) == ("visit", "plan")


async def test_keys_after_a_queue_digit_act_on_that_queue(desk: str, app_on: Any, until: Any) -> None:
    """A digit, down and enter in one packet open the second ticket of the new queue."""
    app = app_on(desk, actor="HL2")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.table.numbers)
        hands.type_ahead("1", "3", "down", "enter")
        await hands.see(lambda: getattr(app.screen, "number", None) == 70 and not isinstance(app.screen, QueueScreen))


async def test_text_typed_before_the_report_is_read_is_kept(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text that is typed before the report was read is inserted afterwards and not overwritten."""
    can_read = hold_reads(monkeypatch, (report_screen, "read_report"))
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        hands.type_ahead("e", *"fan")
        await hands.see(lambda: isinstance(app.screen, report_screen.ReportScreen) and app.focused)
        await pilot.pause(0.1)
        can_read.set()
        await hands.see(lambda: app.screen.query_one("#part-cause", SafeArea).text.startswith("fan"))
