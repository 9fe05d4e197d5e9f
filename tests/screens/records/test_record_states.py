"""The state of a record is shown in the language of the console."""

from typing import Any

from keyboard import Hands

from deskctl.language.i18n import use_language
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.records.record_screen import RecordPane, RecordScreen
from deskctl.screens.session.place_history import Place


async def test_faq_entry_shows_its_state_in_words(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """An FAQ entry is shown as a draft until it is released, and never with a code of another language."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen_stack and isinstance(app.screen, QueueScreen))
        for lang, words in (("zh", "草稿"), ("en", "draft")):
            use_language(lang)
            done = take(desk, "faq.add", None, actor="LE1", system="HIS", question="why?", answer="because")
            name = done.action.partition("/")[0]
            await _see_record(hands, name, words)
            take(desk, "faq.release", None, actor="LE1", id=name)
            assert "published" not in await _see_record(hands, name, "because"), lang


async def _see_record(hands: Hands, name: str, words: str) -> str:
    """Open an FAQ entry, wait for the given words, and return what is shown."""
    app = hands.app
    app.push_screen(RecordScreen(app.session, Place("faq", name)))
    await hands.see(lambda: app.screen.query(RecordPane) and words in app.screen.query_one(RecordPane).text, words)
    text = str(app.screen.query_one(RecordPane).text)
    await hands.leave()
    return text
