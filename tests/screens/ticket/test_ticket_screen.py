"""Enter opens the screen with everything about one ticket."""

from typing import Any

import pytest

from deskctl.operations.rules.advice.available_steps import next_steps
from deskctl.queries.ticket.ticket_context import ticket_context
from deskctl.screens.actions.action_lines import action_line
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.session.store_session import reading
from deskctl.screens.ticket import ticket_screen
from deskctl.screens.ticket.ticket_reading import read_ticket
from deskctl.screens.ticket.ticket_screen import AroundRead, FactPane, TicketScreen
from deskctl.widgets.lines.context_lines import context_lines
from deskctl.widgets.panes.line_list import LineList


async def _open(app: Any, pilot: Any, until: Any, number: int) -> str:
    await pilot.press("3")
    await until(pilot, lambda: number in app.screen.table.numbers)
    app.screen.table.move_to(list(app.screen.table.numbers).index(number))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, TicketScreen) and app.screen.query(FactPane))
    await until(pilot, lambda: app.screen.query_one(FactPane).text and app.screen.query_one(LineList).text)
    return str(app.screen.query_one(FactPane).text)


async def test_facts_and_next_steps_of_a_ticket_are_shown(desk: str, app_on: Any, until: Any) -> None:
    """Contract, phone numbers, equipment with its warranty and parts are shown beside the history.

    Allowed operations come first and open their form, and refused ones show the reason.
    """
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        facts = await _open(app, pilot, until, 66)
        for fact in ("in maintenance until 2027-06-30", "000-0002-0301", "SN-DEMO-1015", "warranty ended", "PT-09"):
            assert fact in facts
        await pilot.press("y")
        assert app.clipboard == "T-066"
        steps = app.screen.query_one(LineList)
        styles = [line[0].style for line in steps.lines]
        assert styles == sorted(styles, reverse=True)
        assert len(set(styles)) == 2
        steps.focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TicketScreen))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, TicketScreen))


async def test_parts_are_stacked_on_small_screens(desk: str, app_on: Any, until: Any) -> None:
    """On a small screen the parts of the ticket are below each other."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(60, 20)) as pilot:
        for size in ((60, 20), (100, 30)):
            await pilot.resize_terminal(*size)
            await _open(app, pilot, until, 70)
            assert app.screen.query_one(FactPane).region.y > 0, size
            assert app.screen.query_one(LineList).size.height > 1, size
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, TicketScreen))


async def test_next_steps_are_redrawn_only_when_read(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ticket that is read again redraws its facts only; the next steps are redrawn when they are read."""
    app, written = app_on(desk), list[str]()

    def counted(name: str, make: Any) -> Any:
        return lambda *values: written.append(name) or make(*values)

    async with app.run_test(size=(160, 48)) as pilot:
        await _open(app, pilot, until, 66)
        monkeypatch.setattr(ticket_screen, "context_lines", counted("facts", context_lines))
        monkeypatch.setattr(ticket_screen, "action_line", counted("step", action_line))
        app.screen.on_ticket_read(read_ticket(app.session, 66))
        assert written == ["facts"]
        with reading(desk) as conn:
            steps = next_steps(conn, 66, app.session.at(), app.session.acting)[:2]
            around = ticket_context(conn, 66, at=app.session.at())
        app.screen.on_around_read(AroundRead(around, steps))
        assert written == ["facts", "facts", "step", "step"]
        assert len(app.screen.query_one(LineList).lines) == len(steps)
