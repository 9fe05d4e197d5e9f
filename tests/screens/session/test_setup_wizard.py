"""The first desk of one's own in the console: page by page to the first ticket, nothing written before the end."""

from contextlib import closing
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deskctl.console.first_desk import make_desk
from deskctl.console.setup_wizard import SetupWizard
from deskctl.language.i18n import use_language
from deskctl.queries.reference.records import list_records
from deskctl.queries.ticket.full_ticket import show_ticket
from deskctl.store.sqlite.reader import open_reader

_ZONE = ZoneInfo("Asia/Shanghai")


async def _type(pilot: Any, text: str) -> None:
    for char in text:
        await pilot.press("space" if char == " " else char)


async def test_five_pages_lead_to_the_first_ticket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed on the pages is there in the end: firm, me, hotline, a colleague, a customer, a ticket."""
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-23T10:00:00+08:00")
    wizard = SetupWizard()
    async with wizard.run_test(size=(100, 30)) as pilot:
        for page in (("Sample", "Zhou"), ("000-0009-0001",), ("Zheng",), ("A", "B"), ("till stops",)):
            for place, text in enumerate(page):
                if place:
                    await pilot.press("enter")
                await _type(pilot, text)
            await pilot.press("pagedown")
    store = str(tmp_path / "own.db")
    assert wizard.return_value is not None
    make_desk(store, wizard.return_value, None)
    with closing(open_reader(store)) as conn:
        people = [(row["name"], row["role"]) for row in list_records(conn, "staff", _ZONE)]
        (number,) = list_records(conn, "hotline", _ZONE)
        ticket = show_ticket(conn, 1, at=1_795_400_000)
    assert people == [("Zheng", "engineer"), ("Zhou", "service_manager")]
    assert (number["number"], number["opens"], number["closes"]) == ("000-0009-0001", "09:00", "22:30")
    assert (ticket["title"], ticket["severity"]) == ("till stops", "general")
    assert ticket["clocks"]


async def test_every_page_may_be_skipped_and_gone_back_to() -> None:
    """Skipped pages say nothing but what stands there; a page gone back to holds what was typed."""
    wizard = SetupWizard()
    async with wizard.run_test(size=(80, 24)) as pilot:
        await _type(pilot, "Sample")
        await pilot.press("pagedown", "pageup", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
    answers = wizard.return_value
    assert answers is not None
    assert (answers["firm"], "me" in answers, "customer" in answers) == ("Sample", False, False)


async def test_who_leaves_gets_nothing() -> None:
    """Escape on any page ends the wizard without an answer."""
    wizard = SetupWizard()
    async with wizard.run_test(size=(60, 20)) as pilot:
        await _type(pilot, "Sample")
        await pilot.press("pagedown", "escape")
    assert wizard.return_value is None


async def test_the_pages_speak_chinese() -> None:
    """Titles and labels are in the language of the console."""
    use_language("zh")
    wizard = SetupWizard()
    async with wizard.run_test(size=(80, 24)):
        assert "1/5" in str(wizard.query_one("#setup").border_title)
        assert not str(wizard.query_one("#setup").border_title).isascii()
