"""Words on the screen that a person understands without the manual, in Chinese at 80 columns."""

from typing import Any

from keyboard import Hands
from rich.cells import cell_len
from textual.widgets import Input

from deskctl.desk.presence import Presence
from deskctl.language.i18n import _, use_language
from deskctl.screens.board.board_screen import BoardScreen
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.report.report_keys import report_bar
from deskctl.widgets.lines.presence_lines import presence_words
from deskctl.widgets.panes.key_bar import KeyBar, keys_line


def test_the_presence_of_a_writer_names_the_form() -> None:
    """The name of any operation reads as the name of a form, also if it is a sentence."""
    use_language("zh")
    at = Presence("EN1", "EN1", 7, "feedback.satisfied", 100)
    assert "正在填写「" in presence_words([at], 7, 140)


async def test_the_board_names_the_way_back_once(desk: str, app_on: Any, until: Any) -> None:
    """The key bar shows one key for it."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        app.push_screen(BoardScreen(app.screen.session))
        await until(pilot, lambda: isinstance(app.screen, BoardScreen) and "返回" in app.screen.query_one(KeyBar).text)
        assert app.screen.query_one(KeyBar).text.count("返回") == 1


async def test_examples_fit_in_the_fields_of_a_call(desk: str, app_on: Any, until: Any) -> None:
    """At 80 columns the narrow fields of a new ticket show their examples whole."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("n")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and isinstance(app.focused, Input))
        for name in ("catalog", "owner", "occurred-at"):
            field = hands.field(name)
            assert cell_len(field.placeholder) <= field.content_size.width, name


def test_who_is_informed_and_who_accepts_have_words_of_their_own() -> None:
    """The person that something goes to, and the customer's person who accepts a loaner, are named differently."""
    use_language("zh")
    accepts = {_("Accepted by"), _("accepted by"), _("who accepted it")}
    assert len(accepts) == 1
    assert not accepts & {_("recipient"), _("who was informed"), _("who takes it")}


def test_the_bar_of_a_report_names_its_preview() -> None:
    """At 80 columns, beside the key of the next stage."""
    use_language("zh")
    shown = "".join(piece.text for piece in keys_line(report_bar(None), 80))
    assert "ctrl+r" in shown
    assert "ctrl+l" in shown
