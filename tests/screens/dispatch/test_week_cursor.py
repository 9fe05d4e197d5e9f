"""The cursor of the week: the keys of visits act only on the visit at the cursor."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from keyboard import Hands
from seldom_drawn import drawn
from test_week import open_week, text_of, visit_at_cursor, visit_of

from deskctl.screens.dispatch.week_lines import subject_of
from deskctl.screens.dispatch.week_screen import WeekScreen
from deskctl.screens.form.form_screen import FormScreen


def lane(app: Any) -> list[str]:
    """Return the drawn lines of the list of unplanned work."""
    lines = [strip.text for strip in drawn(app)]
    first = next(place for place, line in enumerate(lines) if "Not planned" in line)
    return lines[first + 1 : -1]


def notices(app: Any) -> str:
    return " ".join(str(one.message) for one in app._notifications)  # noqa: SLF001 - no public way


async def answered(hands: Hands, key: str, words: str) -> None:
    """Press a key that shows a notice with the given words and stays in the week."""
    hands.app.clear_notifications()
    await hands.see(lambda: not notices(hands.app), key)
    await hands.pilot.press(key)
    await hands.see(lambda: words in notices(hands.app), key)
    assert isinstance(hands.app.screen, WeekScreen), key


async def test_visit_key_in_the_unplanned_list_is_refused(planned: str, app_on: Any, until: Any) -> None:
    """A visit key that is pressed in the list of unplanned work shows a notice and changes no visit.

    The list shows its cursor only while it has the focus.
    """
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        cursor = app.session.look.symbols["cursor"]
        assert not any(line.startswith(cursor) for line in lane(app))
        await pilot.press("w")
        await hands.see(lambda: any(line.startswith(cursor) for line in lane(app)))
        for key in ("t", "m", "delete"):
            await answered(hands, key, "Move the cursor up")
            assert app.screen.moving is None, key


async def test_visit_key_in_an_empty_cell_is_answered(planned: str, app_on: Any, until: Any) -> None:
    """A visit key that is pressed in an empty cell shows a notice."""
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        await pilot.press("down")
        await hands.see(lambda: app.screen.grid.entry is None)
        for key in ("t", "m", "delete", "@", "space"):
            await answered(hands, key, "There is no visit here")


async def test_reassigning_focuses_the_engineer_field(
    planned: str, app_on: Any, until: Any, watch: Any, do: Any, tomorrow: Any
) -> None:
    """After t the field for the engineer has the focus, and a typed name replaces the engineer.

    The cursor follows the visit to the row of that engineer, and stays on it if another visit is planned before it.
    """
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        await pilot.press("t")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-to Input"))
        await hands.see(lambda: hands.field("to").has_focus)
        await hands.write("EN2")
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, WeekScreen) and visit_at_cursor(app) == "V-0001")
        assert app.screen.grid.engineer == "EN2"
        do(planned, "visit.plan", "LE1", {"planned_at": tomorrow(8), "engineers": ["EN2"], "reason": "planned"}, 2)
        app.screen.reload()
        await hands.see(lambda: "T-002" in text_of(app, "#week"))
        assert visit_at_cursor(app) == "V-0001"
    assert visit_of(planned, watch).engineers == ("EN2",)


def test_visit_without_a_ticket_is_named_by_its_purpose(planned: str, watch: Any) -> None:
    """A visit without a ticket is named by its purpose, such as inspection, and by its number if it has none."""
    visit = visit_of(planned, watch)
    assert subject_of(visit) == "T-001"
    assert subject_of(replace(visit, ticket=None, of="IN-2026-12-S-0101", purpose="inspection")) == "inspection"
    assert subject_of(replace(visit, ticket=None, of="IN-2026-12-S-0101", purpose=None)) == "IN-2026-12-S-0101"


@pytest.mark.parametrize("key", ["space", "m"])
async def test_cancelled_visit_is_no_longer_marked_or_moved(
    planned: str, app_on: Any, until: Any, do: Any, key: str
) -> None:
    """If another person cancels a visit, the week shows a notice, and removes the mark or ends the move."""
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        await pilot.press(key)
        await hands.see(lambda: app.screen.marks or app.screen.moving)
        do(planned, "visit.cancel", "HL1", {"by_contact": "P-0101"}, 1)
        app.screen.reload()
        await hands.see(lambda: "V-0001 was called off." in notices(app))
        assert not app.screen.marks
        assert app.screen.moving is None
        assert "1 marked" not in "".join(strip.text for strip in drawn(app))


async def test_visit_key_on_a_finished_visit_is_answered(
    planned: str, app_on: Any, until: Any, take: Any, watch: Any, tomorrow: Any
) -> None:
    """A visit key on a finished visit shows the notice that the visit is over."""
    for verb, minutes, values in (("depart", 0, {}), ("arrive", 30, {}), ("log", 40, {"done": "x"}), ("leave", 50, {})):
        watch.at = tomorrow(9) + timedelta(minutes=minutes)
        take(planned, f"visit.{verb}", 1, actor="EN1", **values)
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until, next_week=False)
        await hands.see(lambda: app.screen.grid.entry)
        for key in ("space", "m", "t"):
            await answered(hands, key, "This visit is over")
