"""Prefilled parts and warnings of the report: corrected actions, a contact without mail, an unresolved ticket."""

from pathlib import Path
from typing import Any

import pytest
from kept_rows import kept, spoil
from keyboard import Hands
from textual.widgets import Label, TextArea

from deskctl.queries.ticket.history import history
from deskctl.queries.ticket.reports import suggested_report
from deskctl.queries.ticket.ticket_context import part_names
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.report.report_screen import ReportScreen
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.ticket_pane import TicketPane


async def test_report_that_differs_from_the_record_is_reported(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The ticket and the report screen name the version that differs from the corrected record."""
    take(desk, "diagnosis.record", 71, actor="EN2", cause="dust", fault_class="soft", method="phone")
    take(desk, "ticket.resolve", 71, actor="EN2", answer="cleaned")
    take(desk, "report.issue", 71, actor="EN2", cause="dust", method="cleaned", result="prints")
    conn = open_reader(desk)
    actions = {action.event: action.seq for action in history(conn, 71)}
    conn.close()
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(71)
        pane = app.screen.query_one(TicketPane)
        await hands.see(lambda: "71" in pane.text)
        assert "与记录不符" not in pane.text
        take(desk, "ticket.correct", 71, actor="LE1", seq=actions["diagnosed"], reason="another ticket")
        await hands.see(lambda: "第 1 版报告与记录不符" in pane.text)
        await pilot.press("e")
        await hands.see(lambda: isinstance(app.screen, ReportScreen))
        await hands.see(lambda: "第 1 版报告与记录不符" in app.screen.query_one("#missing", LinePane).text)


async def test_contact_without_mail_is_named_before_sending(
    desk: str, app_on: Any, until: Any, take: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question before sending states that the contact has no mail address, and the send key is always shown."""
    monkeypatch.chdir(tmp_path)
    take(desk, "report.issue", 67, actor="EN3", cause="dust", method="cleaned", result="prints")
    (contact,) = kept(desk, "ticket", "contact", number=67)[0]
    spoil(desk, "contact", {"email": None}, id=contact)
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(67)
        await pilot.press("e")
        await hands.see(lambda: isinstance(app.screen, ReportScreen))
        await hands.see(lambda: app.screen.query_one("#part-cause", TextArea).text == "dust")
        await hands.see(lambda: "ctrl+t 发送" in app.screen.query_one("#report-keys", KeyBar).text)
        await pilot.press("ctrl+t")
        await hands.see(lambda: isinstance(app.screen, ConfirmScreen) and app.screen.query(Label))
        assert "没有邮箱地址" in str(app.screen.query(Label).first().render())


def test_installed_parts_are_part_of_the_method(desk: str) -> None:
    """The prefilled method names each installed part with its serial numbers, in the order of the work."""
    conn = open_reader(desk)
    method = suggested_report(history(conn, 9), part_names(conn, 9))["method"].splitlines()
    conn.close()
    assert method == [
        "Installed 存储控制器电池; old serial number OLD-B1; new serial number NEW-B1",
        "更换缓存电池",
        "单控恢复、会诊、更换、固件升级",
    ]


async def test_early_report_is_refused_before_the_question(desk: str, app_on: Any, until: Any) -> None:
    """On an unresolved ticket the question before issuing is replaced by the refusal and the form to do first."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(66)
        await pilot.press("e")
        await hands.see(lambda: isinstance(app.screen, ReportScreen) and app.screen.query("#part-cause"))
        await hands.see(lambda: "resolved" in app.screen.query_one("#missing", LinePane).text)
        for part in ("cause", "method", "result"):
            app.screen.query_one(f"#part-{part}", TextArea).text = "words"
        await pilot.press("ctrl+r")
        await hands.see(lambda: isinstance(app.screen, ConfirmScreen) and app.screen.query(Label))
        refusal = str(app.screen.query(Label).first().content)
        assert "not resolved" in refusal
        assert "First: Resolve" in refusal
        assert "deskctl" not in refusal
        await hands.answer("y")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.operation.verb == "resolve")


async def test_cut_title_ends_with_two_dots(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """A title that does not fit the head of the report ends with two dots."""
    take(desk, "ticket.edit", 71, actor="EN2", title="收银台打印机不出纸" * 10)
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(71)
        await pilot.press("e")
        await hands.see(lambda: isinstance(app.screen, ReportScreen))
        await hands.see(lambda: str(app.screen.query_one("#report-head", LinePane).text).rstrip().endswith(".."))
