"""The day of an engineer: one key records the next step of a visit, also at another time, or shows the refusal."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from keyboard import Hands, events
from textual.widgets import Input, Label

from deskctl.language.words.choices import choice_word
from deskctl.screens.dialogs.text_prompt_screen import TextPromptScreen
from deskctl.screens.dispatch.week_screen import WeekScreen
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.tabbed_screen import PresetOperation
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.screens.today.due_screen import DueScreen
from deskctl.screens.today.my_day_reading import MyDayRead
from deskctl.screens.today.my_day_screen import MyDayScreen
from deskctl.screens.today.parts_screen import PartsScreen
from deskctl.screens.today.work_log_screen import WorkLogScreen
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane

NUMBER, ENGINEER = 71, "EN4"


def about(app: Any) -> str:
    found = app.screen.query("#about")
    return str(found.first(LinePane).text) if found else ""


@pytest.fixture
def planned(desk: str, take: Any, watch: Any) -> str:
    """Plan a visit of two engineers today, and return the desk."""
    take(desk, "ticket.assign", NUMBER, actor="LE1", to=ENGINEER)
    take(desk, "visit.request", NUMBER, actor="HL1", reason="phone_and_remote_failed")
    when = watch() + timedelta(hours=2)
    take(desk, "visit.plan", NUMBER, actor="LE1", planned_at=when, engineers=(ENGINEER, "EN2"))
    return desk


async def open_day(app: Any, pilot: Any, until: Any) -> Hands:
    """Open the day of the engineer and wait for its visit."""
    hands = Hands(app, pilot, until)
    await hands.see(lambda: app.screen.query("#queue"))
    await pilot.press("d")
    await hands.see(lambda: isinstance(app.screen, MyDayScreen) and app.screen.chosen)
    return hands


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_visit_takes_four_keys_and_the_work_text(
    planned: str, app_on: Any, until: Any, watch: Any, lang: str
) -> None:
    """Setting out and arriving take one key each, the work log one to open and one to record it and leave."""
    app = app_on(planned, actor=ENGINEER, lang=lang)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_day(app, pilot, until)
        for event in ("departed", "arrived"):
            watch.forward(minutes=10)
            await pilot.press(">")
            await hands.see(lambda event=event: event in events(planned, NUMBER))
            verb = {"departed": "arrive", "arrived": "log"}[event]
            await hands.see(lambda verb=verb: app.screen.chosen.next.verb == verb)
            state = choice_word("state", {"departed": "under_way", "arrived": "on_site"}[event])
            await hands.see(lambda state=state: state in app.screen.query(LineList).first().text)
        watch.forward(minutes=30)
        await pilot.press(">")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-done"))
        await hands.write("drawer")
        await pilot.press("ctrl+o")
        await hands.see(lambda: "left_site" in events(planned, NUMBER))
        await hands.see(lambda: isinstance(app.screen, MyDayScreen) and app.screen.chosen.unsigned)
        entry = app.screen.chosen.mine["logs"][0]
        assert (entry["from"], entry["to"], entry["done"]) == ("09:50", "10:20", "drawer")


async def test_unplanned_visit_is_in_the_day(desk: str, app_on: Any, until: Any, take: Any, watch: Any) -> None:
    """A visit without a plan is in the day of the engineer under way and of the owner whose ticket requests one."""
    app = app_on(desk, actor="EN2")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(app, pilot, until)
        assert (app.screen.chosen.visit.ticket, app.screen.chosen.next.verb) == (69, "arrive")
    take(desk, "ticket.assign", NUMBER, actor="LE1", to=ENGINEER)
    take(desk, "visit.request", NUMBER, actor="HL1", reason="phone_and_remote_failed")
    app = app_on(desk, actor=ENGINEER)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_day(app, pilot, until)
        await hands.see(lambda: "set out by" in about(app))
        for event, verb in (("departed", "arrive"), ("arrived", "log")):
            watch.forward(minutes=10)
            await pilot.press(">")
            await hands.see(lambda event=event: event in events(desk, NUMBER))
            await hands.see(lambda verb=verb: app.screen.chosen.next.verb == verb)
            assert "set out by" not in about(app)
            assert len(app.screen.query_one(LineList).lines) == 1


async def test_cursor_stays_on_the_visit(planned: str, app_on: Any, until: Any, take: Any, watch: Any) -> None:
    """The cursor stays on its visit if an action changes the order of the visits."""
    before = {"planned_at": watch() + timedelta(hours=1), "engineers": (ENGINEER,)}
    take(planned, "visit.plan", 68, actor="LE1", reason="planned", **before)
    app = app_on(planned, actor=ENGINEER)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_day(app, pilot, until)
        await hands.see(lambda: len(app.screen.query_one(LineList).lines) > 1)
        await pilot.press("end")
        assert app.screen.number == NUMBER
        await pilot.press(">")
        await hands.see(lambda: "departed" in events(planned, NUMBER))
        later = {"from": watch() + timedelta(hours=5), "reason": "not before noon"}
        take(planned, "visit.move", actor="LE1", id="V-0002", **later)
        await hands.see(lambda: app.screen.query_one(LineList).place == 0)
        assert app.screen.number == NUMBER


async def test_work_log_checks_times_and_installs_parts(
    planned: str, app_on: Any, until: Any, take: Any, watch: Any
) -> None:
    """The work log refuses invalid, reversed or future times, and installs a part that B took from the stock."""
    for verb in ("depart", "arrive"):
        watch.forward(minutes=5)
        take(planned, f"visit.{verb}", NUMBER, actor=ENGINEER)
    watch.forward(minutes=30)
    app = app_on(planned, actor=ENGINEER)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_day(app, pilot, until)
        await pilot.press("B")
        await hands.see(lambda: isinstance(app.screen, PartsScreen) and "PT-02" in app.screen.query_one(LineList).text)
        place = [line[0].text.strip() for line in app.screen.query_one(LineList).lines].index("PT-02")
        app.screen.query_one(LineList).move_to(place)
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-ticket"))
        await pilot.press("ctrl+o")
        await hands.see(
            lambda: isinstance(app.screen, PartsScreen) and "taken 1" in app.screen.query_one(LineList).text
        )
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, MyDayScreen))
        await pilot.press(">")
        await hands.see(lambda: isinstance(app.screen, WorkLogScreen) and app.screen.query("#row-done"))
        await hands.write("built in")
        for typed, wrong in (("25:99", "25:99"), ("9:30", "before"), ("23:00", "still")):
            app.screen.query_one("#row-to Input", Input).value = typed
            await pilot.press("ctrl+o")
            await hands.see(lambda wrong=wrong: wrong in str(app.screen.query_one("#row-to .wrong", Label).render()))
        app.screen.query_one("#row-to Input", Input).value = "10:05"
        app.screen.query_one("#row-parts- Input", Input).value = "PT-02"
        await pilot.press("ctrl+o")
        await hands.see(lambda: "left_site" in events(planned, NUMBER))
    assert "part_installed" in events(planned, NUMBER)


async def test_step_is_recorded_at_a_typed_time(planned: str, app_on: Any, until: Any, watch: Any) -> None:
    """@ records the step at the typed time, and a wrong or future time is refused in the dialog.

    After a refusal nothing is recorded and the text remains; the error disappears when the text is changed.
    """
    watch.forward(hours=1)
    app = app_on(planned, actor=ENGINEER)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_day(app, pilot, until)
        await pilot.press("@")
        await hands.see(lambda: isinstance(app.screen, TextPromptScreen) and isinstance(app.focused, Input))
        for wrong in ("25:99", "tomorrow 9:00", "soon"):
            app.focused.value = wrong
            await pilot.press("enter")
            await hands.see(lambda: str(app.screen.query_one(".wrong", Label).render()))
            assert isinstance(app.screen, TextPromptScreen), wrong
            await pilot.press("x")
            await hands.see(lambda: not str(app.screen.query_one(".wrong", Label).render()))
        assert "departed" not in events(planned, NUMBER)
        app.focused.value = "@9:40"
        await pilot.press("enter")
        await hands.see(lambda: "departed" in events(planned, NUMBER))
        await hands.see(lambda: isinstance(app.screen, MyDayScreen) and "09:40" in about(app))


async def test_day_opens_other_screens_and_returns(
    planned: str, app_on: Any, until: Any, take: Any, watch: Any
) -> None:
    """Enter opens the ticket, d the due list, D the dispatch week, and escape returns each time.

    The steps of another engineer at the same visit do not count as one's own.
    """
    for verb, values in (("depart", {}), ("arrive", {}), ("log", {"done": "looked"}), ("leave", {})):
        watch.forward(minutes=10)
        take(planned, f"visit.{verb}", NUMBER, actor="EN2", **values)
    app = app_on(planned, actor=ENGINEER)
    async with app.run_test(size=(60, 20)) as pilot:
        hands = await open_day(app, pilot, until)
        assert app.screen.chosen.next.verb == "depart"
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, TicketScreen))
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, MyDayScreen))
        await pilot.press("d")
        await hands.see(lambda: isinstance(app.screen, DueScreen))
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, MyDayScreen))
        await pilot.press("D")
        await hands.see(lambda: isinstance(app.screen, WeekScreen))
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, MyDayScreen))
        await pilot.press("escape")
        await hands.see(lambda: app.screen.query("#queue"))


async def test_refused_step_opens_its_form(planned: str, app_on: Any, until: Any, take: Any, watch: Any) -> None:
    """Leaving without a work log is refused, and its form opens with the reason."""
    for verb in ("depart", "arrive"):
        watch.forward(minutes=5)
        take(planned, f"visit.{verb}", NUMBER, actor=ENGINEER)
    app = app_on(planned, actor=ENGINEER)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_day(app, pilot, until)
        leaving = replace(app.screen.chosen, next=PresetOperation("visit", "leave", NUMBER))
        app.screen.on_my_day_read(MyDayRead([leaving]))  # as if the log had been undone since it was read
        await pilot.press(">")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query("#refusal.-shown"))
    assert "left_site" not in events(planned, NUMBER)


async def test_empty_day_shows_a_sentence(empty_desk: str, app_on: Any, until: Any) -> None:
    """A day without visits shows a sentence and only useful keys, and no key fails."""
    app = app_on(empty_desk, actor=None)
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        app.push_screen(MyDayScreen(app.session))
        await hands.see(lambda: isinstance(app.screen, MyDayScreen) and app.screen.query(LineList))
        await hands.see(lambda: "No visit" in app.screen.query_one("#rows", LineList).text)
        named = app.screen.query_one("#keys", KeyBar).text
        assert "Due" in named
        assert not any(f" {word}" in named for word in ("Documents", "Attach", "Log", "Undo"))
        await pilot.press(">", "@", "P", "+", "L", "u", "l", "enter")
        assert isinstance(app.screen, MyDayScreen)


async def test_inspection_is_shown_in_the_language_of_the_console(
    desk: str, app_on: Any, until: Any, take: Any, watch: Any
) -> None:
    """The purpose of a visit is shown in Chinese, and the key bar names the key that records the inspection."""
    times = {"planned_at": (watch() + timedelta(hours=2)).isoformat(), "engineers": [ENGINEER]}
    take(desk, "inspection.schedule", None, actor=ENGINEER, id="IN-2026-11-CUS-04", **times)
    app = app_on(desk, actor=ENGINEER, lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(app, pilot, until)
        assert "巡检" in app.screen.query_one(LineList).text
        assert "inspection" not in app.screen.query_one(LineList).text
        bar = app.screen.query_one("#keys", KeyBar).text
        assert "打开工单" not in bar
        assert "enter 记录巡检" in bar
