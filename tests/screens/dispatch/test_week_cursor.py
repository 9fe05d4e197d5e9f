"""Where the cursor of the week is: the keys of visits act on the visit that is seen under it, and on no other."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from seldom_drawn import drawn
from test_week import open_week, visit_of

from deskctl.screens.dispatch.week_lines import subject_of
from deskctl.screens.dispatch.week_screen import WeekScreen
from deskctl.screens.form.form_screen import FormScreen


def lane(app: Any) -> list[str]:
    """Return the lines of the work that is not planned, as they are drawn."""
    lines = [strip.text for strip in drawn(app)]
    first = next(place for place, line in enumerate(lines) if "Not planned" in line)
    return lines[first + 1 : -1]


def notices(app: Any) -> str:
    return " ".join(str(one.message) for one in app._notifications)  # noqa: SLF001 - no public way


async def test_only_one_of_the_two_lists_shows_its_cursor(planned: str, app_on: Any, until: Any) -> None:
    """The list of what is not planned shows it while that list has the focus."""
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        cursor = app.session.look.symbols["cursor"]
        assert not any(line.startswith(cursor) for line in lane(app))
        await pilot.press("w")
        await hands.see(lambda: any(line.startswith(cursor) for line in lane(app)))


@pytest.mark.parametrize("key", ["t", "m", "delete"])
async def test_a_key_of_a_visit_needs_the_visit_under_the_cursor(
    planned: str, app_on: Any, until: Any, key: str
) -> None:
    """From the list below, nothing happens to a visit that the cursor is not on."""
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        await pilot.press("w", key)
        await hands.see(lambda: "Go up to the visit" in notices(app))
        assert isinstance(app.screen, WeekScreen)
        assert app.screen.moving is None


@pytest.mark.parametrize("key", ["t", "m", "delete", "@", "space"])
async def test_a_key_of_a_visit_says_that_there_is_none(planned: str, app_on: Any, until: Any, key: str) -> None:
    """In an empty cell the keys that the bar names are not without an answer."""
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        await pilot.press("down")
        await hands.see(lambda: app.screen.grid.entry is None)
        await pilot.press(key)
        await hands.see(lambda: "No visit is here" in notices(app))
        assert isinstance(app.screen, WeekScreen)


async def test_who_goes_is_the_field_to_fill_in(planned: str, app_on: Any, until: Any, watch: Any) -> None:
    """A name typed after t takes the place of who was to go."""
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until)
        await pilot.press("t")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-to Input"))
        await hands.see(lambda: hands.field("to").has_focus)
        await hands.write("EN2")
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, WeekScreen))
    assert visit_of(planned, watch).engineers == ("EN2",)


def test_a_visit_without_a_ticket_is_named_by_what_is_done(planned: str, watch: Any) -> None:
    """An inspection is called that, not by its number."""
    visit = visit_of(planned, watch)
    assert subject_of(visit) == "T-001"
    assert subject_of(replace(visit, ticket=None, of="IN-2026-12-S-0101", purpose="inspection")) == "inspection"
    assert subject_of(replace(visit, ticket=None, of="IN-2026-12-S-0101", purpose=None)) == "IN-2026-12-S-0101"


@pytest.mark.parametrize("key", ["space", "m"])
async def test_a_visit_called_off_by_another_is_neither_marked_nor_moved_any_more(
    planned: str, app_on: Any, until: Any, do: Any, key: str
) -> None:
    """The week says that it was called off, and removes the mark or the copy; nothing is left to save."""
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


@pytest.mark.parametrize("key", ["space", "m", "t"])
async def test_a_visit_that_is_over_is_called_that(
    planned: str, app_on: Any, until: Any, take: Any, watch: Any, tomorrow: Any, key: str
) -> None:
    """No key says of a visit made an hour ago that somebody has just set out."""
    for verb, minutes, values in (("depart", 0, {}), ("arrive", 30, {}), ("log", 40, {"done": "x"}), ("leave", 50, {})):
        watch.at = tomorrow(9) + timedelta(minutes=minutes)
        take(planned, f"visit.{verb}", 1, actor="EN1", **values)
    app = app_on(planned, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_week(app, pilot, until, next_week=False)
        await hands.see(lambda: app.screen.grid.entry)
        await pilot.press(key)
        await hands.see(lambda: "This visit is over" in notices(app))
