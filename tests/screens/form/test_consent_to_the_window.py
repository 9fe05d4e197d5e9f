"""The consent to the maintenance window is chosen by words."""

from contextlib import closing
from typing import Any

from keyboard import Hands, events
from opened_form import open_form

from deskctl.language.i18n import use_language
from deskctl.queries.ticket.full_ticket import history
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.ref_picker import Matches
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.store.sqlite.reader import open_reader


async def test_window_is_chosen_by_words(desk: str, app_on: Any, until: Any) -> None:
    """Down lists the window first, its words find it, and the form shows the words and records the code."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        for lang, size, words in (("zh", (100, 30), "维护时间"), ("en", (60, 20), "the time of")):
            use_language(lang)
            await pilot.resize_terminal(*size)
            before = len(events(desk, 66))
            await _consent_to_the_window(hands, until, words)
            with closing(open_reader(desk)) as conn:
                (last,) = history(conn, 66)[before:]
            assert (last.event, last.data["for"]) == ("consent_given", "window"), lang


async def _consent_to_the_window(hands: Hands, until: Any, words: str) -> None:
    app, pilot = hands.app, hands.pilot
    await open_form(app, pilot, until, "part.consent", 66)
    row = app.screen.query_one("#row-for", FieldRow)
    row.enter()
    await pilot.press("down")
    await hands.see(lambda: app.screen.query("#row-for Matches.-shown"), words)
    first = app.screen.query_one("#row-for Matches", Matches).get_option_at_index(0)
    assert words in str(first.prompt)
    assert "window" not in str(first.prompt)
    await pilot.press("enter")
    await hands.see(lambda: words in hands.field("for").value, words)
    assert row.text == "window"
    hands.field("for").value = words
    await hands.see(lambda: row.text == "window", words)
    hands.field("by-contact").value = "P-0301"
    app.screen.query_one("#row-how ChoiceLine").choose("phone")
    await hands.save()
