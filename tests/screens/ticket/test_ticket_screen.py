"""Enter: everything about one ticket."""

from typing import Any

import pytest

from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.ticket.ticket_screen import FactPane, TicketScreen
from deskctl.widgets.panes.line_list import LineList


async def _open(app: Any, pilot: Any, until: Any, number: int) -> str:
    await pilot.press("3")
    await until(pilot, lambda: number in app.screen.table.numbers)
    app.screen.table.move_to(list(app.screen.table.numbers).index(number))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, TicketScreen) and app.screen.query(FactPane))
    await until(pilot, lambda: app.screen.query_one(FactPane).text and app.screen.query_one(LineList).text)
    return str(app.screen.query_one(FactPane).text)


async def test_everything_stands_there(desk: str, app_on: Any, until: Any) -> None:
    """Contract, people with phones, equipment with its warranty, visits and parts are shown beside the story."""
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        facts = await _open(app, pilot, until, 66)
        for reported in ("in maintenance until 2027-06-30", "000-0002-0301", "SN-DEMO-1015", "warranty ended", "PT-09"):
            assert reported in facts
        await pilot.press("y")
        assert app.clipboard == "T-066"
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, TicketScreen))


async def test_the_next_steps_come_with_their_reasons(desk: str, app_on: Any, until: Any) -> None:
    """Allowed steps come first and open their form; refused ones say what stands against them."""
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        await _open(app, pilot, until, 66)
        steps = app.screen.query_one(LineList)
        styles = [line[0].style for line in steps.lines]
        assert styles == sorted(styles, reverse=True)
        assert len(set(styles)) == 2
        steps.focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))


@pytest.mark.parametrize("size", [(60, 20), (100, 30)])
async def test_it_fits(desk: str, app_on: Any, until: Any, size: tuple[int, int]) -> None:
    """Where there is little room the parts stand below each other."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=size) as pilot:
        await _open(app, pilot, until, 70)
        assert app.screen.query_one(FactPane).region.y > 0
        assert app.screen.query_one(LineList).size.height > 1
