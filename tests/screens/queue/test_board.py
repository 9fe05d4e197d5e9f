"""`b` shows the state of the whole desk on one screen."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from kept_rows import column
from rich.cells import cell_len

from deskctl.language.i18n import use_language
from deskctl.queries.month.month_comparison import ClauseRate
from deskctl.queries.month.promise_terms import promise_terms
from deskctl.queries.tickets.new_tickets import tickets_by_day
from deskctl.queries.watch.board import OnCallDuty, board, next_gap
from deskctl.queries.watch.whereabouts import FREE, ON_SITE, UNDER_WAY
from deskctl.screens.board.board_figures import due_line, kept_lines, month_lines
from deskctl.screens.board.board_people import people_lines, watch_lines
from deskctl.screens.board.board_screen import BoardScreen
from deskctl.screens.board.promise_words import promise_names
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_pane import LinePane, width_of
from deskctl.widgets.style.look import Look


def _text(app: Any, part: str) -> str:
    return app.screen.query_one(f"#{part}", LinePane).text


async def test_board_shows_the_desk_and_follows_changes(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The board shows emergencies, load, roster gap and attainment, and an assignment by another program appears."""
    app = app_on(desk)
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, BoardScreen) and app.screen.query("#kept"))
        await until(pilot, lambda: "first response 10 m" in _text(app, "kept") and "冯试" in _text(app, "people"))
        assert "Emergencies (1)" in _text(app, "watch")
        assert "T-070" in _text(app, "watch")
        assert "蒋例" in _text(app, "watch")
        assert "gap from 7 Dec 8:00 to 9:00" in _text(app, "watch")
        assert "last month" in _text(app, "kept")
        assert "陈例 free" in _text(app, "people")
        take(desk, "ticket.assign", 71, to="EN4")
        await until(pilot, lambda: "陈例 1 open" in _text(app, "people"))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, BoardScreen))


SIZES = [(60, 20), (80, 24), (100, 30), (160, 48), (200, 60)]


def misfits(app: Any) -> list[str]:
    """Return the parts of the board whose text is cut or does not fit."""
    found = []
    for pane in app.screen.query(LinePane):
        rows = [row.rstrip() for row in pane.text.splitlines()]
        is_cut = any(".." in row or cell_len(row) > pane.size.width for row in rows)
        if pane.size.height and (is_cut or len(pane.lines) > pane.size.height):
            found.append(f"{pane.id}\n{pane.text}")
    return found


def test_nobody_on_call_is_shown_whole_in_a_narrow_column(desk: str, watch: Any) -> None:
    """A column that is too narrow for the sentence that nobody is on call wraps it."""
    conn, at, look = open_reader(desk), instant(watch()), Look()
    shown = replace(board(conn, look.zone, at=at), watch=OnCallDuty(None, None, None, None, None))
    conn.close()
    lines = watch_lines(shown, at, look, 17, 20)
    assert all(width_of(line) <= 17 for line in lines)
    assert [line[0].text for line in lines[:3]] == ["nobody on call", "now", "no roster; :"]


async def test_board_fits_every_size(desk: str, app_on: Any, until: Any) -> None:
    """Every part of the board fits at each size in both languages, also when the alert bar takes a line."""
    app = app_on(desk)
    async with app.run_test(size=SIZES[0]) as pilot:
        for lang in ("en", "zh"):
            use_language(lang)
            await pilot.press("b")
            await until(pilot, lambda: isinstance(app.screen, BoardScreen) and app.screen.query("#watch"), lang)
            await until(pilot, lambda: "T-070" in _text(app, "watch"), lang)
            await until(pilot, lambda: "%" in _text(app, "month"), lang)
            for size in SIZES:
                await pilot.resize_terminal(*size)
                await until(pilot, lambda: not misfits(app), f"{lang} {size}")
                assert "000-0009-1066" in _text(app, "watch"), (lang, size)
            await pilot.resize_terminal(*SIZES[0])
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, BoardScreen), lang)


def test_board_counts_promises_and_finds_roster_gap(desk: str, watch: Any, take: Any) -> None:
    """The board counts the promises that run out per hour, shows where people are, and finds a gap in the roster."""
    conn, at = open_reader(desk), instant(watch())
    shown = board(conn, ZoneInfo("Asia/Shanghai"), at=at)
    assert (shown.late, shown.in_the_hour, shown.opened, shown.emergency_count) == (1, 2, 8, 1)
    assert shown.hours[0] == 3
    assert sum(shown.hours) == 11
    assert sum(one.tickets for one in shown.people) == 7
    assert shown.unassigned == 1
    states = {one.name: (one.state, one.ticket, one.site) for one in shown.people}
    assert states["褚样"] == (UNDER_WAY, "T-070", "门诊楼机房")
    assert states["王演"][:2] == (UNDER_WAY, "T-069")
    assert states["陈例"][:2] == (FREE, None)
    start, end = next_gap(conn, at) or (0, 0)
    assert end is not None
    assert end - start == 3600
    conn.close()
    take(desk, "visit.arrive", 70, actor=next(one.staff for one in shown.people if one.name == "褚样"))
    conn = open_reader(desk)
    later = board(conn, ZoneInfo("Asia/Shanghai"), at=at)
    assert {one.state for one in later.people if one.name == "褚样"} == {ON_SITE}
    conn.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_whereabouts_are_never_cut(desk: str, watch: Any, lang: str) -> None:
    """At every column width the site, time and ticket of a person are shown whole or left out."""
    use_language(lang)
    conn, at = open_reader(desk), instant(watch())
    people = board(conn, ZoneInfo("Asia/Shanghai"), at=at).people
    conn.close()
    for width in range(24, 60):
        lines = people_lines(people, at, Look(), width, len(people) + 1)
        texts = ["".join(piece.text for piece in line).rstrip() for line in lines]
        assert not [text for text in texts if cell_len(text) > width]


async def test_new_tickets_have_a_bar_per_day(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """New tickets have a bar for each of 28 days, none on a day without tickets; large screens draw columns."""
    conn, at = open_reader(desk), instant(watch())
    days = list(tickets_by_day(conn, 28, at=at, zone=watch().tzinfo))
    begin = int(datetime.fromisoformat("2026-11-20T00:00:00+08:00").timestamp())
    opened_that_day = [begin <= at < begin + 86_400 for at in column(conn, "ticket", "reported_at")]
    conn.close()
    assert days[-3] == sum(opened_that_day)
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("b")
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: isinstance(app.screen, BoardScreen) and "28 days" in _text(app, "people"))
        assert f"({sum(days)} in 28 days)" in _text(app, "people")
        drawn = _text(app, "people").splitlines()[-1].ljust(28)
        assert [character == " " for character in drawn] == [count == 0 for count in days]
        await pilot.resize_terminal(200, 60)
        await until(pilot, lambda: _text(app, "people").splitlines()[-1].rstrip().endswith("21"))
        foot = _text(app, "people").splitlines()[-2].ljust(56)
        assert [foot[2 * place] == " " for place in range(28)] == [count == 0 for count in days]


def test_late_entries_are_counted_beside_kept_promises() -> None:
    """Promises kept by an action that was recorded late are counted, and the count is left out if it is zero."""
    use_language("zh")
    whole, look = ClauseRate("", 58, 60, 0.93, 3), Look()
    assert "58/60  补录 3  上月 93%" in "".join(piece.text for piece in kept_lines(whole, [], look, 60, 9)[0])
    assert "补录 3" in "".join(piece.text for piece in month_lines(whole, [], look, 60)[0])
    assert "补录" not in "".join(piece.text for piece in month_lines(ClauseRate("", 1, 1, None), [], look, 60)[0])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_promise_has_a_unique_name(desk: str, lang: str) -> None:
    """Each promise is named by milestone, time and condition: no two names are equal, and none shows its clause."""
    conn = open_reader(desk)
    terms = promise_terms(conn)
    conn.close()
    use_language(lang)
    names = promise_names(terms)
    assert len(set(names.values())) == len(names) > 20
    assert not [name for name in names.values() if "S3-" in name or "S5." in name]
    same_terms = promise_names({"S1": terms["S5.5-normal-1.phone"], "S2": terms["S5.5-normal-1.phone"]})
    assert len(set(same_terms.values())) == 2
    assert not [name for name in same_terms.values() if "S1" in name or "S2" in name]


def test_board_of_desk_without_due_promises(empty_desk: str, watch: Any) -> None:
    """The line of the hours is a whole sentence if nothing is due within a day."""
    use_language("en")
    at, conn = instant(watch()), open_reader(empty_desk)
    line = due_line(board(conn, ZoneInfo("Asia/Shanghai"), at=at), at, Look(), 60)
    conn.close()
    assert "".join(piece.text for piece in line).strip() == "Nothing falls due within a day."
