"""Assigning a ticket: the candidates, their order, the warnings, and the number of keys."""

from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from held_reads import hold_reads
from keyboard import Hands, events, shows_chosen
from textual.widgets import Input, Label

from deskctl.language.i18n import use_language
from deskctl.queries.dispatch.candidates import candidates_for
from deskctl.queries.ticket.full_ticket import get_ticket
from deskctl.screens.dispatch.assign_screen import AssignScreen
from deskctl.screens.dispatch.candidate_lines import candidate_line, columns_of
from deskctl.screens.dispatch.candidate_row import CandidateRow
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.queue import queue_screen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import width_of
from deskctl.widgets.style.look import Look


def candidates_on(desk: str, watch: Any, number: int = 1) -> Any:
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


def regions(app: Any) -> list[Any]:
    """Return the regions of the form, its field for the person, and the field below the list."""
    return [app.screen.query_one(name).region for name in ("#form", "#row-to Input", "#row-by ChoiceLine")]


async def open_picker(app: Any, pilot: Any, until: Any, number: int = 1) -> Hands:
    """Open the assign form of a ticket and wait for its candidates."""
    hands = Hands(app, pilot, until)
    await hands.see(lambda: app.screen.query("#queue"))
    await hands.go_to(number)
    await pilot.press("T")
    await hands.see(
        lambda: isinstance(app.screen, AssignScreen) and app.screen.query("#candidates")
        and "郑样" in app.screen.query_one("#candidates", LineList).text
    )  # fmt: skip
    return hands


def test_candidates_are_ranked(own_desk: str, watch: Any, do: Any) -> None:
    """Candidates are ranked by role, skill, presence and load; those who are not sent to customers come last."""
    _wanted, found = candidates_on(own_desk, watch)
    assert [one.staff for one in found] == ["EN1", "LE1", "EN2", "DV1", "HL1", "MG1"]
    do(own_desk, "ticket.assign", "LE1", {"to": "EN1"}, 2)
    assert [one.staff for one in candidates_on(own_desk, watch)[1]][:3] == ["LE1", "EN1", "EN2"]
    do(own_desk, "absence.add", "LE1", {"staff": "LE1", "from": "2026-11-22T00:00+08:00",
                                        "until": "2026-11-24T00:00+08:00", "reason": "leave"})  # fmt: skip
    assert [one.staff for one in candidates_on(own_desk, watch)[1]][:3] == ["EN1", "LE1", "EN2"]


def test_candidates_are_off_duty_at_night(own_desk: str, watch: Any, do: Any) -> None:
    """While the hotline is closed a candidate is shown as on call if rostered, and otherwise as off duty."""
    night = {"start": "2026-11-22T18:00+08:00", "end": "2026-11-23T08:00+08:00"}
    do(own_desk, "roster.add", "LE1", {"staff": "LE1", **night})
    look = Look(zone=watch().tzinfo)
    shown = {}
    for hour in (10, 23):
        watch.at = watch().replace(hour=hour)
        found = {one.staff: one for one in candidates_on(own_desk, watch)[1]}
        columns = columns_of(list(found.values()), instant(watch()), look)
        shown[hour] = [
            "".join(piece.text for piece in candidate_line(found[name], instant(watch()), look, 100, columns))
            for name in ("EN1", "LE1")
        ]
    assert all("in the office" in line for line in shown[10])
    assert ("off duty" in shown[23][0], "on call" in shown[23][1]) == (True, True)


def test_planned_visit_limits_when_a_candidate_is_free(own_desk: str, watch: Any, do: Any, tomorrow: Any) -> None:
    """Candidates are free until they must leave for a visit; if absent until then, they are free from its end."""
    do(own_desk, "visit.plan", "LE1", {"planned_at": tomorrow(9), "engineers": ["EN1"]}, 1)
    [one] = [one for one in candidates_on(own_desk, watch)[1] if one.staff == "EN1"]
    assert (one.free_from, one.busy_from) == (instant(watch()), instant(tomorrow(9)) - 30 * 60)
    do(own_desk, "absence.add", "LE1", {"staff": "EN1", "from": "2026-11-22T08:00+08:00",
                                        "until": "2026-11-23T08:00+08:00", "reason": "night"})  # fmt: skip
    [one] = [one for one in candidates_on(own_desk, watch)[1] if one.staff == "EN1"]
    assert one.free_from == instant(tomorrow(9)) + 2 * 3600


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_ticket_is_assigned_and_notified_in_four_keys(own_desk: str, app_on: Any, until: Any, lang: str) -> None:
    """T, enter on the first candidate, space for the telephone and ctrl+o record assignment and notification."""
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


async def test_assigning_a_developer_requires_a_note(own_desk: str, app_on: Any, until: Any) -> None:
    """Choosing a developer shows a warning and requires a note; with the note the assignment is recorded."""
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


async def test_enter_chooses_a_candidate_without_recording(own_desk: str, app_on: Any, until: Any) -> None:
    """Enter chooses the candidate at the cursor, escape parks the form, and nothing is recorded."""
    app = app_on(own_desk, actor="LE1")
    async with app.run_test(size=(60, 20)) as pilot:
        hands = await open_picker(app, pilot, until)
        await pilot.press("down", "down", "enter", "enter", "enter")
        assert app.screen.query_one(CandidateRow).text == "EN2"
        assert app.screen.query_one("#row-to Input", Input).value.startswith("EN2 王演")
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
    assert owner_of(own_desk, 1) is None


def test_skills_use_the_free_width(own_desk: str, watch: Any) -> None:
    """On a narrow screen the skills are not cut while other columns have free space."""
    use_language("zh")
    at, found = instant(watch()), candidates_on(own_desk, watch)[1]
    columns = columns_of(found, at, Look())
    lines = ["".join(piece.text for piece in candidate_line(one, at, Look(), 52, columns)) for one in found]
    use_language("en")
    assert any(one.skills for one in found)
    assert not [line for line in lines if ".." in line]


@pytest.mark.parametrize("width", [52, 72, 96, 150])
def test_hostile_name_fits_the_list(own_desk: str, watch: Any, width: int) -> None:
    """No line is wider than the list or contains control characters, whatever the name and skills of a person are."""
    first = candidates_on(own_desk, watch)[1][0]
    hostile = replace(first, name="\x1b[31m\u202e样\n" + "长" * 40, skills=("服务器" * 30, "\x07"))
    line = candidate_line(hostile, instant(watch()), Look(), width, columns_of([hostile], instant(watch()), Look()))
    assert width_of(line) <= width
    assert not {"\x1b", "\x07", "\n"} & set("".join(piece.text for piece in line))


def test_columns_of_candidates_are_separated(own_desk: str, watch: Any) -> None:
    """A space follows each text of a candidate, also one that is cut; of a visit the ticket is whole."""
    first = candidates_on(own_desk, watch)[1][0]
    ticket = replace(first, role="senior_engineer", where="under_way", where_ticket="T-123456", skills=("x",))
    usual = replace(ticket, where_ticket="T-1234")
    for one in (replace(first, role="hotline_technician"), ticket, usual):
        columns = columns_of([one], instant(watch()), Look())
        texts = [piece.text for piece in candidate_line(one, instant(watch()), Look(), 96, columns)]
        assert all(text.endswith(" ") for text in texts[:-1] if text), texts
        assert one is not usual or "on the way T-1234" in {text.strip() for text in texts}


async def test_taking_an_owned_ticket_names_the_owner(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`t` on a ticket of another person opens the form and shows a notice that names the owner.

    The details of the ticket need not have been read; a form from the menu has its contact filled in then as well.
    """
    app = app_on(desk, actor="SE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        await hands.go_to(66)
        await pilot.press("down")
        await hands.see(lambda: app.screen.number != 66 and shows_chosen(app))
        may_read = hold_reads(monkeypatch, (queue_screen, "_read_ticket"))
        hands.type_ahead("up", "t")
        await hands.see(lambda: isinstance(app.screen, AssignScreen))
        await hands.see(lambda: [n for n in app._notifications if n.message == "T-066 is with 郑样 now."])  # noqa: SLF001
        await hands.leave()
        hands.type_ahead("down", "up", "l", *"remote consent", "enter")
        await hands.see(lambda: app.screen.query("#row-by-contact"))
        assert app.screen.query_one("#row-by-contact", FieldRow).text == "P-0301"
        may_read.set()


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_form_keeps_its_place_when_candidates_arrive(
    own_desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """The form has its final height before the candidates are read, and keeps it while the list is filtered."""
    use_language(lang)
    ready = Event()

    def slow(*about: Any) -> Any:
        assert ready.wait(20)
        return candidates_for(*about)

    monkeypatch.setattr("deskctl.screens.dispatch.assign_screen.candidates_for", slow)
    app = app_on(own_desk, lang=lang)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        for size in ((80, 24), (100, 30), (160, 48)):
            ready.clear()
            await pilot.resize_terminal(*size)
            await hands.go_to(1)
            await pilot.press("T")
            await hands.see(lambda: isinstance(app.screen, AssignScreen) and app.screen.query("#candidates"), f"{size}")
            await pilot.pause()
            before = regions(app)
            ready.set()
            await hands.see(lambda: "郑样" in app.screen.query_one("#candidates", LineList).text, f"{size}")
            await hands.settle()
            assert regions(app) == before, size
            await hands.write("zzz")
            await hands.settle()
            assert regions(app) == before, size
            await hands.leave()


async def test_button_is_visible_without_a_promise_line(desk: str, app_on: Any, until: Any) -> None:
    """The save button is visible if the ticket has no departure promise and the head of the form has one line."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_picker(app, pilot, until, 68)
        await hands.settle()
        assert app.screen.query_one("#save").region.bottom <= app.screen.query_one("#form-keys").region.y
