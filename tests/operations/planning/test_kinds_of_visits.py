"""Visits for inspections, trainings and return visits, chargeable visits, and calls instead of visits."""

from contextlib import closing
from datetime import datetime
from typing import Any

import pytest
from planned_visits import ZONE, at, listed, seconds
from workbench import Workbench

from deskctl.queries.dispatch.planned_visits import visit_states
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.reference.records import show_record
from deskctl.store.sqlite.reader import open_reader


def test_inspections_trainings_and_return_visits_are_listed_as_visits(desk: Workbench) -> None:
    """Appointments on site are listed as visits with an id, follow a new date, and are dropped when cancelled."""
    window = {"planned_at": at("09:00"), "until": at("11:00"), "engineers": ["EN1"]}
    desk.do("inspection.schedule", id="IN-2026-11-CUS-04", **window)
    desk.do("training.schedule", id="TR-002", requested_for=at("14:00"), trainer="EN4")
    desk.do("return-visit.plan", customer="CUS-02", planned_at=at("10:00"), by="EN1", how="on_site")
    desk.do("return-visit.plan", customer="CUS-03", planned_at=at("10:00"), by="EN1", how="phone")
    rows = [(row["id"], row["of"], row["engineers"]) for row in listed(desk)]
    assert rows == [
        ("V-0001", "IN-2026-11-CUS-04", ["EN1"]), ("V-0003", "CUS-02", ["EN1"]), ("V-0002", "TR-002", ["EN4"]),
    ]  # fmt: skip
    assert {one["why"] for one in listed(desk)[0]["conflicts"]} == {"overlap", "travel"}
    later = {"id": "IN-2026-11-CUS-04", "planned_at": at("15:00"), "engineers": ["EN1"]}
    desk.do("inspection.schedule", **later, **{"with": "P-0401"})
    assert _visit_of(desk, "IN-2026-11-CUS-04")[0] == "confirmed"
    desk.do("inspection.schedule", **later)
    assert _visit_of(desk, "IN-2026-11-CUS-04")[0] == "planned"
    desk.do("training.cancel", id="TR-002", by_contact="P-0701", reason="later")
    desk.do("inspection.start", id="IN-2026-11-CUS-04", engineers=["EN1"])
    states = {row["of"]: (row["id"], row["state"]) for row in listed(desk)}
    assert states == {
        "IN-2026-11-CUS-04": ("V-0001", "on_site"), "CUS-02": ("V-0003", "planned"), "TR-002": ("V-0002", "dropped"),
    }  # fmt: skip


def test_a_chargeable_visit_needs_an_agreement(desk: Workbench) -> None:
    """S2.3-note.charge: a visit planned in an emergency has the agreement of its charge as a duty."""
    desk.do("visit.plan", 70, planned_at=at("10:00"), reason="chargeable", engineers=["SE1"])

    def due() -> list[tuple[str, int | None]]:
        with closing(open_reader(desk.path)) as conn:
            inputs = DueInputs(conn, seconds(at("09:00")), ZONE)
            return [(row.subject, row.due_at) for row in due_list(inputs, DueFilter(kinds=("charge",)))]

    assert ("T-070", seconds(at("10:00"))) in due()
    desk.do("charge.agree", 70, basis="fixed", rate=1800, by_contact="P-0301", how="phone")
    assert "T-070" not in dict(due())


@pytest.mark.parametrize(
    ("record", "steps", "correction"),
    [
        ("TR-002", [("training.schedule", {"requested_for": f"2026-11-2{day}T14:00+08:00", "trainer": f"EN{day - 4}"})
                    for day in (5, 6)], "training.correct"),
        ("IN-2026-11-CUS-04", [("inspection.schedule", {"planned_at": f"2026-11-2{day}T14:00+08:00",
                                                        "engineers": [f"EN{day - 4}"]}) for day in (5, 6)],
         "inspection.correct"),
        ("CUS-02", [("return-visit.plan", {"planned_at": f"2026-11-2{day}T14:00+08:00", "by": f"EN{day - 4}",
                                           "how": "on_site"}) for day in (5, 6)], "return-visit.correct"),
    ],
)  # fmt: skip
def test_a_corrected_appointment_leaves_no_visit(
    desk: Workbench, record: str, steps: list[tuple[str, dict[str, Any]]], correction: str
) -> None:
    """A corrected appointment restores the previous one, and without one the visit is dropped."""
    about = "customer" if record == "CUS-02" else "id"
    seen = []
    for name, fields in steps:
        desk.do(name, **{about: record}, **fields)
        seen.append(_visit_of(desk, record))
    for seq in _appointment_numbers(desk, record, steps[0][0])[::-1]:
        desk.do(correction, step=f"{record}/{seq}", reason="another day", actor="LE1")
        seen.append(_visit_of(desk, record))
    assert [state for state, _start, _people in seen] == ["planned", "planned", "planned", "dropped"]
    assert (seen[2], seen[1][2] != seen[0][2], seen[1][1] > seen[0][1]) == (seen[0], True, True)


def _visit_of(desk: Workbench, record: str) -> tuple[str, int, str]:
    """Return state, start and engineers of the only visit for a record."""
    return tuple(desk.value("visit", name, of=record) for name in ("state", "start", "engineers"))


def _appointment_numbers(desk: Workbench, record: str, name: str) -> list[int]:
    with closing(open_reader(desk.path)) as conn:
        noun = {"CUS-02": "customer"}.get(record, name.partition(".")[0])
        steps = show_record(conn, noun, record, ZONE)["history"]
    return [step["seq"] for step in steps if step["event"].endswith(("scheduled", "planned"))]


def test_a_call_replaces_a_visit(desk: Workbench) -> None:
    """S5.6: a return visit that is changed to a call drops the visit."""
    at = "2026-11-25T14:00+08:00"
    desk.do("return-visit.plan", customer="CUS-02", planned_at=at, by="EN1", how="on_site")
    desk.do("return-visit.plan", customer="CUS-02", planned_at=at, by="EN1", how="phone")
    assert _visit_of(desk, "CUS-02")[0] == "dropped"


def test_a_recorded_return_visit_completes_its_appointment(desk: Workbench) -> None:
    """A recorded return visit completes its appointment, unless it was of another kind, and not the next one."""
    record = {"customer": "CUS-02", "how": "phone", "with": "P-0201", "no_changes": True, "not_now": "no time"}
    plan = {"customer": "CUS-02", "by": "EN1", "how": "on_site"}
    minutes = [datetime.fromisoformat(at(f"09:0{minute}")) for minute in range(5)]

    def state(name: str) -> str:
        with closing(open_reader(desk.path)) as conn:
            return visit_states(conn, ZONE, [name], seconds(at("09:30")))[name]

    later = {"planned_at": "2026-11-25T10:00+08:00"}
    desk.do("return-visit.plan", **plan, **later, now=minutes[0])
    desk.do("return-visit.record", **record, kind="after_complaint", now=minutes[1])
    assert state("V-0001") == "planned"
    done = desk.do("return-visit.record", **record, now=minutes[2])
    assert state("V-0001") == "done"
    assert [notice.values for notice in done.notices] == [{"visit": "V-0001"}]
    desk.do("return-visit.plan", **plan, planned_at="2026-12-20T14:00+08:00", now=minutes[3])
    assert (state("V-0001"), state("V-0002")) == ("done", "planned")


def test_a_visit_that_is_appointed_again_is_planned_again(desk: Workbench) -> None:
    """The visit of a cancelled training or dropped inspection that is appointed again is planned, with conflicts."""
    name, window = "IN-2026-11-CUS-04", {"until": at("12:00"), "engineers": ["EN1"]}
    desk.do("training.schedule", id="TR-002", requested_for=at("08:00"), trainer="EN1")
    desk.do("training.cancel", id="TR-002", by_contact="P-0701", reason="later")
    desk.do("inspection.schedule", id=name, planned_at=at("09:00"), **window)
    desk.do("inspection.drop", id=name, reason="stocktaking", agreed_by="P-0401")
    assert {row["state"] for row in listed(desk)} == {"dropped"}
    desk.do("training.schedule", id="TR-002", requested_for=at("11:00"), trainer="EN1")
    desk.do("inspection.schedule", id=name, planned_at=at("10:00"), **window)
    rows = [row for row in listed(desk) if row["state"] == "planned"]
    assert sorted(row["of"] for row in rows) == [name, "TR-002"]
    assert {one["why"] for row in rows for one in row["conflicts"]} >= {"overlap"}
    desk.do("inspection.drop", id=name, reason="stocktaking", agreed_by="P-0401")
    assert [row["of"] for row in listed(desk) if row["state"] == "planned"] == ["TR-002"]
    desk.do("inspection.start", id=name, engineers=["EN1"])
    assert [row["of"] for row in listed(desk) if row["state"] == "on_site"] == [name]
