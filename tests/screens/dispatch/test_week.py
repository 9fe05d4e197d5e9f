"""The dispatch week: its grid and keys, moving and reassigning visits, and two people who do so at once."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from keyboard import Hands, events
from textual.widgets import Input, Label

from deskctl.queries.dispatch.planned_visits import planned_visit
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.dispatch.plan_screen import PlanScreen
from deskctl.screens.dispatch.visit_screen import VisitScreen
from deskctl.screens.dispatch.week_grid import WeekGrid
from deskctl.screens.dispatch.week_lines import GridPosition, agenda, cell_width, entry_words, grid, heading, window
from deskctl.screens.dispatch.week_reading import midnights, read_week
from deskctl.screens.dispatch.week_screen import WeekScreen
from deskctl.screens.form.form_choice import form_of
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.form.parked_screen import ParkedScreen
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_pane import LinePane, width_of
from deskctl.widgets.style.look import Look

MONDAY = date(2026, 11, 23)


def text_of(app: Any, name: str) -> str:
    found = app.screen.query(name)
    return str(found.first(LinePane).text) if found else ""


def visit_of(desk: str, watch: Any, name: str = "V-0001") -> Any:
    conn = open_reader(desk)
    try:
        return planned_visit(conn, watch().tzinfo, name, instant(watch()))
    finally:
        conn.close()


async def open_week(app: Any, pilot: Any, until: Any, *, next_week: bool = True) -> Hands:
    """Open the week with the cursor on the visit; as today is a Sunday, that is the next week."""
    hands = Hands(app, pilot, until)
    await hands.see(lambda: app.screen.query("#queue"))
    await pilot.press("D")
    await hands.see(lambda: isinstance(app.screen, WeekScreen) and text_of(app, "#week").strip())
    if next_week:
        await pilot.press(">")
        await hands.see(lambda: "T-001" in text_of(app, "#week"))
        app.screen.query_one(WeekGrid).cursor = GridPosition(0, 0)
        app.screen.query_one(WeekGrid).redraw()
    return hands


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_visit_is_moved_by_keys(planned: str, app_on: Any, until: Any, watch: Any, lang: str) -> None:
    """After m the arrows move a visit to another day and engineer; ctrl+o asks for the reason, then records both."""
    app = app_on(planned, actor="LE1", lang=lang)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        await pilot.press("m", "right", "down", "plus")
        await hands.see(lambda: "24 09:30" in text_of(app, "#about"))
        assert visit_of(planned, watch).engineers == ("EN1",)
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, VisitScreen) and app.screen.query("#row-reason"))
        await hands.write("later")
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, WeekScreen) and "T-001" in text_of(app, "#week"))
    visit = visit_of(planned, watch)
    assert datetime.fromtimestamp(visit.start, watch().tzinfo).isoformat() == "2026-11-24T09:30:00+08:00"
    assert visit.engineers == ("EN2",)
    assert visit.end - visit.start == 2 * 3600


async def test_conflicts_are_shown_while_moving(planned: str, app_on: Any, until: Any, do: Any, tomorrow: Any) -> None:
    """A visit that is moved onto another one shows the conflict immediately, and escape leaves it at its place.

    A time can be typed: an hour alone means the day of the visit, other words are relative to today. Enter opens the
    ticket and escape returns, also on a narrow screen.
    """
    do(planned, "visit.plan", "LE1", {"planned_at": tomorrow(9) + timedelta(days=1), "engineers": ["EN1"],
                                      "reason": "planned"}, 2)  # fmt: skip
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        await pilot.press("m", "right")
        await hands.see(lambda: "V-0002" in text_of(app, "#about"))
        await pilot.press("escape")
        await hands.see(lambda: "V-0002" not in text_of(app, "#about"))
        assert isinstance(app.screen, WeekScreen)
        for typed, at in (("@14:30", "23 14:30"), ("tomorrow 9:00", "23 09:00")):
            app.screen.query_one(WeekGrid).cursor = GridPosition(0, 0)
            await pilot.press("m", "@")
            await hands.see(lambda: isinstance(app.focused, Input))
            app.focused.value = typed
            await pilot.press("enter")
            await hands.see(lambda at=at: at in text_of(app, "#about"))
            await pilot.press("escape")
            await hands.see(lambda: app.screen.moving is None)
        for size in ((100, 30), (60, 20)):
            await pilot.resize_terminal(*size)
            await hands.see(lambda: "T-001" in text_of(app, "#week"))
            app.screen.query_one(WeekGrid).cursor = GridPosition(0, 0)
            await hands.see(lambda: app.screen.grid.entry)
            await pilot.press("enter")
            await hands.see(lambda: isinstance(app.screen, TicketScreen) and app.screen.number == 1)
            await pilot.press("escape")
            await hands.see(lambda: isinstance(app.screen, WeekScreen))
        await pilot.press("escape")
        await hands.see(lambda: app.screen.query("#queue"))
    assert "visit_moved" not in events(planned, 1)


async def test_concurrent_move_of_a_visit_asks_first(
    planned: str, app_on: Any, until: Any, do: Any, watch: Any, tomorrow: Any
) -> None:
    """A second move of a visit, also from a parked form, asks first; the earlier move is kept unless confirmed."""
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        await pilot.press("m", "right", "down", "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, VisitScreen) and app.screen.query("#row-reason"))
        await hands.write("later")
        await pilot.press("escape", "escape")
        await hands.see(lambda: isinstance(app.screen, WeekScreen))
        do(planned, "visit.move", "EN1", {"id": "V-0001", "from": tomorrow(15), "reason": "the customer asked"})
        for answer in ("n", "y"):
            await pilot.press("ctrl+g")
            await hands.see(lambda: isinstance(app.screen, ParkedScreen))
            await pilot.press("down", "enter")
            await hands.see(lambda: isinstance(app.screen, VisitScreen) and app.screen.query("#row-to"))
            await pilot.press("ctrl+o")
            await hands.see(lambda: isinstance(app.screen, ConfirmScreen) and app.screen.query("AnswerButtons"))
            assert visit_of(planned, watch).start == instant(tomorrow(15))
            await pilot.press(answer)
            await hands.see(lambda: isinstance(app.screen, WeekScreen))
    visit = visit_of(planned, watch)
    assert (visit.start, visit.engineers) == (instant(tomorrow(9)) + 86_400, ("EN2",))


async def test_visit_is_planned_from_the_week(own_desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """Requested visits are listed below the grid; w, n and ctrl+o plan one for the engineer at the cursor."""
    app = app_on(own_desk, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until, next_week=False)
        await pilot.press(">")
        await hands.see(lambda: "T-001" in text_of(app, "#lane"))
        waiting = text_of(app, "#lane").splitlines()
        assert len(set(waiting)) == len(waiting)
        assert all(" by " in line or " late" in line for line in waiting if "nspection" in line or "return" in line)
        await pilot.press("w", "n")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-planned-at"))
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, WeekScreen) and "T-001" in text_of(app, "#week"))
    assert "visit_planned" in events(own_desk, 1)
    assert visit_of(own_desk, watch).engineers


async def test_week_of_an_empty_desk(empty_desk: str, app_on: Any, until: Any) -> None:
    """On an empty desk the week shows a sentence, and no key fails."""
    app = app_on(empty_desk, actor=None)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        await pilot.press("D")
        await hands.see(lambda: isinstance(app.screen, WeekScreen) and "Nobody" in text_of(app, "#week"))
        await pilot.press("m", "t", "delete", "plus", "minus", "left", "right", "up", "down", ">", "<", "P", "p")
        await hands.see(lambda: isinstance(app.screen, WeekScreen))


def test_visit_over_midnight_is_on_both_days(planned: str, app_on: Any, do: Any, tomorrow: Any) -> None:
    """A visit from 23:00 to 3:00 is shown on the day it begins and on the day it ends."""
    late = tomorrow(23)
    do(planned, "visit.plan", "LE1", {"planned_at": late, "until": late + timedelta(hours=4), "engineers": ["EN2"],
                                      "reason": "planned"}, 2)  # fmt: skip
    read = read_week(app_on(planned, actor="LE1").session, MONDAY)
    assert [entry.is_continued for day in (0, 1) for entry in read.entries["EN2", day]] == [False, True]


def test_finished_visit_ends_at_the_departure(
    planned: str, app_on: Any, do: Any, take: Any, tomorrow: Any, watch: Any
) -> None:
    """A visit is shown with its planned end until the engineer leaves, and with the actual end afterwards."""
    begin = tomorrow(15)
    values_of_visit = {"planned_at": begin, "engineers": ["EN2"], "reason": "planned"}
    do(planned, "visit.plan", "LE1", values_of_visit, 2)
    look, ends, words = app_on(planned, actor="LE1").session.look, [], []
    for verb, minutes, values in (
        ("depart", -10, {}), ("arrive", 0, {}), ("log", 30, {"done": "x"}), ("leave", 41, {}),
    ):  # fmt: skip
        watch.at = begin + timedelta(minutes=minutes)
        take(planned, f"visit.{verb}", 2, actor="EN2", **values)
        (entry,) = read_week(app_on(planned, actor="LE1").session, MONDAY).entries["EN2", 0]
        ends.append(window(entry.visit, look).rpartition("-")[2])
        words.append(entry_words(entry, look)[:2])
    assert ends == ["17:00", "17:00", "17:00", "15:41"]
    assert words == ["15", "15", "15", "v "]


def test_week_of_the_clock_change_has_seven_days() -> None:
    """The week in which summer time begins has seven days, the last of them one hour shorter."""
    edges = midnights(date(2026, 3, 23), ZoneInfo("Europe/Berlin"))
    assert [(after - before) // 3600 for before, after in pairwise(edges)] == [24] * 6 + [23]


@pytest.mark.parametrize("width", [58, 78, 98, 118, 158])
def test_week_lines_fit_every_width(planned: str, app_on: Any, do: Any, width: int) -> None:
    """Long names, absences and conflicts fit at every width."""
    do(planned, "customer.edit", "MG1", {"id": "CUS-01", "name": "长" * 60})
    do(planned, "staff.add", "MG1", {"name": "名" * 40, "role": "engineer"})
    do(planned, "absence.add", "LE1", {"staff": "EN1", "from": "2026-11-23T00:00+08:00",
                                       "until": "2026-11-25T00:00+08:00", "reason": "leave"})  # fmt: skip
    read = read_week(app_on(planned, actor="LE1").session, MONDAY)
    lines = [heading(read, 0, width, MONDAY), *(line for _row, line in grid(read, 0, width, Look(), GridPosition()))]
    if width < 76:
        lines = [line for _spot, line in agenda(read, width, Look(), GridPosition())]
    assert max(map(width_of, lines)) <= width
    assert any("!" in piece.text for line in lines for piece in line)


def offset_of(app: Any, row: int, day: int) -> tuple[int, int]:
    """Return the offset of a cell in the grid."""
    shown: WeekGrid = app.screen.query_one(WeekGrid)
    return 10 + (day - shown.begin) * cell_width(shown.width) + 3, 2 + shown.rows.index(row)


async def test_mouse_chooses_opens_and_drags_visits(planned: str, app_on: Any, until: Any, watch: Any) -> None:
    """A click chooses a cell, a double click opens the ticket, and dragging moves a visit to a day and engineer."""
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        grid = app.screen.query_one(WeekGrid)
        await pilot.click("#week", offset=offset_of(app, 2, 3))
        assert grid.cursor == GridPosition(2, 3)
        await pilot.click("#week", offset=offset_of(app, 0, 0), times=2)
        await hands.see(lambda: isinstance(app.screen, TicketScreen))
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, WeekScreen))
        await pilot.mouse_down("#week", offset=offset_of(app, 0, 0))
        await pilot.hover("#week", offset=offset_of(app, 1, 2))
        await hands.see(lambda: "25 09:00" in text_of(app, "#about") and "server" in text_of(app, "#about"))
        assert "+" in text_of(app, "#week")
        await pilot.mouse_up("#week", offset=offset_of(app, 1, 2))
        await hands.see(lambda: isinstance(app.screen, VisitScreen) and app.screen.query("#row-reason"))
        await hands.write("later")
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, WeekScreen) and app.screen.moving is None)
    visit = visit_of(planned, watch)
    assert (visit.start, visit.engineers) == (instant(datetime.fromisoformat("2026-11-25T09:00+08:00")), ("EN2",))


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_day_view_marks_and_past_times(
    planned: str, app_on: Any, until: Any, watch: Any, do: Any, tomorrow: Any, size: tuple[int, int]
) -> None:
    """Tab shows one day by the hour, marked visits are moved together, and no visit is moved into the past."""
    do(planned, "visit.plan", "LE1", {"planned_at": tomorrow(14), "engineers": ["EN1"], "reason": "planned"}, 2)
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=size) as pilot:
        hands = await open_week(app, pilot, until)
        await pilot.press("tab")
        await hands.see(lambda: "Mon 23" in text_of(app, "#header"))
        assert text_of(app, "#week").count("T-00") == 2
        await pilot.press("space", "down", "space")
        await hands.see(lambda: text_of(app, "#week").count("*") == 2)
        await pilot.press("tab", "m", "right", "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, VisitScreen) and app.screen.query("#row-reason"))
        await hands.write("late")
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, WeekScreen) and app.screen.moving is None)
        starts = [visit_of(planned, watch, name).start for name in ("V-0001", "V-0002")]
        assert starts == [instant(tomorrow(hour)) + 86_400 for hour in (9, 14)]
        await hands.see(lambda: app.screen.grid.entry)
        await pilot.press("m", "<", "ctrl+o")
        await hands.see(lambda: "past" in text_of(app, "#about"))
        assert isinstance(app.screen, WeekScreen)
        await pilot.press("escape")
        await hands.see(lambda: app.screen.moving is None)
        app.push_screen(form_of(app.session, "visit", "plan", 2, {"engineers": ["EN2"]}))
        await hands.see(lambda: isinstance(app.screen, PlanScreen) and app.screen.query("#row-planned-at"))
        await hands.write("yesterday 9:00")
        await hands.see(lambda: app.screen.query("#form-warning"))
        await pilot.press("ctrl+o")
        await hands.see(lambda: "past" in app.screen.query_one("#row-planned-at .wrong", Label).render().plain)
    assert events(planned, 2).count("visit_planned") == 1
