"""Stories of services other than tickets, performed on the demo desk at its present time."""

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from workbench import Workbench

from deskctl.errors import BadData
from deskctl.exchange.desk_export import write_desk
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.language.time_words.months import month_of
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list, one_duty
from deskctl.queries.month.duty_counts import hard_duty_counts
from deskctl.queries.month.period import Period
from deskctl.queries.services.evaluations import month_evaluations
from deskctl.queries.services.notices import concerned_customers
from deskctl.queries.services.planned_inspections import planned_inspection
from deskctl.sla.duties import Duty
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = "2026-11-22T09:30:00"
INSPECTION = "IN-2026-11-CUS-04"
ITEMS = (
    "power", "disk", "logs", "cpu", "controller", "capacity", "backup", "tablespace", "patches", "users",
    "ports", "firmware", "load",
)  # fmt: skip


def when(text: str) -> datetime:
    """Return a time of the desk."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def rows(desk: Workbench, at: str = MORNING, **wanted: str | tuple[str, ...] | bool | int) -> list[Duty]:
    """Return the due list at a time."""
    with closing(open_reader(desk.path)) as conn:
        return due_list(DueInputs(conn, int(when(at).timestamp()), ZONE), DueFilter(**wanted))  # type: ignore[arg-type]


def subjects(desk: Workbench, kind: str, at: str = MORNING) -> list[str]:
    return [row.subject for row in rows(desk, at, kinds=(kind,))]


def inspect(desk: Workbench, at: str, *, without: str = "") -> None:
    """Record every item except one as normal."""
    for item in ITEMS:
        if item != without:
            desk.do("inspection.record", id=INSPECTION, item=item, value="ok", when=when(at), now=when(at))


def test_the_inspection_of_november(desk: Workbench) -> None:
    """Story 3: an inspection needs every item and a handled finding, and then all seven of the month are done."""
    at = "2026-11-28T10:00:00"
    times = {"when": when(at), "now": when(at)}
    desk.do("inspection.start", id=INSPECTION, **times)
    inspect(desk, at, without="backup")
    refused = desk.refused("inspection.done", None, "S4-inspection.content", id=INSPECTION, **times)
    assert "Backups can be restored" in str(refused)
    desk.do("inspection.record", id=INSPECTION, item="backup", value="failed", verdict="abnormal", **times)
    assert desk.refused("inspection.done", None, "S4-inspection.content", id=INSPECTION, **times).code == "finding_open"
    opened = desk.do("inspection.finding", id=INSPECTION, item="backup", open_ticket=True, **times).ticket
    found = desk.rows("ticket", "kind, inspection, customer, title, contact", number=opened)
    assert found == [("planned", INSPECTION, "CUS-04", "备份可恢复：failed", "P-0401")]
    desk.do("inspection.done", id=INSPECTION, **times)
    assert subjects(desk, "inspection", at) == []
    with closing(open_reader(desk.path)) as conn:
        period = Period(*month_of("2026-11", ZONE), int(when("2026-12-05T09:00:00").timestamp()))
        kept = next(one for one in hard_duty_counts(conn, period, ZONE) if one.kind == "inspection")
    assert (kept.planned, kept.met, kept.missed + kept.overdue) == (7, 7, 0)


def test_the_last_evening_of_a_month(desk: Workbench) -> None:
    """Story 4: an inspection is due until midnight and then overdue; done in December it is missed for November."""
    states = {
        at: [row.state(int(when(at).timestamp())) for row in rows(desk, at, kinds=("inspection",))][:1]
        for at in ("2026-11-30T23:59:59", "2026-12-01T00:00:00")
    }
    assert list(states.values()) == [["due"], ["overdue"]]
    at = "2026-12-02T09:00:00"
    inspect(desk, at)
    desk.do("inspection.done", id=INSPECTION, when=when(at), now=when(at))
    assert INSPECTION not in subjects(desk, "inspection", at)
    with closing(open_reader(desk.path)) as conn:
        december = one_duty(DueInputs(conn, int(when(at).timestamp()), ZONE), "inspection", "IN-2026-12-S-0401")
        planned = planned_inspection(conn, "IN-2026-12-S-0401")
    assert str(december.due_on) == "2026-12-31"
    assert planned is not None
    assert planned["customer"] == "CUS-04"


def test_a_return_visit_restarts_the_interval(desk: Workbench) -> None:
    """Story 7: the next return visit is due one interval after a visit, also after an unplanned one."""
    fields = {"customer": "CUS-02", "how": "phone", "with": "P-0201", "score": 4, "no_changes": True}
    assert len(rows(desk, kinds=("return_visit",), overdue=True)) == 4
    desk.do("return-visit.record", when=when(MORNING), **fields)
    assert len(rows(desk, kinds=("return_visit",), overdue=True)) == 3
    with closing(open_reader(desk.path)) as conn:
        inputs = DueInputs(conn, int(when(MORNING).timestamp()), ZONE)
        assert str(one_duty(inputs, "return_visit", "CUS-02").due_on) == "2026-12-22"
    desk.do("return-visit.record", when=when("2026-11-22T09:35:00"), kind="ad_hoc", **fields)
    desk.do("return-visit.interval", customer="CUS-02", days=60, agreed_by="P-0201")
    with closing(open_reader(desk.path)) as conn:
        inputs = DueInputs(conn, int(when("2026-11-22T09:40:00").timestamp()), ZONE)
        assert str(one_duty(inputs, "return_visit", "CUS-02").due_on) == "2027-01-21"


def test_an_appointment_of_a_return_visit(desk: Workbench) -> None:
    """An appointment for a return visit is shown in the due list with the person who will make it."""
    desk.do("return-visit.plan", customer="CUS-03", planned_at="2026-11-24T10:00:00+08:00", by="MG1")
    (row,) = [row for row in rows(desk, "2026-11-22T10:00:00", kinds=("return_visit",)) if row.subject == "CUS-03"]
    assert (row.owner, row.planned_at) == ("MG1", int(when("2026-11-24T10:00:00").timestamp()))


def test_a_dissatisfied_customer_is_visited_again(desk: Workbench) -> None:
    """A score of two makes another visit due softly in three working days, until the next visit."""
    fields = {"customer": "CUS-02", "how": "phone", "with": "P-0201", "no_changes": True}
    desk.do("return-visit.record", score=2, when=when(MORNING), **fields)
    (again,) = [row for row in rows(desk, kinds=("return_visit",)) if "/" in row.subject]
    assert (again.subject, again.rule.soft) == ("CUS-02/RV-007", True)
    desk.do("return-visit.record", score=4, kind="after_complaint", when=when("2026-11-22T09:35:00"), **fields)
    assert [row for row in rows(desk, "2026-11-22T09:40:00", kinds=("return_visit",)) if "/" in row.subject] == []


def test_an_advisory_is_matched_by_model(desk: Workbench) -> None:
    """Story 8: an advisory matches whole model names and any version of a system; an urgent one is due sooner."""
    with closing(open_reader(desk.path)) as conn:
        assert list(concerned_customers(conn, ["SRV-A2U"])) == ["CUS-01", "CUS-04", "CUS-05", "CUS-07"]
        assert concerned_customers(conn, ["SRV-A"]) == {}
        assert "CUS-04" in concerned_customers(conn, ["ERP-X"])
    fields = {"vendor": "VN1", "models": ["SRV-A2U"], "text": "recall", "published": "2026-11-20"}
    desk.do("advisory.add", urgent=True, **fields)
    found = [row for row in rows(desk, kinds=("advisory",)) if row.subject.startswith("AD-04")]
    assert {row.due_at for row in found} == {int(when("2026-11-25T17:30:00").timestamp())}


def test_the_due_list_of_the_back_office(desk: Workbench) -> None:
    """Story 18: each of the twelve rows of the back office is removed or moved by its operation."""
    assert len(rows(desk, role=("business",))) == 12
    desk.do("charge.record", 54, days=2, amount=12000, actor="BS1", when=when(MORNING))
    desk.do("mail.set-aside", mail="ML-005", reason="spam", actor="BS1", when=when(MORNING))
    desk.do("contract.outcome", id="CT-08", to="ended", actor="BS1", when=when(MORNING))
    desk.do("part.expect", 66, request="PR-014", expected="2026-11-27", when=when(MORNING))
    remaining = {row.subject: row for row in rows(desk, role=("business",))}
    assert len(remaining) == 9
    assert remaining["PR-014"].due_at == int(when("2026-11-28T00:00:00").timestamp())
    desk.refused("part.request", 66, "S5.3-2.request", part="PT-01", actor="EN1")


def test_evaluations_are_summarised_without_counting_silence(desk: Workbench) -> None:
    """Evaluations count only given scores, are not recorded by the owner, and need a resolved ticket."""
    assert desk.refused("evaluation.ask", 71, "S2.G-1", actor="HL1").code == "order"
    assert desk.refused("evaluation.record", 7, "S2.G-1", score=5, actor="EN3").code == "not_yours"
    with closing(open_reader(desk.path)) as conn:
        before = month_evaluations(conn, "2026-11", ZONE)
    desk.do("evaluation.ask", 7, actor="HL1", of_contact="P-0501", when=when(MORNING))
    with closing(open_reader(desk.path)) as conn:
        after = month_evaluations(conn, "2026-11", ZONE)
    assert (after.asked, after.scores) == (before.asked + 1, before.scores)
    for score in (2, 4):
        desk.do("evaluation.record", 7, score=score, by_contact="P-0501", actor="HL1", when=when(MORNING))
    with closing(open_reader(desk.path)) as conn:
        assert sorted(month_evaluations(conn, "2026-11", ZONE).scores) == sorted((*before.scores, 4))
    assert desk.do("evaluation.summarise", month="2026-11", improvements=["IM-002"]).record == "EV-001"
    desk.fails(BadData, "evaluation.summarise", month="november")
    assert desk.refused("evaluation.summarise", None, "S2.G-1", month="2025-01").code == "order"


def test_services_are_exported_and_imported(desk: Workbench, tmp_path: Path) -> None:
    """Story 25: an export of all services is imported and exported again with the same bytes and the same due list."""
    desk.do("inspection-plan.add", site="S-0201", interval="2 weeks", engineer="EN2", actor="LE1")
    desk.do("inspection.schedule", id=INSPECTION, planned_at="2026-11-26T14:00:00+08:00", engineers=["EN1"])
    desk.do("recommendation.add", customer="CUS-04", kind="capacity", text="memory", cost=1800)
    desk.do("checklist.install", actor="LE1", file=str(Path(__file__).parents[2] / "data" / "server-room.toml"))
    desk.do("return-visit.record", customer="CUS-02", how="phone", no_changes=True, **{"with": "P-0201"})
    desk.do("advisory.add", vendor="VN1", models=["SRV-A2U"], systems=["ERP-X"], text="new", urgent=True)
    desk.do("improvement.add", text="spare switch", owner="LE1", due="2026-12-10", source="RV-007")
    desk.do("certificate.add", staff="EN1", name="Storage", no="S-1", issued="2026-01-01", expires="2028-01-01")
    desk.do("expert.add", name="Expert")
    desk.do("evaluation.summarise", month="2026-11", actor="HL1")
    first, other = tmp_path / "first.jsonl", tmp_path / "other.db"
    with first.open("wb") as stream:
        write_desk(desk.path, stream)
    create_store(str(other))
    read_desk(first, str(other))
    with (tmp_path / "second.jsonl").open("wb") as stream:
        write_desk(str(other), stream)
    types = {json.loads(line)["type"] for line in first.read_text("utf-8").splitlines()}
    assert {"inspection_plan", "recommendation", "checklist", "evaluation_summary", "history"} <= types
    assert (tmp_path / "second.jsonl").read_bytes() == first.read_bytes()
    moved = Workbench(str(other))
    at = "2026-11-22T10:00:00"
    assert [row.subject for row in rows(moved, at)] == [row.subject for row in rows(desk, at)]
