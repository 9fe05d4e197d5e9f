"""A time in a form field is read and checked when the field is left."""

from collections.abc import Callable
from typing import Any

from keyboard import Hands
from opened_form import SMALL, Until, open_form
from textual.widgets import Input

from deskctl.screens.form.form_fields import FieldRow


async def test_wrong_time_is_marked_when_its_field_is_left(app_on: Callable[..., Any], desk: str, until: Until) -> None:
    """A wrong time is marked when its field is left, and a valid time removes the mark."""
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        for operation, row, typed in (("visit.reply", "#row-eta", "9：75"), ("ticket.note", "#row-at-", "25:99")):
            await open_form(app, pilot, until, operation, 69)
            field = app.screen.query_one(row, FieldRow)
            field.enter()
            await pilot.pause()
            app.screen.focused.value = typed
            await pilot.press("tab")
            await until(pilot, lambda field=field: field.query(".wrong"), operation)  # type: ignore[misc]
            assert not app.screen.focused or app.screen.focused not in field.query(Input), operation
            field.enter()
            await pilot.pause()
            app.screen.focused.value = "9:30"
            await until(pilot, lambda field=field: not field.query(".wrong"), operation)  # type: ignore[misc]
            await Hands(app, pilot, until).leave()
