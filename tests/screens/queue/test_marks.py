"""`space` marks tickets, and an operation is then recorded on all marked tickets."""

from typing import Any

from keyboard import Hands, events

from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.form.field_list import NOTE
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.queue.bulk_result_screen import BulkResultScreen
from deskctl.screens.queue.bulk_screen import BulkScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.records.peek_screen import PeekScreen
from deskctl.screens.session.draft_file import drafts
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.queue_table import QueueTable
from deskctl.widgets.ticket_pane import TicketPane

WIDE = (160, 48)


async def _mark_two(app: Any, pilot: Any, until: Any) -> None:
    await pilot.press("3")
    await until(pilot, lambda: len(app.screen.query_one(QueueTable).numbers) == 8)
    await pilot.press("g", "space", "j", "space")
    assert app.screen.marked == (66, 71)


async def test_marked_tickets_are_assigned_together(desk: str, app_on: Any, until: Any) -> None:
    """`t` opens one form for the marked tickets, records the assignment on each of them, and lists the results.

    The action menu opens a bulk form such as a note for the marked tickets; the second escape removes the marks.
    """
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await _mark_two(app, pilot, until)
        assert "2 marked" in app.screen.query_one(KeyBar).text
        await Hands(app, pilot, until).choose("ticket note")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("escape")
        assert app.screen.marked == ()
        await _mark_two(app, pilot, until)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, BulkScreen) and app.screen.query(FieldRow))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, BulkResultScreen) and app.screen.query(LineList))
        await until(pilot, lambda: "T-071" in app.screen.query_one(LineList).text)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert app.screen.marked == ()
        assert events(desk, 66)[-1] == events(desk, 71)[-1] == "assigned"


async def test_bulk_close_asks_first_and_lists_refusals(desk: str, app_on: Any, until: Any) -> None:
    """Closing several tickets asks first with Cancel in focus, and each refusal is listed with its reason."""
    app = app_on(desk, actor="SE1")
    async with app.run_test(size=WIDE) as pilot:
        await _mark_two(app, pilot, until)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, BulkScreen) and app.screen.query(FieldRow))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BulkScreen))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, BulkResultScreen) and app.screen.query(LineList))
        await until(pilot, lambda: "T-066" in app.screen.query_one(LineList).text)
        assert "closed" not in events(desk, 66) + events(desk, 71)
        shown = app.screen.query_one(LineList).text
        assert shown.count("T-066") == 1
        assert any(line.strip().startswith("First: ") for line in shown.splitlines())


async def test_result_of_a_bulk_step_opens_its_ticket(desk: str, app_on: Any, until: Any) -> None:
    """Enter on a line of the results opens its ticket and p peeks at it; Esc returns to the same line each time."""
    app = app_on(desk, actor="SE1")
    async with app.run_test(size=WIDE) as pilot:
        await _mark_two(app, pilot, until)
        hands = Hands(app, pilot, until)
        await pilot.press("c")
        await hands.see(lambda: isinstance(app.screen, BulkScreen) and app.screen.query(FieldRow))
        await pilot.press("ctrl+o")
        await hands.answer("y")
        await hands.see(lambda: "T-071" in _results(app))
        results = app.screen
        await pilot.press("end")
        place = results.query_one(LineList).place
        for key, screen, shown in (("p", PeekScreen, TicketPane), ("enter", TicketScreen, TicketPane)):
            await pilot.press(key)
            await hands.see(lambda screen=screen: isinstance(app.screen, screen))
            await hands.see(lambda shown=shown: (view := app.screen.query_one(shown).view) and view.row.number == 71)
            await pilot.press("escape")
            await hands.see(lambda: app.screen is results)
            assert results.query_one(LineList).place == place
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, BulkScreen))


async def test_step_refused_on_all_tickets_keeps_the_form_and_the_marks(desk: str, app_on: Any, until: Any) -> None:
    """Behind the list of the refusals is the form with what was typed, and the tickets stay marked."""
    app = app_on(desk, actor="SE1")
    async with app.run_test(size=WIDE) as pilot:
        await _mark_two(app, pilot, until)
        hands = Hands(app, pilot, until)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, BulkScreen) and app.screen.query(FieldRow))
        await hands.fill(**{NOTE: "both customers agree"})
        await pilot.press("ctrl+o")
        await hands.answer("y")
        await until(pilot, lambda: "T-066" in _results(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, BulkScreen))
        assert app.screen.fields.texts()[NOTE] == "both customers agree"
        assert not app.screen.query_one("#form").border_subtitle.startswith("2 / 2")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert app.screen.marked == (66, 71)


async def test_only_the_refused_tickets_stay_marked(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """Tickets on which the step was recorded lose their marks; what was typed is parked for the refused ones."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await _mark_two(app, pilot, until)
        hands = Hands(app, pilot, until)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, BulkScreen) and app.screen.query(FieldRow))
        await hands.fill(**{NOTE: "at the same site"})
        take(desk, "ticket.void", 71, actor="LE1", reason="opened by mistake")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "T-071" in _results(app))
        assert "1 recorded, 1 refused" in app.screen.query_one("#help").border_title
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert app.screen.table.marks in {(71,), ()}  # a voided ticket leaves the queue when that is read
        assert 66 not in app.screen.marked
        [parked] = drafts(desk)
        assert (parked.numbers, parked.texts[NOTE], parked.parked) == ((71,), "at the same site", True)


def _results(app: Any) -> str:
    found = app.screen.query(LineList)
    return found.first().text if found else ""


async def test_range_or_all_tickets_are_marked(desk: str, app_on: Any, until: Any) -> None:
    """`V` marks the rows that the cursor passes and `*` all or none; the bar shows the count and only bulk keys."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        table = app.screen.query_one(QueueTable)
        await until(pilot, lambda: len(table.numbers) == 8)
        await pilot.press("g", "V", "j", "j", "V", "j")
        assert app.screen.marked == tuple(table.numbers[:3])
        await until(pilot, lambda: "已选 3" in app.screen.query_one(KeyBar).text)
        await pilot.press("asterisk")
        await until(pilot, lambda: "已选 8" in app.screen.query_one(KeyBar).text)
        await until(pilot, lambda: " c " not in app.screen.query_one(KeyBar).text)
        await pilot.press("asterisk")
        assert app.screen.marked == ()
