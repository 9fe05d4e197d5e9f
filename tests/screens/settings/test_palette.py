"""The find box reaches every operation, screen and queue of the console."""

from typing import Any

from keyboard import Hands
from textual.widgets import Input

from deskctl.screens.find.find_screen import FindScreen
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.ticket.explain_screen import ExplainScreen
from deskctl.widgets.panes.line_list import LineList


async def test_theme_can_be_changed(desk: str, app_on: Any, until: Any) -> None:
    """The screen is drawn in each theme of the console and in one of Textual."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await Hands(app, pilot, until).go_to(70)
        for theme in ("desk-light", "desk-contrast", "nord", "desk-dark"):
            app.theme = theme
            await pilot.pause()
            assert "T-070" in app.export_screenshot()


async def _look_for(words: str, first: str, hands: Hands) -> str:
    """Search for operations, and return the first line when it begins with the expected text."""
    hands.type_ahead("colon")
    await hands.see(lambda: isinstance(hands.app.screen, FindScreen) and isinstance(hands.app.focused, Input))
    hands.app.focused.value = f":{words}"
    await hands.see(lambda: _first(hands).startswith(first))
    return _first(hands).removeprefix(first)


def _first(hands: Hands) -> str:
    """Return the first line that the find box shows, without its kind."""
    return hands.app.screen.query_one(LineList).text.partition("\n")[0].removeprefix("do").strip()


async def test_operations_screens_and_queues_are_found_with_keys(desk: str, app_on: Any, until: Any) -> None:
    """Each match names the key with the same effect, enter opens it, and a text without a match is reported."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        for words, name, key in (
            ("ticket answer", "Answer", "a"),
            ("reassign", "Assign", "T"),
            ("Board", "Board", "b"),
            ("queue At risk", "queue At risk", "4"),
            ("qqq[red]", "No match: :qqq[red]", ""),
        ):
            assert key in (await _look_for(words, name, hands)).split() or not key
            await pilot.press("escape", "escape")
            await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await _look_for("Explain", "Explain  ", hands)
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, ExplainScreen))
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        hands.type_ahead("f", *"reassign", "enter")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
        assert app.screen.number == 70
        assert app.screen.query("#row-to")
