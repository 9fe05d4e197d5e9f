"""The state of a record is shown in the language of the console."""

from typing import Any

import pytest
from keyboard import Hands

from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.records.record_screen import RecordPane, RecordScreen
from deskctl.screens.session.place_history import Place


@pytest.mark.parametrize(("lang", "words"), [("zh", "草稿"), ("en", "draft")])
async def test_faq_entry_shows_its_state_in_words(
    desk: str, app_on: Any, until: Any, take: Any, lang: str, words: str
) -> None:
    """An FAQ entry is shown as a draft until it is released, and never with a code of another language."""
    done = take(desk, "faq.add", None, actor="LE1", system="HIS", question="why?", answer="because")
    name = done.action.partition("/")[0]
    app = app_on(desk, lang=lang)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen_stack and isinstance(app.screen, QueueScreen))
        app.push_screen(RecordScreen(app.session, Place("faq", name)))
        await hands.see(lambda: app.screen.query(RecordPane) and words in app.screen.query_one(RecordPane).text)
        hands.type_ahead("escape")
        take(desk, "faq.release", None, actor="LE1", id=name)
        app.push_screen(RecordScreen(app.session, Place("faq", name)))
        await hands.see(lambda: app.screen.query(RecordPane) and "because" in app.screen.query_one(RecordPane).text)
        assert "published" not in app.screen.query_one(RecordPane).text
