"""Hostile texts on the other screens: a ticket in full, its clocks, the undo, the board, the rooms."""

from typing import Any

from keyboard import Hands
from seldom_drawn import drawn_text
from test_hostile_texts import spoil

from deskctl.screens.dispatch.assign_screen import AssignScreen
from deskctl.screens.form.form_choice import form_of
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.panes.line_list import LineList

WAYS = ("enter", *"xubDPCidSH", "v", "v2", "v3", "v4", "v5")
"""The keys that lead from the queue to each screen."""


async def test_no_control_sign_is_drawn(desk: str, app_on: Any, until: Any) -> None:
    """Each screen opens on the spoiled desk and draws only signs that can be printed.

    The choice of an engineer lists names, places and skills that others wrote.
    """
    spoil(desk)
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await pilot.press("3")
        await hands.see(lambda: app.screen.contact)
        number = app.screen.number
        for keys in WAYS:
            await pilot.press(*([keys] if keys == "enter" else keys))
            await hands.see(lambda: not isinstance(app.screen, QueueScreen), keys)
            await hands.settle()
            assert drawn_text(app).isprintable(), keys
            await hands.leave()
        app.push_screen(form_of(app.session, "ticket", "assign", number))
        await hands.see(lambda: isinstance(app.screen, AssignScreen))
        await hands.see(lambda: app.screen.query("#candidates"))
        await hands.see(lambda: app.screen.query_one("#candidates", LineList).lines)
        assert drawn_text(app).isprintable()
