"""`x` explains how the due time of a promise was calculated."""

from typing import Any

from deskctl.language.i18n import use_language
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


async def test_explanation_fits_its_pane(desk: str, app_on: Any, until: Any) -> None:
    """No line of the calculation is wider than its pane, in either language."""
    app = app_on(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: app.screen.number == 66)
        for lang in ("en", "zh"):
            use_language(lang)
            for size in ((60, 20), (100, 30)):
                case = f"{lang} {size}"
                await pilot.resize_terminal(*size)
                await pilot.press("x")
                await until(pilot, lambda: app.screen.query(ExplainPane), case)
                pane = app.screen.query_one(ExplainPane)
                await until(pilot, lambda pane=pane: "2026" in pane.text, case)  # type: ignore[misc]
                assert all(line.cell_length <= size[0] for line in map(pane.render_line, range(pane.size.height))), case
                await pilot.press("escape")
                await until(pilot, lambda: not isinstance(app.screen, ExplainScreen), case)
