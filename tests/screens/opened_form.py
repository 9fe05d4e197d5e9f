"""Open a form from the queue, and read its refusal."""

from collections.abc import Awaitable, Callable
from typing import Any

from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.widgets.panes.queue_table import QueueTable

WIDE = (160, 48)
SMALL = (60, 20)
"""For tests that open much and look at little: rows that are out of view are not drawn."""
Until = Callable[..., Awaitable[None]]


def refusal(app: Any) -> str:
    return "\n".join(str(label.content) for label in app.screen.query("#refusal Label"))


async def open_form(app: Any, pilot: Any, until: Until, name: str, number: int) -> None:
    await pilot.press("3")
    await until(pilot, lambda: number in app.screen.query_one(QueueTable).numbers)
    table = app.screen.query_one(QueueTable)
    table.move_to(list(table.numbers).index(number))
    app.screen.action_operate(*name.split("."))
    await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
