"""A field with several names: they are separated by commas of any width, and none is dropped."""

from typing import Any

import pytest
from keyboard import Hands
from opened_form import WIDE

from deskctl.screens.form.form_screen import FormScreen


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("，王演", "EN1,EN2"), ("， EN2 , EN3", "EN1,EN2,EN3"), (" 王演", "EN1 郑样 · 工程师 王演")],
    ids=["wide", "both", "none"],
)
async def test_further_names_are_kept(desk: str, app_on: Any, until: Any, typed: str, expected: str) -> None:
    """Names after a preset person are kept; text without a comma stays in the field and is not read as a name."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=WIDE) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        app.screen.action_operate("visit", "plan", {"engineers": ["EN1"]})
        await hands.see(lambda: isinstance(app.screen, FormScreen) and hands.field("engineers").value)
        line = hands.field("engineers")
        line.focus()
        await hands.see(lambda: line.value == "EN1 郑样 · 工程师")
        line.cursor_position = len(line.value)
        await hands.write(typed)
        row = app.screen.query_one("#row-engineers")
        await hands.see(lambda: row.text == expected)
