"""Leaving the console loses no typed text, and ctrl+c says how to leave."""

from typing import Any

import pytest
from keyboard import Hands

from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.report.report_screen import ReportScreen
from deskctl.screens.session.draft_file import drafts
from deskctl.widgets.inputs.safe_area import SafeArea


@pytest.mark.parametrize(
    ("opened", "screen", "words"), [("note", FormScreen, "half a sentence"), ("report", ReportScreen, "half a cause")]
)
async def test_quitting_keeps_what_was_just_typed(
    desk: str, app_on: Any, until: Any, no_pause: None, opened: str, screen: type, words: str
) -> None:
    """ctrl+q right after the last key keeps the texts of a form and of a report for the next console."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(66)
        if opened == "note":
            await hands.choose("ticket note")
        else:
            await pilot.press("e")
        await hands.see(lambda: isinstance(app.screen, screen) and isinstance(app.focused, SafeArea))
        await hands.settle()
        hands.type_ahead(*words, "ctrl+q")
        await hands.see(lambda: app._exit)  # noqa: SLF001 - no public way
    assert any(words in text for draft in drafts(desk) for text in draft.texts.values())


async def test_interrupt_names_the_key_that_quits(desk: str, app_on: Any, until: Any) -> None:
    """ctrl+c outside of fields names the key that quits, in the language of the console."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, QueueScreen) and app.screen.table.numbers)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: any("按 q 退出" in one.message for one in app._notifications))  # noqa: SLF001


async def test_quitting_before_a_report_is_drawn_only_quits(desk: str, app_on: Any, until: Any) -> None:
    """The console ends without an error even when the report that was just opened has no fields yet."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(66)
        app.push_screen(ReportScreen(app.session, 66))
        app.exit()
        await hands.see(lambda: app._exit)  # noqa: SLF001 - no public way
    assert not drafts(desk)
