"""Giving a ticket to somebody: who is offered, in which order, with which warnings, in how many keys."""

from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from keyboard import Hands, events
from textual.widgets import Input, Label

from deskctl.language.i18n import use_language
from deskctl.queries.dispatch.candidates import candidates_for
from deskctl.queries.ticket.full_ticket import get_ticket
from deskctl.screens.dispatch.assign_screen import AssignScreen
from deskctl.screens.dispatch.candidate_lines import candidate_line, columns_of
from deskctl.screens.dispatch.candidate_row import CandidateRow
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import width_of
from deskctl.widgets.style.look import Look


def found_on(desk: str, watch: Any, number: int = 1) -> Any:
    conn = open_reader(desk)
    try:
        return candidates_for(conn, watch().tzinfo, number, instant(watch()))
    finally:
        conn.close()


def owner_of(desk: str, number: int) -> str | None:
    conn = open_reader(desk)
    try:
        return get_ticket(conn, number).owner
    finally:
        conn.close()


def places(app: Any) -> list[Any]:
    """Return where the form, its field for the person, and the field below the list are on the screen."""
    return [app.screen.query_one(name).region for name in ("#form", "#row-to Input", "#row-by ChoiceLine")]


async def open_picker(app: Any, pilot: Any, until: Any, number: int = 1) -> Hands:
    """Come to the picker of a ticket, with its candidates there."""
    hands = Hands(app, pilot, until)
    await hands.see(lambda: app.screen.query("#queue"))
    await hands.go_to(number)
    await pilot.press("T")
    await hands.see(
        lambda: isinstance(app.screen, AssignScreen) and app.screen.query("#candidates")
        and "郑样" in app.screen.query_one("#candidates", LineList).text
    )  # fmt: skip
    return hands


def test_who_may_go_and_knows_it_comes_first(own_desk: str, watch: Any, do: Any) -> None:
    """Role before skill before presence before load; who is not sent to customers stands last."""
    _wanted, found = found_on(own_desk, watch)
    assert [one.staff for one in found] == ["EN1", "LE1", "EN2", "DV1", "HL1", "MG1"]
    do(own_desk, "ticket.assign", "LE1", {"to": "EN1"}, 2)
    assert [one.staff for one in found_on(own_desk, watch)[1]][:3] == ["LE1", "EN1", "EN2"]
    do(own_desk, "absence.add", "LE1", {"staff": "LE1", "from": "2026-11-22T00:00+08:00",
                                        "until": "2026-11-24T00:00+08:00", "reason": "leave"})  # fmt: skip
    assert [one.staff for one in found_on(own_desk, watch)[1]][:3] == ["EN1", "LE1", "EN2"]


def test_nobody_is_in_the_office_at_night(own_desk: str, watch: Any, do: Any) -> None:
    """While the hotline is closed they are off duty, whoever is on call is that."""
    night = {"start": "2026-11-22T18:00+08:00", "end": "2026-11-23T08:00+08:00"}
    do(own_desk, "roster.add", "LE1", {"staff": "LE1", **night})
    look = Look(zone=watch().tzinfo)
    shown = {}
    for hour in (10, 23):
        watch.at = watch().replace(hour=hour)
        found = {one.staff: one for one in found_on(own_desk, watch)[1]}
        columns = columns_of(list(found.values()), instant(watch()), look)
        shown[hour] = [
            "".join(piece.text for piece in candidate_line(found[name], instant(watch()), look, 100, columns))
            for name in ("EN1", "LE1")
        ]
    assert all("in the office" in line for line in shown[10])
    assert ("off duty" in shown[23][0], "on call" in shown[23][1]) == (True, True)


def test_a_visit_says_until_when_somebody_is_free(own_desk: str, watch: Any, do: Any, tomorrow: Any) -> None:
    """Free until he has to leave; taken now, free from its end, over midnight as well."""
    do(own_desk, "visit.plan", "LE1", {"planned_at": tomorrow(9), "engineers": ["EN1"]}, 1)
    [one] = [one for one in found_on(own_desk, watch)[1] if one.staff == "EN1"]
    assert (one.free_from, one.busy_from) == (instant(watch()), instant(tomorrow(9)) - 30 * 60)
    do(own_desk, "absence.add", "LE1", {"staff": "EN1", "from": "2026-11-22T08:00+08:00",
                                        "until": "2026-11-23T08:00+08:00", "reason": "night"})  # fmt: skip
    [one] = [one for one in found_on(own_desk, watch)[1] if one.staff == "EN1"]
    assert one.free_from == instant(tomorrow(9)) + 2 * 3600


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_unowned_to_assigned_and_informed_in_four_keys(own_desk: str, app_on: Any, until: Any, lang: str) -> None:
    """T, enter on the first, space for the telephone, ctrl+o: assigned, and informed."""
    app = app_on(own_desk, actor="LE1", lang=lang)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_picker(app, pilot, until)
        await pilot.press("enter", "space", "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
    assert owner_of(own_desk, 1) == "EN1"
    assert [event for event in events(own_desk, 1) if event in {"assigned", "engineer_notified"}] == [
        "assigned",
        "engineer_notified",
    ]


async def test_a_developer_needs_a_word_of_why(own_desk: str, app_on: Any, until: Any) -> None:
    """A warning comes first, and the note is asked for; with the reason it is recorded."""
    app = app_on(own_desk, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = await open_picker(app, pilot, until)
        lines = app.screen.query_one("#candidates", LineList).text.splitlines()
        assert [line.split()[0] for line in lines] == ["郑样", "蒋例", "王演", "-", "何开", "吴试", "周例"]
        await pilot.press("down", "down", "down")
        assert app.screen.query_one(CandidateRow).at_cursor.staff == "DV1"
        await hands.write("hk")
        await hands.see(lambda: app.screen.query("#form-warning"))
        assert "developer" in str(app.screen.query_one("#form-warning", Label).render())
        await pilot.press("enter", "ctrl+o")
        await hands.see(lambda: app.screen.query("#row-note- .wrong"))
        assert owner_of(own_desk, 1) is None
        await hands.fill(note_="the fault is in the program")
        await hands.save()
    assert owner_of(own_desk, 1) == "DV1"


async def test_enter_picks_and_records_nothing(own_desk: str, app_on: Any, until: Any) -> None:
    """Enter takes who is at the cursor; escape parks, and nothing was recorded."""
    app = app_on(own_desk, actor="LE1")
    async with app.run_test(size=(60, 20)) as pilot:
        hands = await open_picker(app, pilot, until)
        await pilot.press("down", "down", "enter", "enter", "enter")
        assert app.screen.query_one(CandidateRow).text == "EN2"
        assert app.screen.query_one("#row-to Input", Input).value.startswith("EN2 王演")
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
    assert owner_of(own_desk, 1) is None


def test_the_skills_have_the_room_that_the_others_leave(own_desk: str, watch: Any) -> None:
    """On a narrow screen nobody's skill is cut while the other columns hold blanks."""
    use_language("zh")
    at, found = instant(watch()), found_on(own_desk, watch)[1]
    columns = columns_of(found, at, Look())
    lines = ["".join(piece.text for piece in candidate_line(one, at, Look(), 52, columns)) for one in found]
    use_language("en")
    assert any(one.skills for one in found)
    assert not [line for line in lines if ".." in line]


@pytest.mark.parametrize("width", [52, 72, 96, 150])
def test_a_hostile_name_fits(own_desk: str, watch: Any, width: int) -> None:
    """No line is wider than the list, whatever somebody is called and says to know."""
    first = found_on(own_desk, watch)[1][0]
    hostile = replace(first, name="\x1b[31m\u202e样\n" + "长" * 40, skills=("服务器" * 30, "\x07"))
    line = candidate_line(hostile, instant(watch()), Look(), width, columns_of([hostile], instant(watch()), Look()))
    assert width_of(line) <= width
    assert not {"\x1b", "\x07", "\n"} & set("".join(piece.text for piece in line))


async def test_taking_the_ticket_of_another_names_them(desk: str, app_on: Any, until: Any) -> None:
    """The form opens all the same, and names the owner of the ticket, unless that is oneself."""
    app = app_on(desk, actor="SE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        await hands.go_to(66)
        await pilot.press("t")
        await hands.see(lambda: isinstance(app.screen, AssignScreen))
        await hands.see(lambda: [n for n in app._notifications if n.message == "T-066 is with 郑样 now."])  # noqa: SLF001


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_nothing_moves_when_the_candidates_come(
    own_desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch, lang: str, size: tuple[int, int]
) -> None:
    """The form has its final height from the start, and keeps it while the list is filtered."""
    use_language(lang)
    ready = Event()

    def slow(*about: Any) -> Any:
        assert ready.wait(20)
        return candidates_for(*about)

    monkeypatch.setattr("deskctl.screens.dispatch.assign_screen.candidates_for", slow)
    app = app_on(own_desk, lang=lang)
    async with app.run_test(size=size) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        await hands.go_to(1)
        await pilot.press("T")
        await hands.see(lambda: isinstance(app.screen, AssignScreen) and app.screen.query("#candidates"))
        await pilot.pause()
        before = places(app)
        ready.set()
        await hands.see(lambda: "郑样" in app.screen.query_one("#candidates", LineList).text)
        await hands.settle()
        assert places(app) == before
        await hands.write("zzz")
        await hands.settle()
        assert places(app) == before


async def test_the_button_is_seen_below_a_head_of_one_line(desk: str, app_on: Any, until: Any) -> None:
    """Without a promise to set out for, the line that stays free hides nothing of the form."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_picker(app, pilot, until, 68)
        await hands.settle()
        assert app.screen.query_one("#save").region.bottom <= app.screen.query_one("#form-keys").region.y
