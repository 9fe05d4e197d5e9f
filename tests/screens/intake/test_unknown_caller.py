"""An unknown caller: person and firm are typed into one field, in either order."""

from collections.abc import Sequence
from contextlib import closing
from typing import Any

import pytest
from keyboard import Hands
from textual.widgets import Input, Label

from deskctl.language.i18n import use_language
from deskctl.queries.search.callers import Callers, find_callers
from deskctl.queries.ticket.full_ticket import show_ticket
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.screens.form.ref_picker import Matches
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.intake.new_caller import new_callers
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_pane import LinePane


def _offers(typed: str) -> Sequence[tuple[str, str | None]]:
    return [(one.name, one.customer_name) for one in new_callers(typed, Callers((), fit=False, customers=(), rest=""))]


@pytest.mark.parametrize(
    ("typed", "name", "firm"),
    [
        ("刘样 红岩样例酒店", "刘样", "红岩样例酒店"),
        ("红岩样例酒店 刘样", "刘样", "红岩样例酒店"),
        ("红岩 刘样", "刘样", "红岩"),
        ("刘样，红岩 13800001111", "刘样", "红岩"),
        ("红岩样例酒店 前台 刘样", "前台 刘样", "红岩样例酒店"),
        ("刘样 Acme", "刘样", "Acme"),
        ("Ann Lee, Acme Ltd", "Ann Lee", "Acme Ltd"),
        ("Acme Ltd, Ann Lee", "Ann Lee", "Acme Ltd"),
        ("Ann Lee Acme Ltd", "Ann Lee", "Acme Ltd"),
        ("Acme Ltd Ann Lee", "Ann Lee", "Acme Ltd"),
    ],
)
def test_person_at_firm_is_offered_first(typed: str, name: str, firm: str) -> None:
    """The first offer is the person at the firm, the second the text as a name, then person and firm swapped."""
    offers = _offers(typed)
    assert offers[0] == (name, firm)
    assert offers[1][1] is None
    assert {firm, name} >= {customer for _name, customer in offers[2:]}


@pytest.mark.parametrize("typed", ["刘样", "王 护士", "Ann Lee", "Ann Lee Acme"])
def test_text_without_a_firm_is_offered_as_a_name(typed: str) -> None:
    """A text without a recognisable firm is first offered as a name, and then with a new customer."""
    offers = _offers(typed)
    assert offers[0] == (typed, None)
    assert any(customer for _name, customer in offers[1:])


def test_known_customer_is_found_before_a_comma(desk: str) -> None:
    """A known customer before a comma is found, and the rest is the name of the person."""
    with closing(open_reader(desk)) as conn:
        found = find_callers(conn, "砚秋示例医院，王护士", 6)
    assert ([key for key, _name in found.customers], found.rest) == (["CUS-03"], "王护士")


async def test_enter_chooses_the_typed_firm(desk: str, app_on: Any, until: Any) -> None:
    """Enter chooses the first offer, and saving opens the ticket for the new customer."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        for number, lang, words, firm in (
            (73, "zh", "刘样 红岩样例酒店", "红岩样例酒店"),
            (74, "en", "Ann Lee, Acme Ltd", "Acme Ltd"),
        ):
            use_language(lang)
            await pilot.press("n")
            await hands.see(lambda: isinstance(app.screen, IntakeScreen) and isinstance(app.focused, Input), lang)
            hands.field("contact").value = words
            await hands.see(lambda: app.screen.query("#row-contact Matches.-shown"), lang)
            options = app.screen.query_one("#row-contact Matches", Matches)
            await hands.see(lambda options=options: options.option_count > 1, lang)  # type: ignore[misc]
            assert firm in str(options.get_option_at_index(0).prompt)
            await pilot.press("enter")
            hands.field("title").value = "till stops"
            await pilot.press("ctrl+o")
            await hands.see(lambda: app.screen.query("#row-severity .wrong"), lang)
            await pilot.press("4", "ctrl+o")
            await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.number == number, lang)  # noqa: B023
            with closing(open_reader(desk)) as conn:
                assert firm in str(show_ticket(conn, number, at=1_795_400_000)["customer_name"])


async def test_unknown_caller_is_accepted_on_an_empty_desk(empty_desk: str, app_on: Any, until: Any) -> None:
    """Enter chooses the first offer and moves to the symptom, which gets the following text.

    S2.1: on a desk without customers a name and a number are enough to open a ticket.
    """
    app = app_on(empty_desk, actor=None)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.settle()
        await pilot.press("n")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and isinstance(app.focused, Input))
        await hands.write("Ann")
        await hands.see(lambda: app.screen.query("#row-contact Matches.-shown"))
        await pilot.press("enter")
        await hands.write("till")
        assert hands.field("contact").value == "Ann"
        assert hands.field("title").value == "till"
        hands.field("contact").value = "Doe 000-0003-0001"
        card = app.screen.query_one("#card", LinePane)
        await hands.see(lambda: "New caller" in card.text and "Doe" in card.text)
        hands.field("title").value = "network down"
        await pilot.press("enter", "4", "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.number == 1)
    with closing(open_reader(empty_desk)) as conn:
        row = get_ticket(conn, 1)
    assert (row.title, row.customer) == ("network down", None)


async def test_hint_of_a_narrow_field_is_one_line(desk: str, app_on: Any, until: Any) -> None:
    """A hint that does not fit with the typed text is shown without that text, on one line."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("n")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and app.screen.query("#row-owner Input"))
        hands.field("owner").focus()
        for typed, hint in (("zzz", "nothing matches zzz"), ("zzzz qqqq rrrr", "nothing matches")):
            hands.field("owner").value = typed
            await hands.see(lambda: app.screen.query("#row-owner .matched.-shown"))
            label = app.screen.query_one("#row-owner .matched", Label)
            await hands.see(lambda label=label, hint=hint: str(label.content) == hint)  # type: ignore[misc]
            assert label.size.height == 1
