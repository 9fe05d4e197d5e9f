"""The dispatch week: its grid and keys, moving and reassigning visits, and two people who do so at once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from held_reads import hold_reads
from keyboard import Hands, events
from textual.widgets import Input, Label

from deskctl.queries.dispatch.planned_visits import planned_visit
from deskctl.screens.dispatch import visit_screen
from deskctl.screens.dispatch.plan_screen import PlanScreen
from deskctl.screens.dispatch.visit_screen import VisitScreen
from deskctl.screens.dispatch.week_grid import WeekGrid
from deskctl.screens.dispatch.week_lines import GridPosition, cell_width
from deskctl.screens.dispatch.week_screen import WeekScreen
from deskctl.screens.form.form_choice import form_of
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.form.parked_screen import ParkedScreen
from deskctl.screens.session.jobs import is_running
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_pane import LinePane


def text_of(app: Any, name: str) -> str:
    found = app.screen.query(name)
    return str(found.first(LinePane).text) if found else ""


def visit_of(desk: str, watch: Any, name: str = "V-0001") -> Any:
    conn = open_reader(desk)
    try:
        return planned_visit(conn, watch().tzinfo, name, instant(watch()))
    finally:
        conn.close()


def visit_at_cursor(app: Any) -> str | None:
    entry = app.screen.grid.entry
    return entry and entry.visit.id


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


@pytest.mark.parametrize(("lang", "save"), [("zh", "ctrl+o"), ("en", "enter")])
async def test_visit_is_moved_by_keys(
    planned: str, app_on: Any, until: Any, watch: Any, do: Any, tomorrow: Any, lang: str, save: str
) -> None:
    """After m the arrows move a visit to another day and engineer; ctrl+o or enter asks for the reason, then records.

    The cursor stays on the visit, also if other visits of that day begin before it.
    """
    do(planned, "visit.plan", "LE1", {"planned_at": tomorrow(14) + timedelta(days=1), "engineers": ["EN2"],
                                      "reason": "planned"}, 2)  # fmt: skip
    app = app_on(planned, actor="LE1", lang=lang)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        await pilot.press("m", "right", "down", "plus")
        await hands.see(lambda: "24 09:30" in text_of(app, "#about"))
        assert visit_of(planned, watch).engineers == ("EN1",)
        await pilot.press(save)
        await hands.see(lambda: isinstance(app.screen, VisitScreen) and app.screen.query("#row-reason"))
        await hands.write("later")
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, WeekScreen) and "T-001" in text_of(app, "#week"))
        await hands.settle()
        assert (app.screen.grid.cursor, visit_at_cursor(app)) == (GridPosition(1, 1, 0), "V-0001")
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
    planned: str, app_on: Any, until: Any, do: Any, watch: Any, tomorrow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second move of a visit, also from a parked form, asks first; the earlier move is kept unless confirmed.

    A key that is pressed before the question appears answers it.
    """
    may_read = hold_reads(monkeypatch, (visit_screen, "actions_after"))
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
            may_read.clear()
            hands.type_ahead("ctrl+o", answer)
            await hands.see(lambda: is_running(app.screen, "seen"))
            await pilot.pause()
            assert visit_of(planned, watch).start == instant(tomorrow(15))
            may_read.set()
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
