"""The consent to the maintenance window is chosen by words."""

from typing import Any

import pytest
from keyboard import Hands
from opened_form import open_form

from deskctl.language.i18n import use_language
from deskctl.queries.ticket.full_ticket import history
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.ref_picker import Matches
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.store.sqlite.reader import open_reader


@pytest.mark.parametrize(("lang", "size", "words"), [("zh", (100, 30), "维护时间"), ("en", (60, 20), "the time of")])
async def test_window_is_chosen_by_words(
    desk: str, app_on: Any, until: Any, lang: str, size: tuple[int, int], words: str
) -> None:
    """Down lists the window first, its words find it, and the form shows the words and records the code."""
    use_language(lang)
    app = app_on(desk, lang=lang)
    async with app.run_test(size=size) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await open_form(app, pilot, until, "part.consent", 66)
        row = app.screen.query_one("#row-for", FieldRow)
        row.enter()
        await pilot.press("down")
        await hands.see(lambda: app.screen.query("#row-for Matches.-shown"))
        first = app.screen.query_one("#row-for Matches", Matches).get_option_at_index(0)
        assert words in str(first.prompt)
        assert "window" not in str(first.prompt)
        await pilot.press("enter")
        await hands.see(lambda: words in hands.field("for").value)
        assert row.text == "window"
        hands.field("for").value = words
        await hands.see(lambda: row.text == "window")
        hands.field("by-contact").value = "P-0301"
        app.screen.query_one("#row-how ChoiceLine").choose("phone")  # type: ignore[attr-defined]
        await hands.save()
    conn = open_reader(desk)
    last = history(conn, 66)[-1]
    conn.close()
    assert (last.event, last.data["for"]) == ("consent_given", "window")
