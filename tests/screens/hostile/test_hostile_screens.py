"""Hostile texts on the other screens: a ticket in full, its clocks, the undo, the board, the rooms."""

from typing import Any

import pytest
from test_hostile_texts import spoil

from deskctl.screens.dispatch.assign_screen import AssignScreen
from deskctl.screens.form.form_choice import form_of
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.panes.line_list import LineList


def _drawn(app: Any) -> str:
    return "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)  # noqa: SLF001 - what the terminal gets


@pytest.mark.parametrize(
    "keys", ["enter", "x", "u", "b", "v", "v2", "v3", "v4", "v5", "D", "P", "C", "i", "d", "S", "H"]
)
async def test_no_control_sign_is_drawn(desk: str, app_on: Any, until: Any, keys: str) -> None:
    """Each screen opens on the spoiled desk and draws only signs that can be printed."""
    spoil(desk)
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: app.screen.contact)
        await pilot.press(*keys)
        await until(pilot, lambda: not isinstance(app.screen, QueueScreen))
        for _ in range(12):
            await pilot.pause(0.02)
        assert all(sign.isprintable() for sign in _drawn(app))


async def test_the_choice_of_an_engineer_draws_none(desk: str, app_on: Any, until: Any) -> None:
    """Who can be given a ticket is listed with names, places and skills that others wrote."""
    spoil(desk)
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: app.screen.contact)
        app.push_screen(form_of(app.session, "ticket", "assign", app.screen.number))
        await until(pilot, lambda: isinstance(app.screen, AssignScreen))
        await until(pilot, lambda: app.screen.query("#candidates"))
        await until(pilot, lambda: app.screen.query_one("#candidates", LineList).lines)
        assert all(sign.isprintable() for sign in _drawn(app))
