"""The find box finds everything, enter opens a match, and escape returns to the previous screen."""

import re
from typing import Any

import pytest
from keyboard import Hands
from textual.widgets import Input, Label

from deskctl.queries.search.callers import find_callers
from deskctl.queries.search.find_box import find_everything
from deskctl.screens.find.find_screen import FindScreen
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.records.customer_screen import CustomerScreen
from deskctl.screens.records.peek_screen import PeekScreen
from deskctl.screens.records.record_screen import RecordScreen
from deskctl.screens.session.place_history import Place
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.ticket_pane import TicketPane


@pytest.mark.parametrize(
    ("words", "first"),
    [("孔例", "70"), ("0301", "70"), ("SN-DEMO-1015", "66"), ("HT-2025-003", "70"), ("Yanqiu", "70"), ("T-66", "66")],
)
def test_open_ticket_is_the_first_match(desk: str, words: str, first: str) -> None:
    """A name, a part of a phone number, a serial number, a contract or an English name finds the open ticket first."""
    conn = open_reader(desk)
    hits = find_everything(conn, words)
    conn.close()
    assert (hits[0].kind, hits[0].id) == ("ticket", first)


@pytest.mark.parametrize(
    ("words", "people", "customers", "rest"),
    [
        ("+86 000-0002-0302", ["P-0302"], [], "+86 000-0002-0302"),
        ("HT-2025-003", ["P-0301", "P-0302"], ["CUS-03"], ""),
        ("砚秋 王护士 13800001111", ["P-0301", "P-0302"], ["CUS-03"], "王护士 13800001111"),
        ("查某某", [], [], ""),
    ],
)
def test_callers_are_found(desk: str, words: str, people: list[str], customers: list[str], rest: str) -> None:
    """People are found by any spelling of the phone number or by their contract; a new person by the customer."""
    conn = open_reader(desk)
    found = find_callers(conn, words, 6)
    conn.close()
    assert {key for key, _label in found.people} >= set(people)
    assert [key for key, _name in found.customers] == customers
    assert found.rest == rest


def test_people_are_found_by_pinyin(desk: str) -> None:
    """The initials of a name in pinyin find the person."""
    conn = open_reader(desk)
    assert [key for key, _label in find_callers(conn, "cs", 6).people][:1] == ["P-0302"]
    conn.close()


async def test_ticket_is_found_in_three_steps(desk: str, app_on: Any, until: Any) -> None:
    """The find key, a number and enter open the caller's ticket, from the queue and from a half-typed new ticket.

    Before anything is typed the find box lists the recent tickets with their titles.
    """
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        hands.type_ahead("f", *"0301", "enter")
        await hands.see(lambda: isinstance(app.screen, TicketScreen) and app.screen.number == 70)
        await hands.see(lambda: "; next: arrive on site by 09:47" in _listed(hands, "#detail"))
        await hands.settle()
        hands.type_ahead("f")
        await hands.see(lambda: isinstance(app.screen, FindScreen) and "HIS" in _listed(hands, "#hits"))
        hands.type_ahead("escape", "escape", "n", *"half", "ctrl+p", *"0301", "enter")
        await hands.see(lambda: len(app.screen_stack) > 2 and isinstance(app.screen, TicketScreen))
        hands.type_ahead("escape")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen))
        assert app.screen.query_one("#row-contact Input", Input).value == "half"


async def test_escape_goes_one_step_back(desk: str, app_on: Any, until: Any) -> None:
    """Escape first shows all kinds again, then clears the words, then closes the box, over the queue and a form."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await _leave_the_find_box(hands)
        assert isinstance(app.screen, QueueScreen)
        hands.type_ahead("n", *"half")
        await _leave_the_find_box(hands)
        assert isinstance(app.screen, IntakeScreen)
        assert app.screen.query_one("#row-contact Input", Input).value == "half"


async def _leave_the_find_box(hands: Hands) -> None:
    app = hands.app
    hands.type_ahead("ctrl+p", *"0301")
    await hands.see(lambda: isinstance(app.screen, FindScreen) and "T-070" in _listed(hands, "#hits"))
    box = app.screen
    await hands.pilot.press("tab", "escape")
    await hands.see(lambda: "person" in _listed(hands, "#hits"))
    assert app.screen is box
    await hands.pilot.press("escape")
    await hands.see(lambda: not box.query_one(Input).value)
    assert app.screen is box
    await hands.pilot.press("escape")
    await hands.see(lambda: app.screen is not box)


async def test_customer_card(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """C on a ticket opens the customer card, whose rows can be opened or previewed, and from which a ticket can start.

    The card shows the next promise of each ticket, the next return visit, and the last messages.
    """
    take(desk, "call.log", 70, direction="in", summary="when will it run again")
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        hands.type_ahead("C")
        await hands.see(lambda: isinstance(app.screen, CustomerScreen) and _listed(hands) and app.screen.contact)
        await hands.see(lambda: "T-070" in _listed(hands))
        first = next(line for line in _listed(hands).splitlines() if "T-070" in line)
        assert "arrive on site" in first
        assert "0:17:00" in first
        assert "catastrophic" in first
        assert "Return visit 1 d late" in _listed(hands, "#card-next")
        hands.type_ahead("p")
        await hands.see(lambda: isinstance(app.screen, PeekScreen) and app.screen.query_one(TicketPane).view)
        hands.type_ahead("enter")
        await hands.see(lambda: isinstance(app.screen, TicketScreen) and " > T-066" in _listed(hands, "#path"))
        hands.type_ahead("[")
        await hands.see(lambda: isinstance(app.screen, CustomerScreen))
        hands.type_ahead("]")
        await hands.see(lambda: isinstance(app.screen, TicketScreen))
        hands.type_ahead("escape", "7")
        await hands.see(lambda: "when will it run again" in _listed(hands))
        assert "call in" in _listed(hands).splitlines()[0]
        hands.type_ahead("enter")
        await hands.see(lambda: isinstance(app.screen, TicketScreen) and app.screen.number == 70)
        hands.type_ahead("escape", "2")
        await hands.see(lambda: isinstance(app.screen, CustomerScreen) and "A-0301" in _listed(hands))
        hands.type_ahead("enter")
        await hands.see(lambda: isinstance(app.screen, RecordScreen) and "SN-DEMO-1013" in _listed(hands, "RecordPane"))
        hands.type_ahead("escape", "n")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and app.screen.query("#row-contact Input"))
        await hands.see(lambda: hands.field("contact").value.startswith("P-0301"))


def _listed(hands: Hands, pane: str = "#listed") -> str:
    found = hands.app.screen.query(pane)
    return found.first(LinePane).text if found else ""


def _is_done(app: Any, words: str) -> bool:
    """Return True if the search for the typed words has finished."""
    return app.screen.query_one(Input).value == words and all(worker.is_finished for worker in app.workers)


async def test_find_box_shows_count_and_time(desk: str, app_on: Any, until: Any) -> None:
    """The find box shows the number of matches and the time of the search, and a plus sign if there are more."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("f")
        await hands.see(lambda: app.screen.query("#find-count"))
        count = app.screen.query_one("#find-count", Label)
        for words, expected in (("SN-DEMO-1015", r"\d 个，\d+ 毫秒"), ("服务器", r"\d+\+ 个，\d+ 毫秒"), ("", "")):
            app.screen.query_one("#find-words", Input).value = words
            await hands.see(lambda: re.fullmatch(expected, str(count.content)))  # noqa: B023 - awaited at once


async def test_find_box_filters_by_kind_and_starts_a_ticket(desk: str, app_on: Any, until: Any) -> None:
    """Tab shows only the kind at the cursor, the border names it, and ctrl+n starts a ticket for the match."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        hands.type_ahead("f", *"cus-03")
        await hands.see(lambda: "tab: more" in _listed(hands, "#hits") and _is_done(app, "cus-03"))
        rows = _listed(hands, "#hits").splitlines()
        assert sum(row.startswith("person") for row in rows) == 1
        assert sum(row.startswith("ticket") for row in rows) > 1
        app.screen.query_one(Input).value = "0301"
        await hands.see(lambda: "P-0301" in _listed(hands, "#hits") and _is_done(app, "0301"))
        assert "T-066       parts " in _listed(hands, "#hits")
        place = next(at for at, line in enumerate(_listed(hands, "#hits").splitlines()) if line.startswith("person"))
        hands.type_ahead(*["down"] * place, "tab")
        await hands.see(lambda: "ticket" not in _listed(hands, "#hits"))
        box = app.screen.query_one("#find")
        assert (str(box.border_title), "tab: all kinds" in str(box.border_subtitle)) == ("Find · person", True)
        hands.type_ahead("ctrl+n")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and app.screen.query("#row-contact Input"))
        await hands.see(lambda: hands.field("contact").value.startswith("P-0301"))


async def test_record_fields_have_chinese_names(desk: str, app_on: Any, until: Any) -> None:
    """Each field of a record has a Chinese name, and its times are in the time zone of the desk."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        for kind, key in (("mail", "ML-005"), ("contract", "CT-03"), ("training", "TR-001")):
            app.push_screen(RecordScreen(app.session, Place(kind, key)))
            await hands.see(lambda: isinstance(app.screen, RecordScreen) and app.screen.query(LinePane))
            pane = app.screen.query_one(LinePane)
            await hands.see(lambda pane=pane: len(pane.lines) > 3)
            assert not any(":00+" in piece.text for line in pane.lines for piece in line), key
            names = [line[0].text for line in pane.lines if len(line) > 1]
            assert names, key
            assert all(re.search("[\u4e00-\u9fff]", name) or name.isspace() for name in names), key
            await pilot.press("escape")
            await hands.see(lambda: isinstance(app.screen, QueueScreen))
