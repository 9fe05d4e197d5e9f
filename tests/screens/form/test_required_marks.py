"""A field that depends on the value of another one is marked as required exactly while it is."""

from typing import Any

import pytest
from keyboard import Hands
from opened_form import WIDE
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Label, TextArea

from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.inputs.choice_line import ChoiceLine


async def opened(
    app: Any, pilot: Any, until: Any, name: str, number: int | None, marked: str, preset: dict[str, str] | None = None
) -> tuple[Hands, Label]:
    """Open the form of an operation; return the label of the field to be marked."""
    hands = Hands(app, pilot, until)
    await hands.see(lambda: isinstance(app.screen, QueueScreen))
    app.push_screen(FormScreen(app.screen.session, *name.split("."), number, preset))
    await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
    await hands.settle()
    return hands, label_of(app, marked)


@pytest.mark.parametrize(
    ("name", "number", "field", "value", "marked"),
    [
        ("charge.agree", 71, "basis", "fixed", "rate"),
        ("course.add", None, "audience", "customer", "customer"),
        ("inspection.finding", None, "none", "", "reason"),
        ("inspection.finding", None, "later", "2026-12-01", "reason"),
        ("contract.outcome", None, "to", "renewed", "maintenance_end"),
        ("inspection-plan.add", None, "interval", "3 months", "reason"),
        ("inspection-plan.edit", None, "interval", "none", "agreed_by"),
        ("inspection-plan.edit", None, "interval", "每季度", "reason"),
    ],
)
async def test_required_field_is_marked_while_typing(
    desk: str, app_on: Any, until: Any, name: str, number: int | None, field: str, value: str, marked: str
) -> None:
    """The mark appears with the value and disappears when the value is removed."""
    app = app_on(desk, actor="MG1")
    async with app.run_test(size=WIDE) as pilot:
        hands, label = await opened(app, pilot, until, name, number, marked)
        assert not str(label.content).endswith("*")
        widget = row_of(app, field).query_one(".value")
        fill_in(widget, value)
        await hands.see(lambda: str(label.content).endswith("*"))
        if isinstance(widget, Input):
            widget.value = ""
            await hands.see(lambda: not str(label.content).endswith("*"))


@pytest.mark.parametrize(
    ("name", "number", "field", "value", "marked"),
    [
        ("faq.publish", 71, "faq", "FAQ-001", "answer"),
        ("training.adapt", None, "version", "v2", "file"),
        ("asset.retire", None, "undo", "", "reason"),
        ("ticket.note", 71, "note_", "a", "text"),
        ("callback.add", None, "phone", "000-0008-0300", "contact"),
    ],
)
async def test_field_is_required_unless_another_is_filled_in(
    desk: str, app_on: Any, until: Any, name: str, number: int | None, field: str, value: str, marked: str
) -> None:
    """The mark is shown when the form opens and disappears with the value that takes the place of the field."""
    app = app_on(desk, actor="MG1")
    async with app.run_test(size=WIDE) as pilot:
        hands, label = await opened(app, pilot, until, name, number, marked)
        assert str(label.content).endswith("*")
        fill_in(row_of(app, field).query_one(".value"), value)
        await hands.see(lambda: not str(label.content).endswith("*"))


async def test_way_back_of_an_upgrade_is_required_without_a_plan(desk: str, app_on: Any, until: Any) -> None:
    """The way back is marked as required on a ticket without a planned upgrade."""
    app = app_on(desk, actor="MG1")
    async with app.run_test(size=WIDE) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        app.push_screen(FormScreen(app.screen.session, "upgrade", "start", 71))
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
        await hands.see(lambda: str(label_of(app, "rollback").content).endswith("*"))


@pytest.mark.parametrize("is_followed", [False, True])
async def test_new_end_is_required_unless_another_contract_follows(
    desk: str, app_on: Any, until: Any, watch: Any, is_followed: bool
) -> None:
    """The last day of a renewed contract is marked as required only if no following contract is recorded."""
    if is_followed:
        values = {"customer": "CUS-08", "no": "2", "maintenance_start": "2026-09-01", "maintenance_end": "2027-08-31"}
        perform(desk, build(find("contract", "add"), values), None, RequestContext(now=watch(), actor="MG1"))
    app = app_on(desk, actor="MG1")
    async with app.run_test(size=WIDE) as pilot:
        preset = {"id": "CT-08", "to": "renewed"}
        hands, label = await opened(app, pilot, until, "contract.outcome", None, "maintenance_end", preset)
        await hands.see(lambda: str(label.content).endswith("*") is not is_followed)


def row_of(app: Any, name: str) -> FieldRow:
    """Return the row of a field."""
    return next(row for row in app.screen.query(FieldRow) if row.field.name == name)


def label_of(app: Any, name: str) -> Label:
    """Return the label of a field, which ends with the mark."""
    return row_of(app, name).query(".label").first(Label)


def fill_in(widget: Widget, value: str) -> None:
    """Fill in the widget of a field."""
    if isinstance(widget, ChoiceLine):
        widget.choose(value)
    elif isinstance(widget, Checkbox):
        widget.value = True
    elif isinstance(widget, TextArea):
        widget.text = value
    else:
        target = widget if isinstance(widget, Input) else widget.query_one(Input)
        target.value = value
