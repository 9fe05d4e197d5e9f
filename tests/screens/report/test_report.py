"""The report screen: prefilled texts, issuing and sending, visibility, and drafts."""

import re
import shutil
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
from kept_rows import column
from keyboard import Hands, events
from textual.events import Paste
from textual.widgets import Label, TextArea

from deskctl.config import drafts_folder
from deskctl.operations.framework.values import TEXT_LIMIT
from deskctl.private_files import is_open_to_others
from deskctl.queries.ticket.full_ticket import show_ticket
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.dialogs.help_screen import HelpScreen
from deskctl.screens.find.find_screen import FindScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.report.preview_screen import PreviewPane, PreviewScreen
from deskctl.screens.report.report_draft import ReportDraft
from deskctl.screens.report.report_screen import ReportScreen
from deskctl.screens.report.visibility_screen import VisibilityScreen
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane

_TOO_LONG = 2 * TEXT_LIMIT


def part(app: Any, name: str) -> TextArea:
    return app.screen.query_one(f"#part-{name}", TextArea)  # type: ignore[no-any-return]


async def open_report(hands: Hands, number: int) -> None:
    await hands.go_to(number)
    await hands.pilot.press("e")
    await hands.see(lambda: isinstance(hands.app.screen, ReportScreen))
    await hands.see(lambda: "resolved" in hands.app.screen.query_one("#missing", LinePane).text)


async def test_report_is_prefilled_from_the_actions(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """Cause, method and result are prefilled from the valid actions, not from undone ones.

    An empty part is named with the clause that requires it, and gets the focus when the report is to be issued. The
    preview contains the unsaved text. The key for help and quit is shown at any width.
    """
    take(desk, "remote.consent", 71, actor="EN2", by_contact="P-0702", how="phone")
    take(desk, "remote.start", 71, actor="EN2")
    take(desk, "remote.end", 71, actor="EN2", summary="wrong drawer")
    take(desk, "ticket.correct", 71, actor="EN2", seq=5, reason="another ticket")
    take(desk, "remote.end", 71, actor="EN2", summary="driver set up again")
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await open_report(hands, 64)
        await hands.see(lambda: part(app, "cause").text == "格式化缺陷")
        await pilot.press("escape")
        await open_report(hands, 71)
        await hands.see(lambda: part(app, "method").text == "driver set up again")
        await pilot.press("escape")
        await open_report(hands, 67)
        await _empty_parts_are_named(hands)
        await pilot.press("escape")
        take(desk, "report.issue", 67, actor="EN3", cause="dust", method="cleaned", result="prints")
        await open_report(hands, 67)
        part(app, "result").text = "quiet since noon"
        await pilot.press("ctrl+l")
        await hands.see(lambda: isinstance(app.screen, PreviewScreen) and app.screen.query(PreviewPane))
        await hands.see(lambda: "quiet since noon" in app.screen.query_one(PreviewPane).text)
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, ReportScreen))
        await pilot.resize_terminal(60, 20)
        await hands.see(lambda: "ctrl+p Help, quit" in app.screen.query_one("#report-keys", KeyBar).text)
        await pilot.press("ctrl+p")
        await hands.see(lambda: isinstance(app.screen, FindScreen))
        hands.type_ahead(*":keys for the", "enter")
        await hands.see(lambda: isinstance(app.screen, HelpScreen))


async def _empty_parts_are_named(hands: Hands) -> None:
    app, before = hands.app, part(hands.app, "result").text
    part(app, "result").text = ""
    missing = app.screen.query_one("#missing", LinePane)
    await hands.see(lambda: "still empty" in missing.text)
    assert "S5.4-3" in missing.text
    part(app, "result").text = before
    part(app, "method").text = ""
    await hands.pilot.press("ctrl+r")
    await hands.see(lambda: app.focused is part(app, "method"))
    assert any("How it was handled" in note.message for note in app._notifications)  # noqa: SLF001
    assert "report_issued" not in events(app.session.store, 67)


async def test_report_is_issued_and_sent(
    desk: str, app_on: Any, until: Any, watch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issuing and sending each ask first; without a mail server the mail is written to a file for a person to send."""
    monkeypatch.chdir(tmp_path)
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await open_report(hands, 67)
        for name in ("cause", "method", "result"):
            part(app, name).text = f"the {name}"
        await pilot.press("ctrl+r")
        await hands.see(lambda: isinstance(app.screen, ConfirmScreen) and app.screen.query(Label))
        question = str(app.screen.query(Label).first().render())
        assert "Language: Chinese" in question
        assert "This is the first version." in question
        await hands.see(lambda: re.search(r"Pages: [1-9]", str(app.screen.query_one("#pages", Label).render())))
        for key, answer in (("", "no"), ("right", "yes"), ("right", "more"), ("left", "yes"), ("left", "no")):
            hands.type_ahead(*key.split())
            await hands.see(lambda answer=answer: app.focused is not None and app.focused.id == answer)
        await hands.answer("n")
        assert "report_issued" not in events(desk, 67)
        await pilot.press("ctrl+r")
        await hands.answer("y")
        await hands.see(lambda: "report_issued" in events(desk, 67))
        part(app, "result").text = "prints"
        await pilot.press("ctrl+r")
        await hands.see(lambda: isinstance(app.screen, ConfirmScreen) and app.screen.query(Label))
        question = str(app.screen.query(Label).first().render())
        assert "Different from version 1: Final result" in question
        await pilot.press("s")
        await hands.see(lambda: type(app.screen) is ConfirmScreen and app.screen.query(Label))
        assert events(desk, 67).count("report_issued") == 2
        assert "version 2" in str(app.screen.query(Label).first().render())
        await hands.see(lambda: app.focused is not None and app.focused.id == "no")
        assert "feedback_sent" not in events(desk, 67)
        await hands.answer("y")
        await hands.see(lambda: "feedback_sent" in events(desk, 67))
    conn = open_reader(desk)
    last = show_ticket(conn, 67, at=instant(watch()))["reports"][-1]
    conn.close()
    assert (last["cause"], last["method"], last["result"]) == ("the cause", "the method", "prints")
    mail = _mail_in(tmp_path)
    assert mail["To"]
    assert [part.get_filename()[:6] for part in mail.walk() if part.get_filename()] == ["T-067-"]


def _mail_in(folder: Path) -> EmailMessage:
    [path] = folder.glob("T-067-R*.eml")
    return cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=default))


async def test_visibility_of_a_text_is_changed(desk: str, app_on: Any, until: Any) -> None:
    """M lists the texts of a ticket; m publishes the chosen text and makes it internal again, each with an action."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(66)
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, TicketScreen))
        await pilot.press("m")
        await hands.see(lambda: isinstance(app.screen, VisibilityScreen) and app.screen.query(LineList))
        rows = app.screen.query_one(LineList)
        await hands.see(lambda: "int." in rows.text)
        place = next(y for y, row in enumerate(rows.text.splitlines()) if row.startswith("int."))
        rows.move_to(place)
        await pilot.press("m")
        await hands.see(lambda: "published" in events(desk, 66))
        await hands.see(lambda: rows.text.splitlines()[place].startswith("pub."))
        await pilot.press("m")
        await hands.see(lambda: "unpublished" in events(desk, 66))


def drafts(desk: str) -> list[Path]:
    return list(drafts_folder(desk).glob("report-*"))


def file_put_aside(folder: Path) -> Path:
    (path,) = folder.glob("deskctl-*.md")
    return path


def report_draft(desk: str, number: int) -> str:
    conn = open_reader(desk)
    causes = column(conn, "report_draft", "cause", ticket=number)
    conn.close()
    return causes[0] if causes else ""


async def test_typed_report_is_not_lost(desk: str, app_on: Any, until: Any) -> None:
    """Escape keeps the text as a draft that reopens with the report; a paste over the limit is refused and kept.

    If the console ended without saving, the text reappears on that ticket only, until it is stored. A report that
    cannot be stored, as when the store is missing, can be left, and its text stays on disk.
    """
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await open_report(hands, 66)
        await hands.write("worn out ")
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("e")
        await hands.see(lambda: isinstance(app.screen, ReportScreen) and "worn out" in part(app, "cause").text)
        await pilot.press("escape")
        await open_report(hands, 72)
        app.post_message(Paste("x" * _TOO_LONG))
        await hands.see(lambda: len(part(app, "cause").text) == _TOO_LONG)
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        pasted = ReportDraft(desk, "EN1", 72)
        assert len(pasted.take_over()["cause"]) == _TOO_LONG
        pasted.drop()
        await open_report(hands, 67)
        await hands.write("dusty ")
        await hands.see(lambda: drafts(desk) and "dusty" in drafts(desk)[0].read_text(encoding="utf-8"))
    assert not is_open_to_others(drafts(desk)[0])
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await open_report(hands, 66)
        assert "dusty" not in part(app, "cause").text
        await pilot.press("escape")
        await open_report(hands, 67)
        await hands.see(lambda: "dusty" in part(app, "cause").text)
        await pilot.press("ctrl+o")
        await hands.see(lambda: not drafts(desk))
        assert "dusty" in report_draft(desk, 67)
        await hands.see(lambda: isinstance(app.screen, QueueScreen) or app.screen.query("#part-cause"))
        if isinstance(app.screen, ReportScreen):
            await pilot.press("escape")
        await open_report(hands, 72)
        await hands.write("worn out ")
        shutil.move(desk, f"{desk}.away")
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
    assert ReportDraft(desk, "EN1", 72).take_over()["cause"].startswith("worn out")


@pytest.mark.usefixtures("no_pause")
async def test_report_typed_without_a_pause_is_saved(desk: str, app_on: Any, until: Any) -> None:
    """Someone who writes a report without a pause loses at most the last seconds when the console ends."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await open_report(hands, 67)
        for text in ("dusty", "filter"):
            await hands.write(f"{text} ")
            await hands.see(lambda text=text: drafts(desk) and text in drafts(desk)[0].read_text(encoding="utf-8"))


async def test_newer_stored_draft_replaces_the_typed_text(
    desk: str, app_on: Any, until: Any, take: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colleague's newer draft is not overwritten; the older text is put into a file that a notice names."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = ReportDraft(desk, "EN1", 66)
    left.keep({"cause": "older words", "method": "", "result": ""})
    left.release()
    take(desk, "report.write", 66, cause="the colleague's words")
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await open_report(hands, 66)
        await hands.see(lambda: part(app, "cause").text == "the colleague's words")
        aside = file_put_aside(tmp_path)
        assert "older words" in aside.read_text(encoding="utf-8")
        assert any(str(aside) in note.message for note in app._notifications)  # noqa: SLF001
        assert drafts(desk) == []
