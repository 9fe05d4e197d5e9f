"""Search by number and phone, similar tickets, quiet hours, themes, the first run, and choices without colour."""

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


def test_caller_is_found_by_phone(desk: str) -> None:
    """A part of a phone number, with or without dashes, finds the contact, and the label names the customer."""
    conn = open_reader(desk)
    for typed in ("000-0002-0301", "00020301", "P-0301"):
        found = choices(conn, "contact", typed)
        assert [key for key, _label in found] == ["P-0301"]
        assert "砚秋示例医院" in found[0][1]
    assert {key for key, _label in choices(conn, "contact", "砚秋")} >= {"P-0301"}
    conn.close()


@pytest.mark.parametrize("typed", ["T-066", "t-066", "066"])
def test_ticket_is_found_by_its_number(desk: str, watch: Any, typed: str) -> None:
    """The filter also finds a ticket by its number."""
    conn = open_reader(desk)
    assert 66 in ticket_numbers(conn, TicketFilter(words=typed), at=instant(watch()))
    conn.close()


def test_similar_open_tickets(desk: str) -> None:
    """Open tickets of the customer are similar if they concern the same equipment or use nearly the same words."""
    conn = open_reader(desk)
    assert similar_tickets(conn, "another thing", ["A-0303"], "CUS-03")[0].number == 66
    assert [one.number for one in similar_tickets(conn, "HIS 存储链路中断", [], "CUS-03")] == [70]
    assert similar_tickets(conn, "another thing", [], "CUS-03") == []
    conn.close()


def test_quiet_hours_cross_midnight(watch: Any) -> None:
    """Quiet hours from 22:00 to 7:00 include both 23:00 and 6:00."""
    night = Attention(quiet=(time(22), time(7)))
    zone = watch().tzinfo
    assert not night.is_quiet(instant(watch()), zone)
    assert night.is_quiet(instant(watch().replace(hour=23)), zone)
    assert night.is_quiet(instant(watch().replace(hour=6)), zone)


async def test_every_theme_draws(desk: str, app_on: Any, until: Any) -> None:
    """The queue is drawn in each theme, including the one with the colours of the terminal."""
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
async def test_first_run_offers_three_desks(until: Any, keys: tuple[str, ...], chosen: str | None) -> None:
    """Without a desk the first run offers the demo, the setup wizard and an empty desk, and q chooses none."""
    app = FirstRun("/nowhere/desk.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.query_one(LineList).has_focus)
        await pilot.press(*keys)
    assert app.return_value == chosen


async def test_first_run_checks_the_symbol_width(until: Any) -> None:
    """Two bars align if the symbols are one cell wide; p switches to plain symbols, which the settings keep."""
    app = FirstRun("/nowhere/desk.db")
    async with app.run_test(size=(80, 24)) as pilot:
        ruler = app.query_one("#ruler", LinePane)
        await until(pilot, lambda: "▲" in ruler.text)
        measure, symbols = ruler.text.splitlines()[:2]
        assert cell_len(measure) == cell_len(symbols)
        assert measure[-1] == symbols[-1] == "|"
        await pilot.press("p")
        await until(pilot, lambda: "▲" not in ruler.text)
        assert drawn_text(app).isascii()
    assert has_plain_signs()


def test_staff_are_listed_with_their_role(desk: str) -> None:
    """The picker shows a role by its words and finds a person by its code or its words."""
    conn = open_reader(desk)
    assert dict(choices(conn, "staff", "SE1"))["SE1"] == "褚样 · senior engineer"
    assert "SE1" in dict(choices(conn, "staff", "senior_engineer"))
    assert "SE1" in dict(choices(conn, "staff", "Senior eng"))
    conn.close()


async def test_choices_are_visible_without_colour(desk: str, app_on: Any, until: Any) -> None:
    """The chosen word of a choice line is in brackets, and the focused answer of a question, at first Cancel."""
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await hands.choose("call log")
        line = app.screen.query_one("#row-direction").query_one(ChoiceLine)
        line.focus()
        await pilot.press("right")
        assert line.render_line(0).text.split() == ["[they", "called", "us]", "we", "called", "them"]
        await hands.leave()
        await hands.choose("ticket void")
        await hands.fill(reason="by mistake")
        await pilot.press("ctrl+o")
        for marked in ("no", "yes"):
            await hands.see(lambda marked=marked: _answers_in_brackets(app) == [marked])
            await pilot.press("right")


def _answers_in_brackets(app: Any) -> list[str]:
    buttons = app.screen.query("AnswerButtons Button")
    return [button.id for button in buttons if str(button.label).startswith("[")]
