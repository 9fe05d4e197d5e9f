"""`x` explains how the due time of a promise was calculated."""

from typing import Any

import pytest

from deskctl.screens.ticket.explain_screen import ExplainPane, ExplainScreen
from deskctl.widgets.panes.line_list import LineList

WIDE = (160, 48)


async def test_clock_calculation_is_explained(desk: str, app_on: Any, until: Any) -> None:
    """The clocks of the ticket are listed, running ones first, and the calculation of the chosen one is shown."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: app.screen.number == 66)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ExplainScreen) and app.screen.query(ExplainPane))
        shown = app.screen.query_one(ExplainPane)
        await until(pilot, lambda: "S5.5-normal-1.fix" in shown.text)
        assert "2026-11-18 09:10  the call" in shown.text
        assert "4 h, counted in urgent hours" in shown.text
        assert "late" in app.screen.query_one(LineList).text.splitlines()[0]
        await pilot.press("j")
        await until(pilot, lambda: "S5.5-normal-1.phone" in shown.text)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ExplainScreen))


@pytest.mark.parametrize("size", [(60, 20), (100, 30)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_explanation_fits_its_pane(desk: str, app_on: Any, until: Any, size: tuple[int, int], lang: str) -> None:
    """No line of the calculation is wider than its pane, in either language."""
    app = app_on(desk, lang=lang)
    async with app.run_test(size=size) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: app.screen.number == 66)
        await pilot.press("x")
        await until(pilot, lambda: app.screen.query(ExplainPane) and "2026" in app.screen.query_one(ExplainPane).text)
        pane = app.screen.query_one(ExplainPane)
        assert all(line.cell_length <= size[0] for line in (pane.render_line(y) for y in range(pane.size.height)))
