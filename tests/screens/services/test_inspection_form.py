"""The forms of an inspection and of a checklist: the number of keys, and what becomes of an abnormal item."""

import json
from typing import Any

import pytest
from keyboard import Hands, events
from textual.widgets import Input, OptionList

from deskctl.queries.reference.records import show_record
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.services.checklist_screen import ChecklistScreen
from deskctl.screens.services.inspection_screen import InspectionScreen
from deskctl.screens.services.items_row import ItemsRow
from deskctl.screens.today.due_screen import DueScreen
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_list import LineList

PLANNED = "IN-2026-11-CUS-04"
_CUSTOMER = "禾岭样例置业集团"


def record_of(desk: str, zone: Any, name: str = PLANNED) -> Any:
    conn = open_reader(desk)
    try:
        return show_record(conn, "inspection", name, zone)
    finally:
        conn.close()


async def open_form(app: Any, pilot: Any, until: Any) -> Hands:
    """Open the form of the due inspection from the queue."""
    hands = Hands(app, pilot, until)
    await hands.see(lambda: app.screen.query("#queue"))
    await pilot.press("d")
    await hands.see(lambda: isinstance(app.screen, DueScreen) and app.screen.query(LineList))
    await pilot.press("1")
    listed = app.screen.query_one(LineList)
    await hands.see(lambda: _CUSTOMER in listed.text)
    rows = listed.text.splitlines()
    listed.move_to(next(place for place, row in enumerate(rows) if _CUSTOMER in row))
    await pilot.press("I")
    await hands.see(lambda: isinstance(app.screen, InspectionScreen) and app.screen.query(ItemsRow))
    await hands.see(lambda: app.screen.items_row.items.states)
    return hands


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_normal_inspection_takes_two_keys(desk: str, app_on: Any, until: Any, watch: Any, lang: str) -> None:
    """The key n marks every item as normal and the inspection as done, and ctrl+o records it."""
    app = app_on(desk, actor="LE1", lang=lang)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_form(app, pilot, until)
        await pilot.press("n", "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, DueScreen))
    row = record_of(desk, watch().tzinfo)
    assert row["done_at"] is not None
    assert {one["verdict"] for one in row["items"]} == {"normal"}


async def test_abnormal_item_becomes_a_ticket(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """An abnormal item requires a text, and saving opens a ticket for it and completes the inspection."""
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_form(app, pilot, until)
        await pilot.press("3")
        await hands.write("fan")
        await pilot.press("enter", "n", "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, DueScreen))
    row = record_of(desk, watch().tzinfo)
    [found] = [one for one in row["items"] if one["verdict"] == "abnormal"]
    assert row["done_at"] is not None
    assert "logged" in events(desk, int(found["ticket"].partition("-")[2]))


async def test_items_are_checked_and_kept_as_a_draft(desk: str, app_on: Any, until: Any) -> None:
    """An abnormal item without a text is not recorded, and a value beyond its limit is abnormal.

    Enter moves to the value and then to that of the next item. Escape parks the form without a question, and ctrl+g
    restores its items. A draft that is not JSON or has another shape is ignored.
    """
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(60, 20)) as pilot:
        hands = await open_form(app, pilot, until)
        row = app.screen.items_row
        before = list(row.items.states)
        for text in ("", "{", "[]", "7", json.dumps({"server.cpu": "x"}), json.dumps({"server.cpu": [1]})):
            row.items.take_text(text)
        assert row.items.states == before
        await pilot.press("3", "ctrl+o")
        await hands.see(lambda: app.screen.query("ItemsRow .wrong"))
        assert isinstance(app.screen, InspectionScreen)
        await pilot.resize_terminal(80, 24)
        place = next(at for at, one in enumerate(row.items.states) if one.item.key == "server.cpu")
        row.enter()
        row.query_one(LineList).move_to(place)
        await pilot.press("enter")
        await hands.see(lambda: app.focused is row.query_one("#item-value", Input))
        await hands.write("97")
        await hands.see(lambda: row.items.states[place].verdict == "abnormal")
        assert row.items.states[place].decision == "ticket"
        row.enter()
        row.query_one(LineList).move_to(0)
        await pilot.press("1", "2")
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, DueScreen))
        await pilot.press("escape", "ctrl+g")
        await hands.see(lambda: app.screen.query("#picks"))
        await pilot.press("down", "enter")
        await hands.see(lambda: isinstance(app.screen, InspectionScreen) and app.screen.query(ItemsRow))
        await hands.see(lambda: [one.verdict for one in app.screen.items_row.items][:2] == ["normal", "attention"])


async def test_checklist_is_ticked_in_one_form(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """L opens the checklist, or first the form that attaches one; n and ctrl+o tick all items."""
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        await hands.go_to(71)
        await pilot.press("L")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.operation.verb == "attach")
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, ChecklistScreen) and app.screen.items_row.items.states)
        many = len(app.screen.items_row.items.states)
        app.screen.items_row.enter()
        await pilot.press("n", "ctrl+o")
        await hands.see(lambda: events(desk, 71).count("checklist_ticked") == many)


async def test_items_appear_when_the_inspection_is_chosen(desk: str, app_on: Any, until: Any) -> None:
    """An inspection is found by customer and month, also without a stored row, and its items are then listed."""
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        app.screen.action_operate("inspection", "record")
        await hands.see(lambda: isinstance(app.screen, InspectionScreen) and app.screen.query(ItemsRow))
        app.screen.query_one("#row-id Input", Input).focus()
        await hands.write("禾岭 2026-12")
        matches = "#row-id OptionList"
        await hands.see(lambda: [one.option_count for one in app.screen.query(matches).results(OptionList)] == [1])
        await pilot.press("down", "enter")
        await hands.see(lambda: app.screen.items_row.items.states)
        assert app.screen.inspection == "IN-2026-12-S-0401"
