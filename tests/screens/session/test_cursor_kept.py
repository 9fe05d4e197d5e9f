"""A list that is read again keeps the cursor on the chosen record, wherever its row moved."""

from datetime import timedelta
from typing import Any

from keyboard import Hands, listed

from deskctl.screens.alerts.inbox_screen import InboxScreen
from deskctl.screens.records.records_screen import RecordsScreen
from deskctl.screens.today.back_office_screen import BackOfficeScreen
from deskctl.screens.today.due_screen import DueScreen
from deskctl.screens.today.my_day_screen import MyDayScreen
from deskctl.widgets.panes.line_list import LineList


class Rows:
    """The list that is shown on the screen."""

    def __init__(self, app: Any, hands: Hands) -> None:
        self._app = app
        self._hands = hands

    def place_of(self, words: str) -> int:
        """Return the place of the row that contains the words; -1 if none does."""
        rows = listed(self._app).splitlines()
        return next((place for place, row in enumerate(rows) if words in row), -1)

    async def choose(self, words: str) -> int:
        """Put the cursor on the row that contains the words, and return its place."""
        await self._hands.see(lambda: self.place_of(words) >= 0)
        self._app.screen.query_one(LineList).move_to(self.place_of(words))
        return self.place_of(words)

    async def see_moved(self, words: str, before: int) -> None:
        """Wait until the row with the words has moved, and check that the cursor moved with it."""
        await self._hands.see(lambda: self.place_of(words) not in {-1, before})
        assert self._app.screen.query_one(LineList).place == self.place_of(words)


async def test_cursor_stays_when_rows_come_and_go(desk: str, app_on: Any, until: Any, take: Any, watch: Any) -> None:
    """If others add or remove a row above the chosen one, the cursor stays on its record in each of four lists."""
    app = app_on(desk, actor="BS1")
    async with app.run_test(size=(120, 50)) as pilot:
        hands = Hands(app, pilot, until)
        rows = Rows(app, hands)
        await hands.see(lambda: isinstance(app.screen, BackOfficeScreen))
        work = await rows.choose("PR-014")
        await pilot.press("d", "8")
        await hands.see(lambda: isinstance(app.screen, DueScreen))
        due = await rows.choose("PR-014")
        take(desk, "mail.set-aside", actor="BS1", mail="ML-005", reason="known")
        await rows.see_moved("PR-014", due)
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, BackOfficeScreen))
        await rows.see_moved("PR-014", work)

        app.push_screen(RecordsScreen(app.session, "roster"))
        shift = await rows.choose("RO-03")
        take(desk, "roster.add", actor="LE1", staff="LE1",
             start=watch() - timedelta(days=900), end=watch() - timedelta(days=899))  # fmt: skip
        await rows.see_moved("RO-03", shift)

        calls = [take(desk, "callback.add", actor="BS1", phone=f"000-000{minutes}", text=f"call {minutes}",
                      due=watch() + timedelta(minutes=minutes)) for minutes in (1, 2)]  # fmt: skip
        watch.forward(minutes=3)
        app.push_screen(InboxScreen(app.session))
        call = await rows.choose("call 2")
        take(desk, "callback.done", actor="BS1", id=calls[0].record)
        await rows.see_moved("call 2", call)


async def test_two_visits_of_a_ticket_are_two_rows(desk: str, app_on: Any, until: Any, take: Any, watch: Any) -> None:
    """Two visits of an engineer to one ticket are two rows, and a reload keeps the cursor on the second one."""
    take(desk, "visit.request", 66, actor="HL1", reason="phone_and_remote_failed")
    take(desk, "visit.plan", 66, actor="LE1", planned_at=watch() + timedelta(hours=5), engineers=("EN1",))
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        app.push_screen(MyDayScreen(app.session))
        await hands.see(lambda: listed(app).count("T-066") == 2)
        app.screen.query_one(LineList).move_to(1)
        app.screen.reload()
        await hands.see(lambda: all(worker.is_finished for worker in app.workers))
        await pilot.pause()
        assert app.screen.query_one(LineList).place == 1


async def test_new_service_sheet_keeps_the_chosen_document(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """A visit that begins adds its service sheet above the chosen document, which stays chosen."""
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        rows = Rows(app, hands)
        await hands.see(lambda: app.screen.query("#queue"))
        await hands.go_to(69)
        await pilot.press("P")
        before = await rows.choose("Incident report")
        take(desk, "visit.depart", 69, actor="EN3")
        await rows.see_moved("Incident report", before)
