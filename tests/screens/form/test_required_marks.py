"""A field that only the value of another field requires is marked as soon as that value is chosen."""

from typing import Any

import pytest
from keyboard import Hands
from opened_form import WIDE
from textual.widgets import Checkbox, Input, Label

from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.inputs.choice_line import ChoiceLine


@pytest.mark.parametrize(
    ("name", "number", "field", "value", "marked"),
    [
        ("charge.agree", 71, "basis", "fixed", "rate"),
        ("course.add", None, "audience", "customer", "customer"),
        ("inspection.finding", None, "none", "", "reason"),
        ("inspection.finding", None, "later", "2026-12-01", "reason"),
    ],
)
async def test_required_field_is_marked_while_typing(
    desk: str, app_on: Any, until: Any, name: str, number: int | None, field: str, value: str, marked: str
) -> None:
    """The mark appears with the value and disappears when the value is removed."""
    app = app_on(desk, actor="MG1")
    async with app.run_test(size=WIDE) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        app.push_screen(FormScreen(app.screen.session, *name.split("."), number))
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
        await hands.settle()
        label = app.screen.query_one(f"#row-{marked}", FieldRow).query(".label").first(Label)
        assert not str(label.content).endswith("*")
        widget = app.screen.query_one(f"#row-{field} .value")
        if isinstance(widget, ChoiceLine):
            widget.choose(value)
        elif isinstance(widget, Checkbox):
            widget.value = True
        else:
            assert isinstance(widget, Input)
            widget.value = value
        await hands.see(lambda: str(label.content).endswith("*"))
        if isinstance(widget, Input):
            widget.value = ""
            await hands.see(lambda: not str(label.content).endswith("*"))
