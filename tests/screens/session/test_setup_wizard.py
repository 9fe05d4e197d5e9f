"""The setup wizard of a new desk: five pages up to the first ticket, and nothing is written before the end."""

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from textual.events import Key
from textual.widgets import Label

from deskctl.console.setup.first_desk import make_desk
from deskctl.console.setup.setup_wizard import SetupWizard
from deskctl.language.i18n import use_language
from deskctl.queries.reference.records import list_records
from deskctl.queries.ticket.full_ticket import show_ticket
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.safe_input import SafeInput

_ZONE = ZoneInfo("Asia/Shanghai")


def _has_focus(wizard: SetupWizard, name: str) -> bool:
    return wizard.focused is not None and wizard.focused.id == name


async def _type(pilot: Any, text: str) -> None:
    for char in text:
        pilot.app.post_message(Key(char if char.isalnum() else "minus", char))
    await pilot.pause()


async def test_five_pages_create_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new desk contains the firm, staff, hotline, customer with contract and ticket of the five pages."""
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-23T10:00:00+08:00")
    wizard = SetupWizard()
    async with wizard.run_test(size=(100, 30)) as pilot:
        customer, call = ("A", "Hall", "HT-1"), ("B", "", "till stops")
        for page in (("Sample", "Zhou"), ("000-0009-0001",), ("Zheng",), customer, call):
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
        (contract,) = list_records(conn, "contract", _ZONE)
        ticket = show_ticket(conn, 1, at=1_795_400_000)
    assert people == [("Zheng", "engineer"), ("Zhou", "service_manager")]
    assert (number["number"], number["opens"], number["closes"]) == ("000-0009-0001", "09:00", "22:30")
    assert (ticket["title"], ticket["severity"], ticket["severity_chosen_by"]) == ("till stops", "general", "assumed")
    assert ticket["clocks"]
    assert (contract["no"], contract["customer"]) == ("HT-1", ticket["customer"])


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_keys_are_shown_in_full_on_a_narrow_screen(lang: str) -> None:
    """In either language the wizard shows all its keys at 60 columns, the one to leave it included."""
    use_language(lang)
    wizard = SetupWizard()
    async with wizard.run_test(size=(60, 20)):
        box = wizard.query_one("#setup")
        assert cell_len(str(box.border_subtitle)) <= box.size.width - 2
        assert "esc" in str(box.border_subtitle).lower()
        assert "1/5" in str(box.border_title)
        assert str(box.border_title).isascii() == (lang == "en")


async def test_any_number_of_colleagues(tmp_path: Path, until: Any) -> None:
    """The wizard asks for another colleague after each one, and an empty name opens the page of customers."""
    wizard = SetupWizard()
    async with wizard.run_test(size=(100, 30)) as pilot:
        await pilot.press("pagedown", "pagedown")
        for number, name in enumerate(("Zheng", "Wang", "Chu", "Jiang"), 1):
            await until(pilot, partial(_has_focus, wizard, f"line-person_{number}"))
            await _type(pilot, name)
            await pilot.press("enter", "enter")
        await pilot.press("enter")
        assert "4/5" in str(wizard.query_one("#setup").border_title)
        await pilot.press("pagedown", "pagedown")
    answers = wizard.return_value
    assert answers is not None
    store = str(tmp_path / "own.db")
    make_desk(store, answers, None)
    with closing(open_reader(store)) as conn:
        assert sorted(row["name"] for row in list_records(conn, "staff", _ZONE)) == ["Chu", "Jiang", "Wang", "Zheng"]


async def test_customers_and_equipment_from_files(tmp_path: Path, until: Any) -> None:
    """A GBK file shows its kind and encoding and is imported; one with an unknown customer is refused."""
    customers, assets = tmp_path / "customers.csv", tmp_path / "assets.csv"
    customers.write_bytes("客户名称,电话,服务开始\n云港样例,000-0009-0101,2026-01-05\n".encode("gb18030"))
    rows = "客户名称,站点,类别,设备名称\n云港样例,机房,服务器,一号机\n{},机房,服务器,二号机\n"
    assets.write_bytes(rows.format("无名客户").encode("gb18030"))
    wizard = SetupWizard()
    async with wizard.run_test(size=(100, 30)) as pilot:
        await pilot.press("pagedown", "pagedown", "pagedown")
        tried = wizard.query_one("#page-3 .tried")
        wizard.query_one("#line-customer", SafeInput).value = "云港样例"
        wizard.query_one("#line-site", SafeInput).value = "机房"
        file = wizard.query_one("#line-file_1", SafeInput)
        file.value = str(customers)
        file.focus()
        await pilot.press("enter")
        assert wizard.query_one("#line-kind_1", ChoiceLine).value == "customer"
        assert "GB18030" in str(tried.render())
        await pilot.press("enter")
        await until(pilot, partial(_has_focus, wizard, "line-file_2"))
        wizard.query_one("#line-file_2", SafeInput).value = str(assets)
        await pilot.press("pagedown")
        assert "无名客户" in str(tried.render())
        assert tried.has_class("wrong")
        assets.write_bytes(rows.format("云港样例").encode("gb18030"))
        await pilot.press("enter")
        assert not tried.has_class("wrong")
        await pilot.press("pagedown", "pagedown")
    answers = wizard.return_value
    assert answers is not None
    store = str(tmp_path / "own.db")
    make_desk(store, {**answers, "caller": "钱例", "title": "打印机不出纸"}, None)
    with closing(open_reader(store)) as conn:
        (customer,) = list_records(conn, "customer", _ZONE)
        assert show_ticket(conn, 1, at=1_795_400_000)["customer"] == customer["id"]
        assert sorted(row["name"] for row in list_records(conn, "asset", _ZONE)) == ["一号机", "二号机"]


async def test_file_with_unknown_sites_is_corrected(tmp_path: Path) -> None:
    """A file with unknown sites is refused until the site is entered; earlier pages can still be opened meanwhile."""
    assets = tmp_path / "assets.csv"
    assets.write_bytes("客户名称,站点,类别,设备名称\n云港样例,机房,服务器,一号机\n".encode("gb18030"))
    wizard = SetupWizard()
    async with wizard.run_test(size=(100, 30)) as pilot:
        await pilot.press("pagedown", "pagedown", "pagedown")
        wizard.query_one("#line-customer", SafeInput).value = "云港样例"
        wizard.query_one("#line-file_1", SafeInput).value = str(assets)
        await pilot.press("pagedown")
        assert "before this one" in str(wizard.query_one("#page-3 .tried").render())
        assert wizard.query_one("#line-kind_1", ChoiceLine).value == "asset"
        await pilot.press("pageup", "pagedown")
        assert "4/5" in str(wizard.query_one("#setup").border_title)
        wizard.query_one("#line-site", SafeInput).value = "机房"
        await pilot.press("pagedown")
        assert "5/5" in str(wizard.query_one("#setup").border_title)


async def test_page_with_errors_stays_open(tmp_path: Path) -> None:
    """A page with wrong hours or a call without a caller stays open until the fields are corrected.

    Hours and dates are accepted as people write them.
    """
    wizard = SetupWizard()
    async with wizard.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown")
        wizard.query_one("#line-hotline", SafeInput).value = "000-0009-0001"
        hours = wizard.query_one("#line-from", SafeInput)
        hours.value = "25:99"
        await pilot.press("pagedown")
        assert "2/5" in str(wizard.query_one("#setup").border_title)
        assert wizard.query_one("#page-1 .tried").has_class("wrong")
        hours.value = "８：３０"
        wizard.query_one("#line-until", SafeInput).value = "晚上10点半"
        await pilot.press("pagedown", "pagedown")
        for name, text in {"customer": "A", "contract": "HT-1", "contract_from": "2026年1月5日"}.items():
            wizard.query_one(f"#line-{name}", SafeInput).value = text
        await pilot.press("pagedown")
        wizard.query_one("#line-title", SafeInput).value = "till stops"
        await pilot.press("pagedown")
        assert "5/5" in str(wizard.query_one("#setup").border_title)
        assert wizard.query_one("#page-4 .tried").has_class("wrong")
        wizard.query_one("#line-caller", SafeInput).value = "B"
        await pilot.press("pagedown")
    store = str(tmp_path / "own.db")
    assert wizard.return_value is not None
    make_desk(store, wizard.return_value, None)
    with closing(open_reader(store)) as conn:
        (number,) = list_records(conn, "hotline", _ZONE)
        (contract,) = list_records(conn, "contract", _ZONE)
    assert (number["opens"], number["closes"], contract["maintenance_start"]) == ("08:30", "22:30", "2026-01-05")


async def test_last_page_names_the_zone_of_the_policy() -> None:
    """In another time zone the last page names the zone of the shipped policy and the command to change it."""
    wizard = SetupWizard()
    async with wizard.run_test(size=(80, 24)) as pilot:
        notice = wizard.query_one("#notice", Label)
        for zone, is_named in (("Europe/London", True), ("Asia/Shanghai", False)):
            wizard.query_one("#line-zone", SafeInput).value = zone
            await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
            assert "5/5" in str(wizard.query_one("#setup").border_title), zone
            assert notice.display is is_named, zone
            assert ("Asia/Shanghai" in str(notice.content)) is is_named, zone
            assert ("deskctl policy install" in str(notice.content)) is is_named, zone
            assert notice.region.bottom <= wizard.size.height, zone
            await pilot.press("pageup")
            assert not notice.display, zone
            await pilot.press("pageup", "pageup", "pageup")


async def test_every_page_can_be_skipped_and_reopened() -> None:
    """A skipped page adds no answers, and a reopened page still contains its typed text."""
    wizard = SetupWizard()
    async with wizard.run_test(size=(80, 24)) as pilot:
        await _type(pilot, "Sample")
        await pilot.press("pagedown", "pageup", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
    answers = wizard.return_value
    assert answers is not None
    assert (answers["firm"], "me" in answers, "customer" in answers) == ("Sample", False, False)


async def test_keys_typed_ahead_reach_their_fields(until: Any) -> None:
    """Text and Enter keys that arrive faster than the screen follows reach their own fields."""
    wizard = SetupWizard()
    async with wizard.run_test(size=(80, 24)) as pilot:
        for key in (*"ab", "enter", *"cd", "enter", "enter", "enter", *"12"):
            wizard.post_message(Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: wizard.query_one("#line-hotline", SafeInput).value == "12")
        assert [wizard.query_one(f"#line-{name}", SafeInput).value for name in ("firm", "me")] == ["ab", "cd"]


async def test_escape_ends_the_wizard_without_answers() -> None:
    """Escape ends the wizard without answers; after text was typed it must be pressed twice."""
    wizard = SetupWizard()
    async with wizard.run_test(size=(60, 20)) as pilot:
        await _type(pilot, "Sample")
        await pilot.press("down")
        assert _has_focus(wizard, "line-me")
        await pilot.press("pagedown", "escape")
        assert "Escape again" in str(wizard.query_one("#page-1 .tried", Label).content)
        await pilot.press("down", "escape")
        assert wizard.is_running
        await pilot.press("escape")
        assert not wizard.is_running
    assert wizard.return_value is None
