"""A ticket from the call to its closing, by keyboard alone."""

from pathlib import Path
from typing import Any

import pytest
from keyboard import Hands, events
from textual.widgets import Input, TextArea

from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.report.report_screen import ReportScreen

EVENTS_IN_ORDER = [
    "logged",
    "first_response",
    "engineer_response",
    "remote_consent",
    "remote_started",
    "remote_ended",
    "arrived",
    "work_log",
    "left_site",
    "diagnosed",
    "resolved",
    "report_issued",
    "feedback_sent",
    "satisfied",
    "closed",
]


async def test_ticket_from_call_to_closing(
    desk: str, app_on: Any, until: Any, watch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Intake, response, remote session, visit, diagnosis, report, feedback and closing are recorded by keyboard."""
    monkeypatch.chdir(tmp_path)
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        hands = Hands(app, pilot, until)
        await take_the_call(hands)
        await hands.go_to(73)
        await pilot.press("a")
        await hands.see(lambda: isinstance(app.screen, FormScreen))
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and "first_response" in events(desk, 73))
        watch.forward(minutes=5)
        await hands.step("ticket respond")
        await hands.step("remote consent", how="p")
        await hands.step("remote start")
        await hands.step("remote end")
        await hands.step("visit depart", transport="taxi")
        watch.forward(minutes=30)
        await hands.step("visit arrive")
        await hands.step("visit log", done="fan replaced")
        await hands.step("diagnosis record", cause="worn out fan", fault_class="h")
        await hands.step("ticket resolve")
        await write_the_report(hands, desk)
        await pilot.press("c")
        await hands.see(lambda: isinstance(app.screen, FormScreen))
        await hands.save()
        recorded = events(desk, 73)
    assert [event for event in recorded if event in EVENTS_IN_ORDER] == EVENTS_IN_ORDER


async def take_the_call(hands: Hands) -> None:
    await hands.see(lambda: isinstance(hands.app.screen, QueueScreen))
    await hands.pilot.press("n")
    await hands.see(lambda: isinstance(hands.app.screen, IntakeScreen) and isinstance(hands.app.focused, Input))
    await hands.write("p-0101")
    await hands.fill(title="server is loud", severity="2", site="1")
    await hands.save()


async def write_the_report(hands: Hands, store: str) -> None:
    app, pilot = hands.app, hands.pilot
    await pilot.press("e")
    await hands.see(lambda: isinstance(app.screen, ReportScreen))
    await hands.see(lambda: "worn out" in app.screen.query_one("#part-cause", TextArea).text)
    await pilot.press("tab")
    await hands.write(" fan replaced")
    await pilot.press("tab")
    await hands.write("quiet again")
    await pilot.press("ctrl+r")
    await hands.answer("y")
    await hands.see(lambda: "report_issued" in events(store, 73))
    await pilot.press("ctrl+t")
    await hands.answer("y")
    await hands.see(lambda: "feedback_sent" in events(store, 73))
    await pilot.press("ctrl+g")
    await hands.see(lambda: isinstance(app.screen, FormScreen))
    await pilot.press("ctrl+o")
    await hands.see(lambda: "satisfied" in events(store, 73))
    await hands.see(lambda: isinstance(app.screen, ReportScreen))
    await pilot.press("escape")
    await hands.see(lambda: isinstance(app.screen, QueueScreen))
