"""Hostile texts on further screens: ticket, clocks, undo, board, records and candidates."""

from typing import Any

from keyboard import Hands, shows_chosen
from seldom_drawn import drawn_text
from test_hostile_texts import spoil

from deskctl.screens.dispatch.assign_screen import AssignScreen
from deskctl.screens.form.form_choice import form_of
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.panes.line_list import LineList

KEYS_TO_SCREENS = ("enter", *"xubDPCidSH", "v", "v2", "v3", "v4", "v5")
"""The keys that open each screen from the queue."""


async def test_only_printable_characters_are_drawn(desk: str, app_on: Any, until: Any) -> None:
    """Each screen opens on the spoiled desk and draws only printable characters.

    The list of candidates contains names, sites and skills that other people entered.
    """
    spoil(desk)
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await pilot.press("3")
        await hands.see(lambda: shows_chosen(app))
        number = app.screen.number
        for keys in KEYS_TO_SCREENS:
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
