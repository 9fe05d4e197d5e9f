"""Planned visits: ids, engineers and windows, conflicts, and states."""

import json
import re
from contextlib import closing
from datetime import timedelta

import pytest
from planned_visits import ZONE, at, listed, of_ticket, plan, seconds
from workbench import NOW, Workbench

from deskctl.documents.writers.calendar_file import calendar_file
from deskctl.errors import BadData, NotFound
from deskctl.language.i18n import _, use_language
from deskctl.queries.conditions.value_filter import ValueFilter
from deskctl.queries.dispatch.dispatch_list import DispatchFilter, dispatch_list
from deskctl.queries.dispatch.free_engineers import EngineerRequest, free_engineers
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.json_values import Shape
from deskctl.queries.watch.whereabouts import whereabouts
from deskctl.store.sqlite.reader import open_reader


def test_a_visit_has_a_permanent_id(desk: Workbench) -> None:
    """Each planned visit has the next id, and the ticket shows one row for each of its engineers."""
    assert [plan(desk, engineers=["EN1", "EN2"]), plan(desk, begin="14:00", until=None)] == ["V-0001", "V-0002"]
    rows = [(row["id"], row["engineer"], row["planned_at"]) for row in of_ticket(desk, 68)]
    assert rows == [
        ("V-0001", "EN1", at("09:30")), ("V-0001", "EN2", at("09:30")), ("V-0002", "EN1", at("14:00")),
    ]  # fmt: skip


def test_conflicting_visits_are_recorded_with_warnings(desk: Workbench) -> None:
    """Visits of one engineer at distant sites lead to warnings but are recorded."""
    plan(desk)
    window = {"from": at("10:30"), "until": at("12:00")}
    done = desk.do("visit.plan", 69, engineers=["EN1", "EN4"], **window)
    assert len(done.notices) == 3
    data = json.loads(desk.value("action", "data", ticket=69, event="visit_planned"))
    assert {one["why"] for one in data["conflicts"]} == {"promise", "overlap", "travel"}
    first, second = listed(desk)
    assert {one["why"] for one in first["conflicts"]} >= {"overlap", "travel"}
    assert (second["leave_by"], second["travel_minutes"]) == (at("09:10"), 80)


def test_warnings_are_in_plain_words(desk: Workbench) -> None:
    """A warning contains neither codes of equipment nor times in ISO format."""
    use_language("zh")
    done = desk.do("visit.plan", 69, engineers=["EN4"], **{"from": at("15:30"), "until": at("16:00")})
    texts = [notice.text(_) for notice in done.notices]
    use_language("en")
    assert texts
    assert not [text for text in texts if re.search(r"[a-z]{3}|T\d\d:", text)], texts


def test_travel_between_two_sites_is_a_conflict(desk: Workbench) -> None:
    """Consecutive windows conflict by travel at different sites, and not at the same site."""
    plan(desk, engineers=["LE1"])
    plan(desk, begin="11:10", until="12:00", engineers=["LE1"])
    plan(desk, 69, begin="13:00", until="14:00", engineers=["LE1"])
    assert [[one["why"] for one in row["conflicts"]] for row in listed(desk)] == [[], ["travel"], ["travel"]]


def test_absences_shifts_and_skills_are_conflicts(desk: Workbench) -> None:
    """An absent engineer, one who left, an engineer on call, and missing skills are conflicts."""
    desk.do("absence.add", staff="EN2", **{"from": at("08:00"), "until": at("18:00")}, reason="leave")
    plan(desk, engineers=["EN2"])
    assert {(one["with"], one["why"]) for one in listed(desk)[0]["conflicts"]} == {
        ("AB-01", "absence"), ("application", "skill"),
    }  # fmt: skip
    on_call = desk.on_call(seconds(at("10:00")))
    desk.do("visit.assign", id="V-0001", to=[on_call])
    assert [one["why"] for one in listed(desk)[0]["conflicts"]] == ["on_call"]
    desk.do("visit.assign", id="V-0001", to=["EN3"])
    desk.do("training.schedule", id="TR-002", requested_for="2026-12-02T14:00:00+08:00", trainer="EN3")
    done = desk.do("staff.retire", id="EN3", reason="leaves", to="EN1", actor="MG1")
    assert [notice.values["subjects"] for notice in done.notices] == [("V-0001", "V-0002", "TR-002")]
    assert ("EN3", "left") in [(one["with"], one["why"]) for one in listed(desk)[0]["conflicts"]]


def test_the_states_of_a_visit(desk: Workbench) -> None:
    """A visit is planned, confirmed, late, under way, on site and done, for each engineer separately."""
    plan(desk, engineers=["EN1", "EN2"])
    assert [row["state"] for row in listed(desk)] == ["planned"]
    desk.do("visit.confirm", id="V-0001", by_contact="P-0501")
    assert [row["state"] for row in listed(desk, "08:55")] == ["confirmed"]
    assert [row["state"] for row in listed(desk, "08:56")] == ["late"]
    for who in ("EN1", "EN2"):
        desk.do("visit.depart", 68, actor=who, when=NOW - timedelta(minutes=6))
    assert [row["state"] for row in listed(desk)] == ["under_way"]
    for who in ("EN1", "EN2"):
        desk.do("visit.arrive", 68, actor=who, when=NOW - timedelta(minutes=4))
        desk.do("visit.log", 68, actor=who, done="looked", when=NOW - timedelta(minutes=3))
    desk.do("diagnosis.explain", 68, summary="not found yet", when=NOW - timedelta(minutes=2))
    desk.do("visit.leave", 68, actor="EN1")
    assert [row["state"] for row in listed(desk)] == ["on_site"]
    desk.do("visit.leave", 68, actor="EN2")
    assert [row["state"] for row in listed(desk)] == ["done"]
    assert [(row["id"], row["engineer"], row["visit"]) for row in of_ticket(desk, 68)] == [
        ("V-0001", "EN1", 1), ("V-0001", "EN2", 2),
    ]  # fmt: skip


def test_a_companion_belongs_to_the_visit(desk: Workbench) -> None:
    """A colleague who departs while a planned visit is under way joins that visit."""
    plan(desk)
    desk.do("visit.depart", 68, actor="EN1", when=NOW - timedelta(minutes=2))
    desk.do("visit.depart", 68, actor="EN4", when=NOW - timedelta(minutes=1))
    assert [(row["id"], row["engineer"]) for row in of_ticket(desk, 68)] == [("V-0001", "EN1"), ("V-0001", "EN4")]


def test_an_unplanned_visit_has_an_id(desk: Workbench) -> None:
    """A departure or arrival without a plan has a visit id that companions share and a corrected departure keeps."""
    ticket = desk.opened(severity="severe", level="urgent")
    desk.do("visit.depart", ticket, actor="EN1", when=NOW - timedelta(minutes=0))
    assert desk.value("visit", "of", id="V-0001") == f"T-{ticket:03d}"
    for who in ("EN1", "EN2"):
        desk.do("visit.arrive", ticket, actor=who)
        desk.do("visit.log", ticket, actor=who, done="looked")
    assert [(row["id"], row["engineer"]) for row in of_ticket(desk, ticket)] == [("V-0001", "EN1"), ("V-0001", "EN2")]
    assert desk.value("visit", "engineers", id="V-0001") == '["EN1", "EN2"]'
    seq = desk.events(ticket).index("departed") + 1
    desk.do("ticket.correct", ticket, seq=seq, reason="another ticket", actor="LE1")
    assert {row["id"] for row in of_ticket(desk, ticket)} == {"V-0001"}
    other = desk.opened(severity="severe", level="urgent")
    desk.do("visit.arrive", other, actor="EN3")
    assert [row["id"] for row in of_ticket(desk, other)] == ["V-0002"]


def test_a_visit_is_moved_and_dropped(desk: Workbench) -> None:
    """A moved visit keeps its length and needs a new confirmation, and after the departure it cannot be moved."""
    plan(desk)
    desk.do("visit.confirm", id="V-0001", by_contact="P-0501")
    desk.do("visit.move", id="V-0001", reason="the part is late", **{"from": at("14:00")})
    (row,) = listed(desk)
    assert (row["from"], row["until"], row["state"]) == (at("14:00"), at("15:30"), "planned")
    desk.do("visit.drop", id="V-0001", reason="solved by phone")
    assert [row["state"] for row in listed(desk)] == ["dropped"]
    assert desk.refused("visit.move", id="V-0001", reason="x", **{"from": at("16:00")}).code == "order"
    plan(desk, begin="16:00", until="17:00")
    desk.do("visit.depart", 68, actor="EN1")
    assert desk.refused("visit.move", id="V-0002", reason="x", **{"from": at("17:00")}).code == "order"
    assert desk.events(68)[-3:] == ["visit_dropped", "visit_planned", "departed"]


def test_a_cancelled_visit_is_dropped(desk: Workbench) -> None:
    """`visit cancel` drops the planned visit for each engineer."""
    plan(desk, engineers=["EN1", "EN2"])
    desk.do("visit.cancel", 68, by_contact="P-0501")
    assert [row["state"] for row in listed(desk)] == ["dropped"]


def test_a_corrected_plan_is_restored(desk: Workbench) -> None:
    """A corrected move restores the old window, and a corrected plan drops the visit."""
    plan(desk)
    desk.do("visit.move", id="V-0001", reason="mistaken", **{"from": at("14:00")})
    seq = desk.value("action", "max(seq)", ticket=68)
    desk.do("ticket.correct", 68, seq=seq, reason="wrong visit", actor="LE1")
    assert [(row["from"], row["until"]) for row in listed(desk)] == [(at("09:30"), at("11:00"))]
    desk.do("ticket.correct", 68, seq=seq - 1, reason="wrong ticket", actor="LE1")
    assert [row["state"] for row in listed(desk)] == ["dropped"]
    assert of_ticket(desk, 68) == []


def test_visits_without_engineers_are_unassigned(desk: Workbench) -> None:
    """A visit without engineers is listed as unassigned until an engineer is assigned."""
    plan(desk, engineers=[])
    assert [row["id"] for row in listed(desk, unassigned=True)] == ["V-0001"]
    desk.do("visit.assign", id="V-0001", to=["EN3"])
    assert listed(desk, unassigned=True) == []
    assert [row["id"] for row in listed(desk, engineers=ValueFilter(("EN3",)))] == ["V-0001"]


def test_a_planned_visit_is_due_when_it_is_time_to_leave(desk: Workbench) -> None:
    """A planned visit is a duty of each engineer from the time to leave until the departure."""
    plan(desk, engineers=["EN1", "EN2"])
    desk.do("visit.depart", 68, actor="EN2")

    def due(when: str) -> list[tuple[str, str | None, str]]:
        now = seconds(at(when))
        with closing(open_reader(desk.path)) as conn:
            rows = due_list(DueInputs(conn, now, ZONE), DueFilter(kinds=("visit",)))
        return [(row.subject, row.owner, row.state(now)) for row in rows]

    assert due("08:55") == [("V-0001/EN1", "EN1", "due")]
    assert due("08:56") == [("V-0001/EN1", "EN1", "overdue")]


def test_free_engineers_are_listed_with_their_travel_time(desk: Workbench) -> None:
    """The list of free engineers omits those with a visit or an absence, and begins with those at the site."""

    def free(**wanted: object) -> dict[str, Shape]:
        with closing(open_reader(desk.path)) as conn:
            request = EngineerRequest(seconds(at("10:00")), 120, **wanted)  # type: ignore[arg-type]
            return {
                row["staff"]: row for row in free_engineers(conn, ZONE, request, seconds("2026-11-22T09:45:00+08:00"))
            }

    before = free(near="S-0202")
    assert next(iter(before)) == "EN2"
    assert (before["EN2"]["where"], before["EN2"]["ticket"], before["EN2"]["minutes"]) == ("under_way", "T-069", 0)
    assert (before["EN1"]["where"], before["EN1"]["minutes"]) == ("office", 80)
    plan(desk)
    desk.do("absence.add", staff="EN3", **{"from": at("08:00"), "until": at("18:00")}, reason="course")
    assert not {"EN1", "EN3"} & free().keys()
    assert free(skill="english").keys() == {"EN4"}
    with pytest.raises(NotFound):
        free(near="S-9999")
    desk.do("staff.edit", actor="MG1", id="EN2", skills=["Ｅｎｇｌｉｓｈ"])
    assert "EN2" in free(skill="english")


def test_who_is_an_engineer_besides_something_else_counts_as_one(desk: Workbench) -> None:
    """A technical role that is not the main one makes a person free for visits, shown on the board, an inspector."""
    desk.do("staff.add", actor="MG1", name="Kim", role="hotline_technician", roles=["hotline_technician", "engineer"])
    now = seconds(at("10:00"))
    with closing(open_reader(desk.path)) as conn:
        assert "HL3" in {row["staff"] for row in free_engineers(conn, ZONE, EngineerRequest(now, 120), now)}
        assert "HL3" in {one.staff for one in whereabouts(conn, ZONE, now, {})}
    given = {"id": "IN-2026-11-CUS-04", "actor": "LE1", "override": "the room was locked"}
    assert desk.refused("inspection.done", None, "S4-inspection", by="HL1", **given).code == "not_yours"
    assert desk.do("inspection.done", by="HL3", **given).record == given["id"]


def test_the_plan_is_a_calendar_file(desk: Workbench) -> None:
    """The calendar file has times in UTC, cancelled visits, lines of at most 75 bytes, and escaped texts."""
    plan(desk, purpose="check; clean,\nEND:VEVENT " + "很" * 60)
    desk.do("visit.drop", id="V-0001", reason="x")
    begin = seconds(at("00:00"))
    with closing(open_reader(desk.path)) as conn:
        visits = [one for one, _ in dispatch_list(conn, ZONE, DispatchFilter(begin, begin + 86_400), begin)]
    lines = calendar_file(visits, begin).split("\r\n")
    assert "DTSTART:20261124T013000Z" in lines
    assert "STATUS:CANCELLED" in lines
    assert max(len(line.encode()) for line in lines) <= 75
    assert lines.count("END:VEVENT") == 1


def test_an_impossible_window_is_refused(desk: Workbench) -> None:
    """A plan with an end before its start, without a time or with an unknown engineer is refused."""
    desk.fails(BadData, "visit.plan", 68, reason="planned", **{"from": at("10:00"), "until": at("09:00")})
    desk.fails(BadData, "visit.plan", 68, reason="planned")
    desk.fails(NotFound, "visit.plan", 68, reason="planned", engineers=["EN9"], **{"from": at("10:00")})
