"""The form of a return visit: its notices, its required fields, and its record."""

from typing import Any

from keyboard import Hands
from textual.widgets import Checkbox, Label

from deskctl.queries.reference.records import list_records
from deskctl.screens.services.return_visit_screen import ReturnVisitScreen
from deskctl.store.sqlite.reader import open_reader

CUSTOMER = "CUS-04"


def visits_of(desk: str, zone: Any) -> list[Any]:
    conn = open_reader(desk)
    try:
        return list_records(conn, "return-visit", zone, customers=[CUSTOMER])
    finally:
        conn.close()


async def open_form(app: Any, pilot: Any, until: Any) -> Hands:
    hands = Hands(app, pilot, until)
    await hands.see(lambda: app.screen.query("#queue"))
    app.push_screen(ReturnVisitScreen(app.session, "return-visit", "record", None, {"customer": CUSTOMER}))
    await hands.see(lambda: isinstance(app.screen, ReturnVisitScreen) and app.screen.query(".notice"))
    return hands


def require_one_more(found: list[dict[str, Any]], before: int) -> None:
    """Require one more return visit than before, with its score and the notices."""
    assert len(found) == before + 1
    assert found[-1]["score"] == 4
    assert found[-1]["advisories_delivered"]


async def test_return_visit_with_notices_is_recorded(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """Undelivered notices are ticked in the form and recorded, and the head of the form shows the next date."""
    before = len(visits_of(desk, watch().tzinfo))
    app = app_on(desk, actor="MG1", lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_form(app, pilot, until)
        assert "20" in str(app.screen.query_one("#form-help", Label).render())
        for box in app.screen.query(".notice Checkbox").results(Checkbox):
            box.value = True
        app.screen.query_one("#row-no-changes Checkbox", Checkbox).value = True
        await hands.fill(**{"with": "P-0401"})
        app.screen.query_one("#row-how .value").choose("phone")
        app.screen.query_one("#row-score .value").choose("4")
        await pilot.press("ctrl+o")
        await hands.see(lambda: app.screen.query("#queue"))
    require_one_more(visits_of(desk, watch().tzinfo), before)


async def test_unanswered_changes_and_notices_are_refused(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """A return visit without an answer on changes and notices is refused with the clause, and nothing is recorded.

    Once a change is described and the notices are ticked it is recorded.
    """
    before = len(visits_of(desk, watch().tzinfo))
    app = app_on(desk, actor="MG1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_form(app, pilot, until)
        assert "20" in str(app.screen.query_one("#form-help", Label).render())
        await hands.fill(**{"with": "P-0401"})
        app.screen.query_one("#row-how .value").choose("phone")
        await pilot.press("ctrl+o")
        await hands.see(lambda: app.screen.query("#refusal.-shown"))
        assert any("S5.6-3" in str(one.render()) for one in app.screen.query("#refusal Label").results(Label))
        await hands.fill(surroundings_="new room")
        await pilot.press("ctrl+o")
        await hands.see(
            lambda: any("S5.6-2" in str(one.render()) for one in app.screen.query("#refusal Label").results(Label))
        )
        assert len(visits_of(desk, watch().tzinfo)) == before
        for box in app.screen.query(".notice Checkbox").results(Checkbox):
            box.value = True
        app.screen.query_one("#row-score .value").choose("4")
        await pilot.press("ctrl+o")
        await hands.see(lambda: app.screen.query("#queue"))
    require_one_more(visits_of(desk, watch().tzinfo), before)
