"""Work off the event loop: what fails there is told, and the console goes on."""

from typing import Any

import pytest
from keyboard import Hands

from deskctl.errors import NotFound
from deskctl.screens.session.jobs import in_background


def _reported(app: Any) -> str:
    return " ".join(notice.message for notice in app._notifications)  # noqa: SLF001 - what stands on the screen


@pytest.mark.parametrize("key", [None, "l", "b", "question_mark"])
async def test_a_fault_in_a_thread_is_reported(desk: str, app_on: Any, until: Any, key: str | None) -> None:
    """On each sort of screen a fault of our own and an error of the desk are shown, and the keys go on working."""

    def fault() -> Any:
        raise ZeroDivisionError

    def refusal() -> Any:
        raise NotFound("There is no such {thing}.", thing="thing")

    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        if key:
            await pilot.press(key)
        in_background(app.screen, fault, "one")
        await hands.see(lambda: "Internal error (ZeroDivisionError)" in _reported(app))
        in_background(app.screen, refusal, "other")
        await hands.see(lambda: "There is no such thing." in _reported(app))
        if key:
            await pilot.press("escape")
        await hands.go_to(66)


async def test_a_job_that_outlives_the_console_finds_who_may_take_a_step(desk: str, app_on: Any) -> None:
    """Colleagues are read by each job on a connection of its own, never on the one that the console closes."""
    app = app_on(desk)
    async with app.run_test():
        acting = app.session.acting
    assert acting.colleagues()["lead_engineer"] == "LE1"
