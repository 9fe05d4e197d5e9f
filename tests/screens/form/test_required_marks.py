"""A field that depends on the value of another one is marked as required exactly while it is."""

from typing import Any

from keyboard import Hands
from opened_form import SMALL
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Label, TextArea

from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.widgets.inputs.choice_line import ChoiceLine

MARKED = {
    ("charge.agree", 71): [("basis", "fixed", "rate")],
    ("course.add", None): [("audience", "customer", "customer")],
    ("inspection.finding", None): [("later", "2026-12-01", "reason"), ("none", "", "reason")],
    ("contract.outcome", None): [("to", "renewed", "maintenance_end")],
    ("inspection-plan.add", None): [("interval", "3 months", "reason")],
    ("inspection-plan.edit", None): [("interval", "none", "agreed_by"), ("interval", "每季度", "reason")],
}
"""Fields whose value requires another field, by operation and ticket: the field, its value, and the other field."""

REPLACED = [
    ("faq.publish", 71, "faq", "FAQ-001", "answer"),
    ("training.adapt", None, "version", "v2", "file"),
    ("asset.retire", None, "undo", "", "reason"),
    ("ticket.note", 71, "note_", "a", "text"),
    ("callback.add", None, "phone", "000-0008-0300", "contact"),
]
"""Fields whose value takes the place of a required field, in the same order."""


async def opened(hands: Hands, name: str, number: int | None, preset: dict[str, str] | None = None) -> None:
    """Open the form of an operation."""
    app = hands.app
    await hands.leave()
    app.push_screen(FormScreen(app.session, *name.split("."), number, preset))
    await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow), name)
    await hands.settle()


async def test_required_field_is_marked_while_typing(desk: str, app_on: Any, until: Any) -> None:
    """The mark appears with the value and disappears when the value is removed."""
    app = app_on(desk, actor="MG1")
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        for (name, number), cases in MARKED.items():
            await opened(hands, name, number)
            for field, value, marked in cases:
                assert not is_marked(app, marked), (name, marked)
                widget = row_of(app, field).query_one(".value")
                fill_in(widget, value)
                await hands.see(lambda marked=marked: is_marked(app, marked), f"{name} {value}")  # type: ignore[misc]
                if isinstance(widget, Input):
                    widget.value = ""
                    await hands.see(lambda marked=marked: not is_marked(app, marked), f"{name} without")  # type: ignore[misc]


async def test_field_is_required_unless_another_is_filled_in(desk: str, app_on: Any, until: Any) -> None:
    """The mark is shown when the form opens and disappears with the value that takes the place of the field."""
    app = app_on(desk, actor="MG1")
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        for name, number, field, value, marked in REPLACED:
            await opened(hands, name, number)
            assert is_marked(app, marked), name
            fill_in(row_of(app, field).query_one(".value"), value)
            await hands.see(lambda marked=marked: not is_marked(app, marked), name)  # type: ignore[misc]


async def test_field_is_required_by_the_records_of_the_desk(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The rollback plan of an upgrade is marked on a ticket without a planned upgrade.

    The last day of a renewed contract is marked only if no following contract is recorded.
    """
    values = {"customer": "CUS-08", "no": "2", "maintenance_start": "2026-09-01", "maintenance_end": "2027-08-31"}
    app = app_on(desk, actor="MG1")
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        await opened(hands, "upgrade.start", 71)
        await hands.see(lambda: is_marked(app, "rollback"))
        for is_followed in (False, True):
            if is_followed:
                take(desk, "contract.add", actor="MG1", **values)
            await opened(hands, "contract.outcome", None, {"id": "CT-08", "to": "renewed"})
            await hands.see(lambda: is_marked(app, "maintenance_end") is not is_followed, f"followed: {is_followed}")  # noqa: B023


def row_of(app: Any, name: str) -> FieldRow:
    """Return the row of a field."""
    return next(row for row in app.screen.query(FieldRow) if row.field.name == name)


def is_marked(app: Any, name: str) -> bool:
    """Return True if the label of a field ends with the mark of a required field."""
    return str(row_of(app, name).query(".label").first(Label).content).endswith("*")


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
