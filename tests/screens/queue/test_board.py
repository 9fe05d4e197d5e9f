"""`b`: the whole desk on one screen."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from kept_rows import column
from rich.cells import cell_len

from deskctl.language.i18n import use_language
from deskctl.queries.month.promise_terms import promise_terms
from deskctl.queries.tickets.new_tickets import tickets_by_day
from deskctl.queries.watch.board import board, next_gap
from deskctl.queries.watch.whereabouts import FREE, ON_SITE, UNDER_WAY
from deskctl.screens.board.board_screen import BoardScreen
from deskctl.screens.board.promise_words import promise_names
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_pane import LinePane


def _text(app: Any, part: str) -> str:
    return app.screen.query_one(f"#{part}", LinePane).text


async def test_it_shows_the_desk_and_follows_it(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """Late, load, emergencies, on call and attainment stand there, and another program's step shows."""
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


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (160, 48), (200, 60)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_nothing_scrolls(desk: str, app_on: Any, until: Any, size: tuple[int, int], lang: str) -> None:
    """Every part fits its place at each size, in both languages."""
    app = app_on(desk, lang=lang)
    async with app.run_test(size=size) as pilot:
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, BoardScreen) and app.screen.query("#watch"))
        await until(pilot, lambda: "T-070" in _text(app, "watch"))
        await until(pilot, lambda: "%" in _text(app, "month"))
        for part in ("tiles", "hours", "people", "watch", "kept", "due", "month"):
            pane = app.screen.query_one(f"#{part}", LinePane)
            if not pane.size.height:
                continue
            assert len(pane.lines) <= pane.size.height, part
            rows = pane.text.splitlines()
            assert all(cell_len(row.rstrip()) <= pane.size.width for row in rows), part
            assert not [row for row in rows if row.rstrip().endswith("..")], part
        assert "000-0009-1066" in _text(app, "watch")


def test_the_board_counts_what_runs_out(desk: str, watch: Any, take: Any) -> None:
    """Each hour has the firm promises that run out in it, and a gap in the roster is found."""
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


async def test_new_tickets_are_drawn_day_by_day(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """A small bar for each of four weeks of days, today's last; a day without a ticket has none."""
    conn, at = open_reader(desk), instant(watch())
    days = list(tickets_by_day(conn, 28, at=at, zone=watch().tzinfo))
    begin = int(datetime.fromisoformat("2026-11-20T00:00:00+08:00").timestamp())
    reported = [begin <= at < begin + 86_400 for at in column(conn, "ticket", "reported_at")]
    conn.close()
    assert days[-3] == sum(reported)
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, BoardScreen) and "28 days" in _text(app, "people"))
        assert f"({sum(days)} in 28 days)" in _text(app, "people")
        drawn = _text(app, "people").splitlines()[-1].ljust(28)
        assert [sign == " " for sign in drawn] == [count == 0 for count in days]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_promise_has_a_name_of_its_own(desk: str, lang: str) -> None:
    """The board says milestone, time and for whom: no two promises read alike, and none shows its clause."""
    conn = open_reader(desk)
    terms = promise_terms(conn)
    conn.close()
    use_language(lang)
    names = promise_names(terms)
    assert len(set(names.values())) == len(names) > 20
    assert not [name for name in names.values() if "S3-" in name or "S5." in name]
