"""The words on the screen are understood without the manual, in Chinese at 80 columns."""

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


def test_presence_names_the_form() -> None:
    """The presence line names the form that a colleague fills in, also if the operation's name is a sentence."""
    use_language("zh")
    at = Presence("EN1", "EN1", 7, "feedback.satisfied", 100)
    assert "正在填写「" in presence_words([at], 7, 140)


async def test_board_names_one_key_to_go_back(desk: str, app_on: Any, until: Any) -> None:
    """The key bar of the board shows exactly one key to go back."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        app.push_screen(BoardScreen(app.screen.session))
        await until(pilot, lambda: isinstance(app.screen, BoardScreen) and "返回" in app.screen.query_one(KeyBar).text)
        assert app.screen.query_one(KeyBar).text.count("返回") == 1


async def test_placeholders_fit_the_intake_fields(desk: str, app_on: Any, until: Any) -> None:
    """At 80 columns the placeholders of the narrow intake fields are shown whole."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("n")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and isinstance(app.focused, Input))
        for name in ("catalog", "owner", "occurred-at"):
            field = hands.field(name)
            assert cell_len(field.placeholder) <= field.content_size.width, name


def test_recipient_and_acceptor_have_different_words() -> None:
    """The recipient of a message and the contact who accepts a loaner have different Chinese words."""
    use_language("zh")
    accepts = {_("Accepted by"), _("accepted by"), _("who accepted it")}
    assert len(accepts) == 1
    assert not accepts & {_("recipient"), _("who was informed"), _("who takes it")}


def test_report_key_bar_names_the_preview() -> None:
    """At 80 columns the key bar of a report shows the preview key and the key of the next stage."""
    use_language("zh")
    shown = "".join(piece.text for piece in keys_line(report_bar(None), 80))
    assert "ctrl+r" in shown
    assert "ctrl+l" in shown
