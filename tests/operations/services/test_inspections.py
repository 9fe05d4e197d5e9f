"""Inspections from the plan to the sent report, with checklists of the firm (S4-inspection)."""

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from workbench import Workbench

from deskctl.documents.services.inspection_sheet import sheet_as_csv
from deskctl.errors import BadData, BadPolicy, NotFound
from deskctl.language.i18n import use_language
from deskctl.policy_file.checklists import read_checklist
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.services.inspection_form import inspection_form
from deskctl.queries.services.site_checklists import items_at, open_items
from deskctl.sla.duties import Duty
from deskctl.store.sqlite.reader import open_reader

PLANNED = "IN-2026-11-CUS-04"
ROOM = Path(__file__).parents[2] / "data" / "server-room.toml"


def due(desk: Workbench, kind: str, at: str = "2026-11-22T09:40", *, within: int | None = None) -> list[Duty]:
    """Return the rows of a kind in the due list at a time."""
    when = int(datetime.fromisoformat(f"{at}:00+08:00").timestamp())
    with closing(open_reader(desk.path)) as conn:
        inputs = DueInputs(conn, when, ZoneInfo("Asia/Shanghai"))
        return due_list(inputs, DueFilter(kinds=(kind,), within=within))


def sheet(desk: Workbench, name: str) -> str:
    with closing(open_reader(desk.path)) as conn:
        return sheet_as_csv(inspection_form(conn, name)).decode("utf-8-sig")


def test_an_appointment_is_shown_in_the_due_list(desk: Workbench) -> None:
    """The due list shows the latest appointment and its first engineer, and an end before the start is refused."""
    desk.do("inspection.schedule", id=PLANNED, planned_at="2026-11-25T14:00:00+08:00", engineers=["EN2"])
    desk.do("inspection.schedule", id=PLANNED, planned_at="2026-11-26T14:00:00+08:00", engineers=["EN1", "EN2"])
    (row,) = due(desk, "inspection")
    assert (row.owner, row.planned_at) == ("EN1", int(datetime.fromisoformat("2026-11-26T14:00:00+08:00").timestamp()))
    times = {"planned_at": "2026-11-26T14:00:00+08:00", "until": "2026-11-26T13:00:00+08:00"}
    assert desk.refused("inspection.schedule", None, None, id=PLANNED, **times).code == "order"


def test_an_inspection_is_dropped_with_the_customers_agreement(desk: Workbench) -> None:
    """An inspection is dropped only with the agreement of a contact of the customer."""
    desk.do("inspection.drop", id=PLANNED, reason="stocktaking")
    assert [row.subject for row in due(desk, "inspection")] == [PLANNED]
    assert desk.refused("inspection.drop", id=PLANNED, reason="x", agreed_by="P-0301").code == "wrong_customer"
    desk.do("inspection.drop", id=PLANNED, reason="stocktaking", agreed_by="P-0401")
    assert due(desk, "inspection") == []


def test_presence_on_site_is_known_from_the_start(desk: Workbench) -> None:
    """Start and end of an inspection are recorded as presence on site, and neither can be repeated."""
    desk.do("inspection.start", id=PLANNED, when=datetime.fromisoformat("2026-11-22T09:00:00+08:00"))
    desk.do("inspection.done", id=PLANNED, actor="LE1", override="the room was locked")
    came, left = desk.rows("inspection", "engineer_on_site_from, engineer_on_site_to", id=PLANNED)[0]
    assert left - came == 40 * 60
    assert desk.refused("inspection.start", id=PLANNED).code == "order"
    assert desk.refused("inspection.done", id=PLANNED).code == "order"


def test_only_the_lead_finishes_an_inspection_with_items_missing(desk: Workbench) -> None:
    """Only the lead can finish an inspection with missing items, which are named in the reader's language."""
    refused = desk.refused("inspection.done", None, "S4-inspection.content", id=PLANNED, override="no time")
    assert refused.code == "not_yours"
    use_language("zh")
    refused = desk.refused("inspection.done", None, "S4-inspection.content", id=PLANNED)
    assert ("usage" in str(refused), "使用情况" in str(refused)) == (False, True)
    assert desk.refused("inspection.done", None, "S4-inspection", id=PLANNED, by="BS1").code == "not_yours"


def test_an_unplanned_inspection_fulfils_a_period_only_on_request(desk: Workbench) -> None:
    """An unplanned inspection does not fulfil a period unless it is recorded for it, which is possible once."""
    done = desk.do("inspection.add", site="S-0401", reason="the room was moved")
    assert done.record == "IN-2026-11-S-0401-2"
    assert [row.subject for row in due(desk, "inspection")] == [PLANNED]
    assert desk.do("inspection.add", site="S-0401", reason="again").record == "IN-2026-11-S-0401-3"
    fulfilling = desk.do("inspection.add", site="S-0401", reason="early", **{"for": "2026-12"})
    assert fulfilling.record == "IN-2026-12-S-0401"
    assert desk.refused("inspection.add", site="S-0401", reason="x", **{"for": "2026-12"}).code == "order"
    desk.fails(BadData, "inspection.add", site="S-0401", reason="x", **{"for": "next month"})
    desk.fails(NotFound, "inspection.add", site="S-9999", reason="x")


def test_a_report_that_was_sent_is_not_due_any_more(desk: Workbench) -> None:
    """The report of a finished inspection is due until it is sent, and it cannot be sent before."""
    assert desk.refused("inspection.send", id=PLANNED, to="P-0401")
    desk.do("inspection.done", id=PLANNED, actor="LE1", override="the room was locked")
    assert [row.subject for row in due(desk, "inspection_report")] == [PLANNED]
    desk.do("inspection.send", id=PLANNED, to="P-0401", how="email")
    assert due(desk, "inspection_report") == []


def test_a_plan_changes_the_interval(desk: Workbench) -> None:
    """A plan sets interval, first day and engineer, and a site has only one plan."""
    plan = {"site": "S-0401", "interval": "2 weeks", "from": "2026-11-02", "engineer": "EN2", "day": "first-monday"}
    desk.do("inspection-plan.add", actor="LE1", **plan)
    rows = [row for row in due(desk, "inspection", within=40 * 86_400) if row.site == "S-0401"]
    assert [(row.subject, str(row.due_on), row.owner) for row in rows] == [
        ("IN-2026-W45-S-0401", "2026-11-15", "EN2"),
        ("IN-2026-W47-S-0401", "2026-11-29", "EN2"),
        ("IN-2026-W49-S-0401", "2026-12-13", "EN2"),
        ("IN-2026-W51-S-0401", "2026-12-27", "EN2"),
    ]
    assert desk.refused("inspection-plan.add", None, None, actor="LE1", **plan).code == "order"
    desk.do("inspection-plan.retire", actor="LE1", id="IP-001", reason="as before")
    assert [row.subject for row in due(desk, "inspection")] == [PLANNED]


def test_fewer_inspections_need_the_customers_agreement(desk: Workbench) -> None:
    """Fewer inspections than usual need a reason and the agreement of a contact of the customer."""
    plan = {"site": "S-0401", "actor": "MG1"}
    desk.fails(BadData, "inspection-plan.add", interval="now and then", **plan)
    desk.fails(BadData, "inspection-plan.add", interval="none", **plan)
    desk.fails(BadData, "inspection-plan.add", interval="1 month", day="sometimes", **plan)
    fields = {"interval": "none", "reason": "the site is closed", **plan}
    assert desk.refused("inspection-plan.add", None, "S4-inspection", **fields).code == "not_agreed"
    desk.do("inspection-plan.add", agreed_by="P-0401", **fields)
    assert due(desk, "inspection") == []


def test_a_postponed_finding_is_due_on_its_day(desk: Workbench) -> None:
    """A postponed finding is due on its day until a ticket deals with it."""
    desk.do("inspection.record", id=PLANNED, item="disk", value="1 failed", verdict="abnormal")
    desk.do("inspection.finding", id=PLANNED, item="disk", later="2026-11-26", reason="ordered")
    (row,) = due(desk, "finding")
    assert (row.subject, str(row.due_on), row.state(row.due_at or 0)) == (
        f"{PLANNED}/server.disk", "2026-11-26", "overdue"
    )  # fmt: skip
    other = desk.opened(contact="P-0401")
    desk.do("inspection.finding", id=PLANNED, item="disk", ticket=f"T-{other:03d}")
    assert due(desk, "finding") == []


def test_a_finding_becomes_a_recommendation(desk: Workbench) -> None:
    """A finding becomes a recommendation that is due until the customer declines it or it is done."""
    desk.do("inspection.record", id=PLANNED, item="capacity", value="91 %", verdict="abnormal")
    desk.do("inspection.finding", id=PLANNED, item="capacity", recommend="add a shelf of disks")
    assert desk.rows("recommendation", "customer, inspection, state") == [("CUS-04", PLANNED, "proposed")]
    assert [str(row.due_on) for row in due(desk, "recommendation", "2027-02-18T09:40")] == ["2027-02-20"]
    assert desk.refused("recommendation.decline", id="RC-001", by_contact="P-0301").code == "wrong_customer"
    desk.do("recommendation.agree", id="RC-001", by_contact="P-0401")
    desk.do("recommendation.done", id="RC-001", result="24 disks")
    assert due(desk, "recommendation", "2027-02-18T09:40") == []
    assert desk.refused("recommendation.decline", id="RC-001", by_contact="P-0401").code == "order"


def test_advice_of_an_inspection_is_kept_as_a_recommendation(desk: Workbench) -> None:
    """Advice that was carried out on the spot is recorded as a recommendation that is done."""
    desk.do("inspection.advise", id=PLANNED, area="usage", kind="tuning", text="cache on", done=True)
    assert json.loads(desk.value("inspection", "advice", id=PLANNED)) == ["cache on"]
    assert desk.rows("recommendation", "kind, state") == [("tuning", "done")]


def test_a_filled_in_sheet_is_imported(desk: Workbench, tmp_path: Path) -> None:
    """A sheet is read from CSV, also in GB18030, or JSON Lines; empty rows are skipped, wrong ones reported."""
    head, *lines = sheet(desk, PLANNED).splitlines()
    filled = [line.replace(",,,,", ",ok,正常,,", 1) for line in lines[:3]]
    (tmp_path / "sheet.csv").write_bytes("\n".join([head, *filled, *lines[3:]]).encode("gb18030"))
    desk.do("inspection.record", id=PLANNED, file=str(tmp_path / "sheet.csv"))
    items = json.loads(desk.value("inspection", "items", id=PLANNED))
    assert [(item["value"], item["verdict"]) for item in items] == [("ok", "normal")] * 3
    (tmp_path / "rows.jsonl").write_text('{"item": "disk", "value": "7 ok"}\n', encoding="utf-8")
    desk.do("inspection.record", id=PLANNED, file=str(tmp_path / "rows.jsonl"))
    assert "7 ok" in desk.value("inspection", "items", id=PLANNED)
    (tmp_path / "wrong.csv").write_text("item,value,verdict\ndisk,x,splendid\n", encoding="utf-8")
    assert "Row 1" in str(desk.fails(BadData, "inspection.record", id=PLANNED, file=str(tmp_path / "wrong.csv")))
    desk.fails(BadData, "inspection.record", id=PLANNED, file=str(tmp_path))
    desk.fails(BadData, "inspection.record", id=PLANNED)


def test_a_checklist_of_the_firm_is_used(desk: Workbench) -> None:
    """A checklist of the firm applies to its classes of equipment, and its limits give the verdict."""
    desk.do("checklist.install", actor="LE1", file=str(ROOM))
    with closing(open_reader(desk.path)) as conn:
        assert "server-room.temperature" in {item.key for item in items_at(conn, "S-0401", "2026-11")}
    desk.do("inspection.record", id=PLANNED, item="temperature", value="31 °C")
    desk.do("inspection.record", id=PLANNED, item="ups", value="weak")
    items = json.loads(desk.value("inspection", "items", id=PLANNED))
    assert [(item["item"], item["verdict"]) for item in items] == [
        ("server-room.temperature", "abnormal"), ("server-room.ups", "attention")
    ]  # fmt: skip
    desk.fails(BadData, "inspection.record", id=PLANNED, item="temperature", value="warm")
    desk.fails(BadData, "inspection.record", id=PLANNED, item="ups", value="so so")
    desk.fails(BadData, "checklist.install", actor="LE1", file=str(ROOM))
    desk.do("checklist.retire", actor="LE1", id="server-room", reason="one list for all")
    with closing(open_reader(desk.path)) as conn:
        assert "server-room.temperature" not in {item.key for item in items_at(conn, "S-0401", "2026-11")}


def test_a_plan_selects_its_checklists(desk: Workbench) -> None:
    """A plan with checklists uses only these, and an unknown one is refused."""
    plan = {"site": "S-0401", "interval": "1 month", "actor": "LE1"}
    assert "roof" in str(desk.fails(BadData, "inspection-plan.add", checklists=["roof"], **plan))
    desk.do("inspection-plan.add", checklists=["room"], **plan)
    with closing(open_reader(desk.path)) as conn:
        assert {item.key.partition(".")[0] for item in items_at(conn, "S-0401", "2026-11")} == {"room"}


def test_a_checklist_on_a_ticket_is_ticked_off(desk: Workbench) -> None:
    """Items of a checklist on a ticket are ticked off by their names in any language."""
    desk.do("checklist.attach", 71, template="erp-performance")
    assert desk.refused("checklist.attach", 71, template="erp-performance").code == "order"
    desk.do("checklist.tick", 71, item="存储：缓存、延迟、队列", value="write cache on")
    desk.fails(NotFound, "checklist.tick", 71, item="roof")
    with closing(open_reader(desk.path)) as conn:
        assert [item.key.partition(".")[2] for item in open_items(conn, 71)] == [
            "host", "database", "network", "application"
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("id = ", "TOML"),
        ('id = "a"', "items"),
        ('id = "a"\nversion = 0\n[[items]]\nid = "b"\ngroup = "usage"\nen = "B"', "version"),
        ('id = "a"\n[[items]]\nid = "b"\ngroup = "roof"\nen = "B"', "items[1].group"),
        ('id = "a"\n[[items]]\nid = "b"\ngroup = "usage"\nen = "B"\nabnormal = "much"', "items[1].abnormal"),
        ('id = "a"\n[[items]]\nid = "b"\ngroup = "usage"\nen = "B"\nkind = "choice"', "items[1]"),
        ('id = "a"\ncolour = "red"\n[[items]]\nid = "b"\ngroup = "usage"\nen = "B"', "colour"),
    ],
)
def test_a_mistake_in_a_checklist_is_reported(text: str, named: str) -> None:
    """A mistake in a checklist is reported with its key and the allowed values."""
    with pytest.raises(BadPolicy) as caught:
        read_checklist(text)
    assert named in str(caught.value)


@pytest.mark.parametrize("name", ["磁盘健康", "Disk health", "disk health"])
def test_an_item_is_found_by_its_name_in_either_language(desk: Workbench, name: str) -> None:
    """An imported item is found by its Chinese and by its English name in the checklists."""
    desk.do("inspection.finding", id="IN-2026-10-CUS-01", item=name, recommend="replace the disk")
    text = desk.value("inspection", "items", id="IN-2026-10-CUS-01")
    handled = [one["item"] for one in json.loads(text) if one.get("handled")]
    assert handled == ["磁盘健康"]


def test_a_finding_returns_its_inspection(desk: Workbench) -> None:
    """A finding returns its inspection as the record, also if it creates a recommendation."""
    desk.do("inspection.record", id=PLANNED, item="cpu", value="97")
    done = desk.do("inspection.finding", id=PLANNED, item="cpu", recommend="move the reports to the night")
    assert (done.record, desk.value("recommendation", "id")) == (PLANNED, "RC-001")


def test_a_value_without_a_limit_gives_a_notice(desk: Workbench) -> None:
    """A value that no limit judges counts as normal, and a notice says so."""
    for value, notices in (("97", 0), ("ok", 0), ("see the photo", 1)):
        done = desk.do("inspection.record", id=PLANNED, item="server.cpu", value=value, actor="EN1")
        assert len(done.notices) == notices, value


@pytest.mark.parametrize(
    ("item", "catalog", "assets"),
    [("logs", "B", []), ("capacity", "B", ["A-0403"]), ("tablespace", "E", ["A-0405"]), ("users", "D", ["A-0404"])],
)
def test_the_ticket_of_a_finding_is_about_the_equipment(
    desk: Workbench, item: str, catalog: str, assets: list[str]
) -> None:
    """A finding opens a ticket with the catalogue item of its equipment, and with it if it is the only one."""
    desk.do("inspection.record", id=PLANNED, item=item, value="bad", verdict="abnormal")
    number = desk.do("inspection.finding", id=PLANNED, item=item, open_ticket=True).ticket
    assert desk.value("ticket", "catalog", number=number) == catalog
    assert desk.rows("ticket_asset", "asset", ticket=number) == [(asset,) for asset in assets]


def test_full_width_letters_on_a_sheet_are_understood(desk: Workbench) -> None:
    """The words and numbers of an item count in full width too, and a finding on it is found by such a name."""
    desk.do("inspection.record", id=PLANNED, item="ＣＰＵ", value="９９ ％")
    desk.do("inspection.record", id=PLANNED, item="Ｄｉｓｋ", value="ｆａｉｌｅｄ")
    items = json.loads(desk.value("inspection", "items", id=PLANNED))
    assert [(one["item"], one["verdict"]) for one in items] == [("server.cpu", "abnormal"), ("server.disk", "abnormal")]
    desk.do("inspection.finding", id=PLANNED, item="ｄｉｓｋ", none=True, reason="a spare")
