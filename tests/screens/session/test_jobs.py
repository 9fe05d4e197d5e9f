"""Background work: an error in a thread is shown, and the console continues."""

from typing import Any

from keyboard import Hands

from deskctl.errors import NotFound
from deskctl.screens.session.jobs import in_background


def _notices(app: Any) -> str:
    return " ".join(notice.message for notice in app._notifications)  # noqa: SLF001 - no public way


async def test_error_in_a_thread_is_shown(desk: str, app_on: Any, until: Any) -> None:
    """On each kind of screen an internal error and an error of the desk are shown, and the keys still work."""

    def fault() -> Any:
        raise ZeroDivisionError

    def refusal() -> Any:
        raise NotFound("There is no such {thing}.", thing="thing")

    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        for key in ("", "l", "b", "question_mark"):
            await hands.go_to(70)
            if key:
                await pilot.press(key)
            app.clear_notifications()
            in_background(app.screen, fault, "one")
            await hands.see(lambda: "Internal error (ZeroDivisionError)" in _notices(app), key)
            in_background(app.screen, refusal, "other")
            await hands.see(lambda: "There is no such thing." in _notices(app), key)
            if key:
                await pilot.press("escape")
            await hands.go_to(66)


async def test_job_after_the_end_of_the_console_reads_colleagues(desk: str, app_on: Any) -> None:
    """A job that outlives the console reads the colleagues on its own connection, not on the closed one."""
    app = app_on(desk)
    async with app.run_test():
        acting = app.session.acting
    assert acting.colleagues()["lead_engineer"] == "LE1"
