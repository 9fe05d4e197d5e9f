"""The contacts of a customer, contacts without a customer, and the summary of a call that is added to a ticket."""

from contextlib import closing
from datetime import date
from typing import Any

import pytest

from deskctl.language.i18n import use_language
from deskctl.queries.search.choices import choices
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.screens.intake.intake_reading import summary_words
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.records.customer_screen import CustomerScreen
from deskctl.screens.records.records_screen import DetailPane, RecordsScreen
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane

_PHONE = "+86 138-0001-1111 转 203456789"


async def test_long_phone_number_is_not_cut(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """At 100 columns a long phone number is shown to its last digit, beside a title and an address."""
    title = "信息科科长兼采购负责人"
    take(desk, "contact.edit", id="P-0101", phone=_PHONE, title=title, email="who@example.com.cn", actor="LE1")
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        for lang in ("en", "zh"):
            use_language(lang)
            await until(pilot, lambda: isinstance(app.screen, QueueScreen), lang)
            await pilot.press("v")
            await until(pilot, lambda: isinstance(app.screen, RecordsScreen) and app.screen.query(DetailPane), lang)
            pane = app.screen.query_one(DetailPane)
            await until(pilot, lambda pane=pane: "P-0101" in pane.text, lang)  # type: ignore[misc]
            assert _PHONE[-4:] in pane.text, lang
            await pilot.press("escape")


def test_contact_without_a_customer_is_listed_by_name(desk: str, take: Any) -> None:
    """A contact whose customer is not identified yet is listed by name alone."""
    take(desk, "ticket.open", caller_name="查某", title="x", severity="general")
    with closing(open_reader(desk)) as conn:
        assert [label for _key, label in choices(conn, "contact", "查某")] == ["查某"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "何例：不出纸；住院楼；客户说严重程度：严重"),
        ("en", "何例: 不出纸; 住院楼; severity in their words: severe"),
    ],
)
def test_call_summary_has_the_punctuation_of_its_language(lang: str, text: str) -> None:
    """The summary of a call uses full-width punctuation in Chinese and leaves out empty parts."""
    use_language(lang)
    assert summary_words("何例", ["不出纸", "", "住院楼"], "severe") == text
    assert summary_words("何例", [], "") == "何例"
    assert summary_words("", ["不出纸"], "") == "不出纸"


async def test_customer_card_on_a_narrow_screen(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The phone number is shown before the title and is not cut; a contract without an end shows no date."""
    number = "+86 138-0001-1111"
    title = "head of information services and purchases"
    take(desk, "ticket.open", caller_name="Who", customer_name="Open End", phone=number, title="x")
    with closing(open_reader(desk)) as conn:
        row = get_ticket(conn, 73)
    take(desk, "contact.edit", id=row.contact, title=title, actor="LE1")
    take(desk, "contract.add", customer=row.customer, no="HT-OPEN", maintenance_start=date(2026, 1, 1), actor="LE1")
    app = app_on(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        app.push_screen(CustomerScreen(app.screen.session, row.customer))
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen) and app.screen.contact)
        await pilot.press("3")
        await until(pilot, lambda: number in app.screen.query_one(LineList).text)
        shown = "".join(pane.text for pane in app.screen.query(LinePane))
        assert "contract HT-OPEN " in shown
