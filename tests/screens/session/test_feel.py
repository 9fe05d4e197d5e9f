"""Small things: finding by number and phone, what a new ticket looks like, quiet hours, colours, the first run."""

from datetime import time
from typing import Any

import pytest
from keyboard import Hands
from rich.cells import cell_len
from seldom_drawn import drawn_text

from deskctl.console.setup.first_run import DEMO, EMPTY, SET_UP, FirstRun
from deskctl.console.terminal.ascii_symbols import has_plain_signs
from deskctl.console.theme import THEMES
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.search.choices import choices
from deskctl.queries.search.similar_tickets import similar_tickets
from deskctl.queries.tickets.ticket_list import ticket_numbers
from deskctl.screens.session.attention import Attention
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.ticket_pane import TicketPane


def test_a_caller_is_found_by_the_phone(desk: str) -> None:
    """A piece of the number is enough, with dashes or without; the customer's name stands in the label."""
    conn = open_reader(desk)
    for typed in ("000-0002-0301", "00020301", "P-0301"):
        found = choices(conn, "contact", typed)
        assert [key for key, _label in found] == ["P-0301"]
        assert "砚秋示例医院" in found[0][1]
    assert {key for key, _label in choices(conn, "contact", "砚秋")} >= {"P-0301"}
    conn.close()


@pytest.mark.parametrize("typed", ["T-066", "t-066", "066"])
def test_a_ticket_is_found_by_its_number(desk: str, watch: Any, typed: str) -> None:
    """The filter knows the numbers of tickets too."""
    conn = open_reader(desk)
    assert 66 in ticket_numbers(conn, TicketFilter(words=typed), at=instant(watch()))
    conn.close()


def test_what_a_new_ticket_looks_like(desk: str) -> None:
    """Open tickets of the customer about the same equipment, or in nearly the same words."""
    conn = open_reader(desk)
    assert similar_tickets(conn, "another thing", ["A-0303"], "CUS-03")[0].number == 66
    assert [one.number for one in similar_tickets(conn, "HIS 存储链路中断", [], "CUS-03")] == [70]
    assert similar_tickets(conn, "another thing", [], "CUS-03") == []
    conn.close()


def test_quiet_hours_go_over_midnight(watch: Any) -> None:
    """Between the hours nothing rings."""
    night = Attention(quiet=(time(22), time(7)))
    zone = watch().tzinfo
    assert not night.is_quiet(instant(watch()), zone)
    assert night.is_quiet(instant(watch().replace(hour=23)), zone)
    assert night.is_quiet(instant(watch().replace(hour=6)), zone)


async def test_every_theme_draws(desk: str, app_on: Any, until: Any) -> None:
    """The queue is drawn in each set of colours, the ones of the terminal among them."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: "T-066" in app.screen.query_one(TicketPane).text)
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
            assert "T-066" in drawn_text(app), theme.name


@pytest.mark.parametrize(
    ("keys", "chosen"), [(("enter",), DEMO), (("j", "enter"), SET_UP), (("j", "j", "enter"), EMPTY), (("q",), None)]
)
async def test_the_first_run_offers_the_demo(until: Any, keys: tuple[str, ...], chosen: str | None) -> None:
    """Where there is no desk yet the demo, a desk of one's own page by page, or an empty one is offered."""
    app = FirstRun("/nowhere/desk.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.query_one(LineList).has_focus)
        await pilot.press(*keys)
    assert app.return_value == chosen


async def test_the_first_run_measures_the_terminal(until: Any) -> None:
    """Two bars align where the signs are one cell wide; one key asks for plain signs, which the settings keep."""
    app = FirstRun("/nowhere/desk.db")
    async with app.run_test(size=(80, 24)) as pilot:
        ruler = app.query_one("#ruler", LinePane)
        await until(pilot, lambda: "▲" in ruler.text)
        measure, signs = ruler.text.splitlines()[:2]
        assert cell_len(measure) == cell_len(signs)
        assert measure[-1] == signs[-1] == "|"
        await pilot.press("p")
        await until(pilot, lambda: "▲" not in ruler.text)
        assert drawn_text(app).isascii()
    assert has_plain_signs()


def test_staff_are_offered_with_the_words_for_their_part(desk: str) -> None:
    """The picker shows no code of the store, and finds by it and by the word all the same."""
    conn = open_reader(desk)
    assert dict(choices(conn, "staff", "SE1"))["SE1"] == "褚样 · senior engineer"
    assert "SE1" in dict(choices(conn, "staff", "senior_engineer"))
    assert "SE1" in dict(choices(conn, "staff", "Senior eng"))
    conn.close()


async def test_what_is_chosen_is_visible_without_colour(desk: str, app_on: Any, until: Any) -> None:
    """The chosen word of a line stands in brackets, the others do not."""
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await hands.choose("call log")
        line = app.screen.query_one("#row-direction").query_one(ChoiceLine)
        line.focus()
        await pilot.press("right")
        assert line.render_line(0).text.split() == ["[they", "called", "us]", "we", "called", "them"]


async def test_the_answer_that_enter_gives_is_visible_without_colour(desk: str, app_on: Any, until: Any) -> None:
    """Cancel stands in brackets at first, then the other answer."""
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await hands.choose("ticket void")
        await hands.fill(reason="by mistake")
        await pilot.press("ctrl+o")
        for marked in ("no", "yes"):
            await hands.see(
                lambda marked=marked: (
                    [
                        button.id
                        for button in app.screen.query("AnswerButtons Button")
                        if str(button.label).startswith("[")
                    ]
                    == [marked]
                )
            )
            await pilot.press("right")
