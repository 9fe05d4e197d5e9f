"""The forms that close and resolve a ticket show at once what is missing, and one key opens the missing operation."""

from typing import Any

from keyboard import Hands, events
from opened_form import open_form, refusal

from deskctl.language.i18n import use_language
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen


def _form(app: Any) -> str:
    """Return the operation of the open form."""
    is_form = isinstance(app.screen, FormScreen) and app.screen.query("FieldRow")
    return f"{app.screen.operation.noun}.{app.screen.operation.verb}" if is_form else ""


async def test_closing_form_shows_the_missing_operation(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The closing form shows its refusal when it opens, and checks again after the missing operation was recorded."""
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        for lang, size, number in (("zh", (60, 20), 73), ("en", (100, 30), 74)):
            take(desk, "ticket.open", contact="P-0301", title="x", kind="question", site="S-0301")
            take(desk, "ticket.resolve", number, actor="LE1")
            use_language(lang)
            await pilot.resize_terminal(*size)
            await open_form(app, pilot, until, "ticket.close", number)
            await hands.see(lambda: refusal(app), lang)
            first = refusal(app)
            before = events(desk, number)
            await pilot.press("ctrl+n")
            await hands.see(lambda: _form(app) == "feedback.satisfied", lang)
            hands.field("by-contact").value = "P-0301"
            await pilot.press("ctrl+o")
            await hands.see(lambda first=first: _form(app) == "ticket.close" and refusal(app) != first, lang)  # type: ignore[misc]
            assert events(desk, number)[len(before) :] == ["satisfied"], lang
            await hands.leave()


async def test_resolving_form_names_an_open_remote_session(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The resolving form names an open remote session when it opens, and one key opens the form that ends it."""
    take(desk, "remote.consent", 66, by_contact="P-0301", how="phone", actor="EN1")
    take(desk, "remote.start", 66, actor="EN1")
    app = app_on(desk, actor="EN1")
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        for lang, words in (("zh", "远程登录尚未结束"), ("en", "session is still open")):
            use_language(lang)
            await open_form(app, pilot, until, "ticket.resolve", 66)
            await hands.see(lambda: refusal(app), lang)
            assert words in refusal(app)
            await pilot.press("ctrl+n")
            await hands.see(lambda: _form(app) == "remote.end", lang)
            await pilot.press("escape")
            await hands.see(lambda: _form(app) == "ticket.resolve", lang)
            await hands.leave()
