"""The title of the assign form names the action: taking the ticket, or assigning it to another person."""

from typing import Any

from keyboard import Hands, listed
from textual.widgets import Input

from deskctl.language.i18n import use_language
from deskctl.screens.queue.queue_screen import QueueScreen


def title(app: Any) -> str:
    """Return the title of the open form; empty if there is none."""
    return str(app.screen.query_one("#form").border_title) if app.screen.query("#form") else ""


async def test_title_names_take_or_assign(own_desk: str, app_on: Any, until: Any) -> None:
    """The title changes when another person is entered; the form for several tickets has such a title too."""
    app = app_on(own_desk)
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await hands.go_to(1)
        for lang, take, assign in (("zh", "接单", "派单"), ("en", "Take", "Assign")):
            use_language(lang)
            await pilot.press("t")
            await hands.see(lambda take=take: title(app).startswith(take), lang)  # type: ignore[misc]
            app.screen.query_one("#row-to Input", Input).value = "EN2"
            await hands.see(lambda assign=assign: title(app).startswith(assign), lang)  # type: ignore[misc]
            await hands.leave()
            await pilot.press("T")
            await hands.see(lambda assign=assign: title(app).startswith(assign), lang)  # type: ignore[misc]
            await hands.leave()
            await pilot.press("asterisk", "t")
            await hands.see(lambda take=take: title(app).startswith(take), lang)  # type: ignore[misc]
            await hands.leave()
            await pilot.press("asterisk")


async def test_person_outside_the_staff_assigns_to_others(
    empty_desk: str, own_desk: str, app_on: Any, until: Any, take: Any
) -> None:
    """If the person at the desk is not on the staff, `t` leaves the person open; an empty list names staff add."""
    take(empty_desk, "ticket.open", None, actor=None, caller_name="Wang", title="no paper", severity="general")
    for desk, words in ((own_desk, "郑样"), (empty_desk, "Nobody is on the staff yet")):
        app = app_on(desk, actor=None)
        async with app.run_test(size=(80, 24)) as pilot:
            hands = Hands(app, pilot, until)
            await hands.go_to(1)
            await pilot.press("t")
            await hands.see(lambda app=app, words=words: words in listed(app), words)  # type: ignore[misc]
            assert not hands.field("to").value


async def test_another_engineer_is_typed_instead_of_taking(own_desk: str, app_on: Any, until: Any) -> None:
    """After t the field of the person has the focus, and a typed name replaces one's own."""
    app = app_on(own_desk, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(1)
        await hands.settle()
        hands.type_ahead("t", *"EN2")
        await hands.settle()
        assert app.focused is hands.field("to")
        assert app.focused.value == "EN2"
