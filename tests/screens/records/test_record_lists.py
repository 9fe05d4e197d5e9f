"""The lists of records beside the queue, the mailbox, and a saved queue."""

import re
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from deskctl import clock
from deskctl.config.messages import message_settings
from deskctl.mail.intake.intake import Intake
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.records.records_screen import DetailPane, RecordsScreen
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.panes.tabs import QueueTabs

WIDE = (160, 48)


async def _go(app: Any, pilot: Any, until: Any, *keys: str) -> None:
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(app.screen, RecordsScreen) and app.screen.query(DetailPane))
    await until(pilot, lambda: app.screen.query_one(DetailPane).text)


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_each_list_opens(desk: str, app_on: Any, until: Any, lang: str) -> None:
    """Customers, equipment, stock, roster and mailbox show a list and the details of the chosen record at any size.

    The subject of a mail is whole at 80 columns, where nothing shows the first line of its text, and at 60.
    At 60 columns the roster cuts no time and marks the current shift and the gap; the details show the phone number.
    """
    app = app_on(desk, lang=lang)
    async with app.run_test(size=WIDE) as pilot:
        await _go(app, pilot, until, "v")
        for size in (WIDE, (80, 24), (60, 20)):
            await pilot.resize_terminal(*size)
            for key, record in (("1", "CUS-01"), ("2", "A-0101"), ("3", "PT-01"), ("5", "ML-005"), ("4", "RO-12")):
                await pilot.press(key)
                await until(pilot, lambda record=record: record in app.screen.query_one(LineList).text)
                if key == "5":
                    await until(pilot, lambda: "请协助核对备份" in app.screen.query_one(LineList).text, f"{size}")
        listed = app.screen.query_one(LineList)
        await until(pilot, lambda: ".." not in listed.text)
        assert {"en": "on call now", "zh": "当班"}[lang] in listed.text
        assert {"en": "nobody", "zh": "无人"}[lang] in listed.text
        await until(pilot, lambda: "000-0009-" in app.screen.query_one(DetailPane).text)


async def test_roster_is_sorted_and_marks_the_gap(desk: str, app_on: Any, until: Any) -> None:
    """The roster starts with the oldest shift, opens at the current one, and enter on the gap opens a filled form."""
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(80, 24)) as pilot:
        await _go(app, pilot, until, "v", "4")
        listed = app.screen.query_one(LineList)
        await until(pilot, lambda: "nobody on call" in listed.text)
        rows = listed.text.splitlines()
        assert [row.split()[0] for row in rows[:2]] == ["RO-01", "RO-02"]
        await until(pilot, lambda: "on call now" in rows[listed.place])
        gap = next(place for place, row in enumerate(rows) if "7 Dec 8:00" in row and "nobody" in row)
        assert "RO-12" in rows[gap + 1]
        await until(
            pilot, lambda: listed.scroll_offset.y <= listed.place and gap < listed.scroll_offset.y + listed.size.height
        )
        listed.move_to(gap)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-start Input"))
        assert app.screen.query_one("#row-start Input", Input).value == "2026-12-07 08:00"
        assert app.screen.query_one("#row-end Input", Input).value == "2026-12-07 09:00"


@pytest.mark.parametrize("size", [WIDE, (80, 24), (40, 15)])
async def test_empty_mailbox_offers_no_key_for_a_mail(
    empty_desk: str, app_on: Any, until: Any, size: tuple[int, int]
) -> None:
    """The bar of a mailbox without mails offers a ticket from a call, and nothing that needs a mail."""
    app = app_on(empty_desk, actor=None)
    async with app.run_test(size=size) as pilot:
        await _go(app, pilot, until, "v", "5")
        bar = app.screen.query_one(KeyBar)
        await until(pilot, lambda: "Help" in bar.text)
        assert not [word for word in ("Join", "Set aside", "New ticket") if word in bar.text], bar.text
        assert "n New" in bar.text


async def test_record_is_added_from_its_list(empty_desk: str, app_on: Any, until: Any) -> None:
    """An empty list names the key that adds a record, not a command, and the key opens the form of that kind."""
    app = app_on(empty_desk, actor=None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, RecordsScreen) and app.screen.query("#detail"))
        for page, name in (("1", "customer.add"), ("2", "asset.add"), ("3", "part.add"), ("4", "roster.add")):
            await pilot.press(page)
            await until(pilot, lambda: "A  " in app.screen.query_one(DetailPane).text)
            assert "deskctl" not in app.screen.query_one(DetailPane).text
            await pilot.press("A")
            await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
            assert f"{app.screen.operation.noun}.{app.screen.operation.verb}" == name
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, RecordsScreen))
        await pilot.press("5", "A")
        await until(pilot, lambda: "goes back" in app.screen.query_one(DetailPane).text)


async def test_mail_becomes_a_ticket_or_is_added_or_set_aside(desk: str, app_on: Any, until: Any) -> None:
    """The mailbox tab counts the unhandled mails; enter opens the intake with the sender, subject and text of a mail.

    `t` adds the chosen mail to the newest open ticket of its customer, and `x` asks for the reason to set it aside.
    """
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "Mailbox 1" in app.screen.query_one(QueueTabs).text)
        await _go(app, pilot, until, "7")
        assert "Due" in app.screen.query_one("#heading", LinePane).text
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-mail Input"))
        assert app.screen.query_one("#row-mail Input", Input).value.startswith("ML-005")
        assert app.screen.number == 64
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, RecordsScreen))
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-reason"))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, RecordsScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, IntakeScreen) and app.screen.query("#row-title Input"))
        assert app.screen.query_one("#row-title Input", Input).value == "请协助核对备份策略"
        assert app.screen.query_one("#row-mail Input", Input).value.startswith("ML-005")


async def test_list_is_filtered(desk: str, app_on: Any, until: Any) -> None:
    """`/` filters the list and the details follow; escape first removes the filter, then closes the screen."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await _go(app, pilot, until, "v")
        await pilot.press("slash")
        app.screen.query_one("#filter", Input).value = "CUS-03"
        await until(pilot, lambda: len(app.screen.query_one(LineList).lines) == 1)
        await until(pilot, lambda: "P-0301" in app.screen.query_one(DetailPane).text)
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen.query_one(LineList).lines) == 8)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, RecordsScreen))


async def test_saved_queue_is_a_tab(
    desk: str, app_on: Any, until: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A queue of the settings is the last tab, and its digit opens it."""
    (tmp_path / "deskctl").mkdir()
    text = '[queues.night]\ntitle = "Night"\nlevel = "full_urgent"\n\n[console]\nquiet = "22:00-07:00"\n'
    (tmp_path / "deskctl" / "config.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "Night 1" in app.screen.query_one(QueueTabs).text)
        await pilot.press("8")
        await until(pilot, lambda: list(app.screen.table.numbers) == [70])
        assert app.session.attention.quiet is not None


@pytest.mark.parametrize(("lang", "words"), [("en", "not authenticated"), ("zh", "未通过验证")])
async def test_mail_in_the_name_of_another_is_marked_in_the_mailbox(
    desk: str, app_on: Any, until: Any, lang: str, words: str
) -> None:
    """Who handles a mail reads that the mail server does not believe its sender, though a contact has the address."""
    head = "Authentication-Results: mx; dmarc=fail\nFrom: p-0702@cus07.example.com\nSubject: Till\nMessage-ID: <f@c>"
    with Intake(desk, message_settings(), clock.now) as intake:
        kept = intake.take(f"{head}\n\nPlease send us the password.\n".encode())
    app = app_on(desk, lang=lang)
    async with app.run_test(size=WIDE) as pilot:
        await _go(app, pilot, until, "v", "5")
        await until(pilot, lambda: kept.mail in app.screen.query_one(LineList).text)
        await pilot.press("end")
        await until(pilot, lambda: words in app.screen.query_one(DetailPane).text)


@pytest.mark.parametrize(("lang", "words"), [("en", "cannot be read here"), ("zh", "无法在此阅读")])
async def test_encrypted_mail_is_marked_in_the_mailbox(
    desk: str, app_on: Any, until: Any, lang: str, words: str
) -> None:
    """List and details of the mailbox show that the text of an encrypted mail cannot be read, and its file."""
    head = "From: p-0702@cus07.example.com\nSubject: Sealed\nMessage-ID: <a@c>\n"
    body = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nMIIB\n"
    with Intake(desk, message_settings(), clock.now) as intake:
        kept = intake.take(f"{head}{body}".encode())
    app = app_on(desk, lang=lang)
    async with app.run_test(size=WIDE) as pilot:
        await _go(app, pilot, until, "v", "5")
        listed = app.screen.query_one(LineList)
        await until(pilot, lambda: kept.mail in listed.text)
        await pilot.press("end")
        await until(pilot, lambda: words in app.screen.query_one(DetailPane).text)
        size = {"en": "File size", "zh": "大小"}[lang]
        assert {size, "smime.p7m", "5 B"} <= {*re.split(r"\s{2,}", app.screen.query_one(DetailPane).text)}
        await pilot.resize_terminal(260, 48)
        await until(pilot, lambda: words in listed.text)
