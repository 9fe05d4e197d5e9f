"""Services without a ticket: inspections, return visits, advisories, improvements, certificates and trainings."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from workbench import NOW, Workbench

from deskctl.documents.services.training_record import attendance_sheet
from deskctl.documents.writers.formats import render
from deskctl.errors import BadData, NotFound
from deskctl.names import ticket_name
from deskctl.policy_file.checklists import EVERY_GROUP, checklists
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.knowledge.advice_request import AdviceRequest
from deskctl.queries.knowledge.mode_advice import NEEDS, mode_advice, recommended_mode
from deskctl.queries.services.notices import undelivered_notices
from deskctl.queries.services.service_records import training_with_names
from deskctl.store.sqlite.reader import open_reader

PLANNED = "IN-2026-11-CUS-04"
ALL_ITEMS = (
    "power", "disk", "logs", "cpu", "controller", "capacity", "backup", "tablespace", "patches", "users",
    "ports", "firmware", "load",
)  # fmt: skip


def inspected(desk: Workbench, name: str = PLANNED, *, without: str = "") -> None:
    """Record every item of the site's checklists except one."""
    for item in ALL_ITEMS:
        if item != without:
            desk.do("inspection.record", id=name, item=item, value="ok")


def history(desk: Workbench, noun: str, name: str) -> list[str]:
    return [event for (event,) in desk.rows("master_action", "event", order="seq", noun=noun, id=name)]


def test_an_inspection_is_done_after_all_items(desk: Workbench) -> None:
    """S4-inspection.content: an inspection is done after all items are recorded, and a missing item is named."""
    inspected(desk, without="backup")
    refused = desk.refused("inspection.done", None, "S4-inspection.content", id=PLANNED)
    assert refused.code == "inspection_incomplete"
    assert "Backups can be restored" in str(refused)
    desk.do("inspection.record", id=PLANNED, item="backup", value="restored")
    desk.do("inspection.done", id=PLANNED, **{"from": "2026-11-22T08:00:00+08:00", "to": "2026-11-22T09:30:00+08:00"})
    assert desk.rows("inspection", "done_by, done_at IS NOT NULL", id=PLANNED) == [("EN1", 1)]


def test_an_abnormal_item_must_be_handled(desk: Workbench) -> None:
    """S4-inspection.content: an abnormal item must be handled, for example by a planned ticket of the inspection."""
    inspected(desk)
    desk.do("inspection.record", id=PLANNED, item="disk", value="2 failed", verdict="abnormal")
    assert desk.refused("inspection.done", None, "S4-inspection.content", id=PLANNED).code == "finding_open"
    done = desk.do("inspection.finding", id=PLANNED, item="disk", open_ticket=True, title="replace disks")
    assert [notice.values["ticket"] for notice in done.notices] == [ticket_name(done.ticket)]
    assert desk.rows("ticket", "kind, inspection, customer", number=done.ticket) == [("planned", PLANNED, "CUS-04")]
    desk.do("inspection.done", id=PLANNED)
    assert history(desk, "inspection", PLANNED)[-2:] == ["finding_handled", "inspected"]


def test_a_finding_is_postponed_with_a_date_and_a_reason(desk: Workbench) -> None:
    """A finding is postponed with a date and a reason, and an incomplete decision about it is refused."""
    inspected(desk)
    desk.do("inspection.record", id=PLANNED, item="disk", verdict="abnormal")
    desk.fails(BadData, "inspection.finding", id=PLANNED, item="disk")
    desk.fails(BadData, "inspection.finding", id=PLANNED, item="disk", later="2026-12-20")
    desk.fails(NotFound, "inspection.finding", id=PLANNED, item="roof", none=True, reason="none there")
    desk.do("inspection.finding", id=PLANNED, item="disk", later="2026-12-20", reason="ordered")
    desk.do("inspection.done", id=PLANNED)


def test_a_planned_inspection_needs_no_row(desk: Workbench) -> None:
    """A planned inspection has an id of month and site, is stored at its first action, and keeps the last value."""
    name = "IN-2026-12-S-0401"
    desk.do("inspection.record", id=name, item="disk", value="90 %")
    desk.do("inspection.record", id=name, item="disk", value="91 %", verdict="attention")
    row = desk.rows("inspection", "customer, site, period, due, items", id=name)[0]
    assert row[:4] == ("CUS-04", "S-0401", "2026-12", "2026-12-31")
    assert [item["value"] for item in json.loads(row[4])] == ["91 %"]
    assert history(desk, "inspection", name) == ["item_recorded", "item_recorded"]
    desk.fails(NotFound, "inspection.record", id="IN-2026-13-S-0401", item="disk")
    desk.fails(NotFound, "inspection.record", id="IN-2026-12-S-9999", item="disk")


def test_an_item_in_no_checklist_needs_a_group(desk: Workbench) -> None:
    """An item that is in no checklist needs a group."""
    desk.fails(BadData, "inspection.record", id=PLANNED, item="smell in the room")
    desk.do("inspection.record", id=PLANNED, item="smell in the room", group="usage", verdict="attention")


def test_an_inspection_is_signed_after_it_was_done(desk: Workbench) -> None:
    """A finished inspection is signed by a contact of the customer."""
    assert "not done" in str(desk.refused("inspection.sign", id=PLANNED, by_contact="P-0401"))
    desk.do("inspection.done", id=PLANNED, actor="LE1", override="the room was locked")
    assert desk.refused("inspection.sign", id=PLANNED, by_contact="P-0301").code == "wrong_customer"
    desk.do("inspection.sign", id=PLANNED, by_contact="P-0401", how="ink")
    assert desk.value("inspection", "signed_by", id=PLANNED) == "P-0401"


def test_times_on_site_are_in_order(desk: Workbench) -> None:
    """A presence on site that ends before it begins is refused."""
    times = {"from": "2026-11-22T09:00:00+08:00", "to": "2026-11-22T08:00:00+08:00"}
    assert desk.refused("inspection.done", id=PLANNED, actor="LE1", override="x", **times).code == "order"


def test_a_return_visit_asks_what_changed(desk: Workbench) -> None:
    """S5.6-3: a return visit needs an answer about changes, even if there are none, and a contact of the customer."""
    visit = {"customer": "CUS-02", "how": "phone", "with": "P-0201", "score": 4}
    assert desk.refused("return-visit.record", None, "S5.6-3", **visit).code == "changes_missing"
    for empty in ("environment:", "环境：", " 需求 "):
        assert desk.fails(BadData, "return-visit.record", changes=["demands: more", empty], **visit)
    desk.do("return-visit.record", no_changes=True, **visit)
    assert desk.value("return_visit", "changes_seen", id="RV-007") == "[]"
    assert desk.refused("return-visit.record", no_changes=True, **{**visit, "with": "P-0301"}).code == "wrong_customer"


def test_a_return_visit_delivers_the_advisories(desk: Workbench) -> None:
    """S5.6-2: a return visit must deliver the open advisories of the customer."""
    visit = {"customer": "CUS-07", "how": "on_site", "with": "P-0701", "changes": ["new shop"]}
    refused = desk.refused("return-visit.record", None, "S5.6-2", **visit)
    assert "AD-01" in str(refused)
    desk.do("return-visit.record", advisories=["AD-01"], **visit)
    with open_reader(desk.path) as conn:
        assert undelivered_notices(conn, "CUS-07", int(datetime.fromisoformat("2026-11-23").timestamp())) == []


def test_a_return_visit_early_in_the_morning_delivers_the_advisories(desk: Workbench) -> None:
    """A notice published on the same day is asked for before 08:00 too, when the date in UTC is the day before."""
    desk.do("advisory.add", vendor="VN1", models=["SRV-A2U"], text="new firmware", published="2026-11-23")
    visit = {"customer": "CUS-04", "how": "phone", "with": "P-0401", "no_changes": True}
    early = datetime.fromisoformat("2026-11-23T07:30:00+08:00")
    refused = desk.refused("return-visit.record", None, "S5.6-2", now=early, **visit)
    assert "AD-04" in str(refused)


def test_an_advisory_is_due_until_it_is_delivered(desk: Workbench) -> None:
    """An advisory is due for a customer until it is delivered, found not relevant, or withdrawn."""
    desk.do("advisory.add", vendor="VN1", models=["SRV-A2U"], text="new firmware", published="2026-11-20")
    at = int(datetime.fromisoformat("2026-11-23T00:00:00+08:00").timestamp())

    def still_due() -> list[str]:
        with open_reader(desk.path) as conn:
            return [name for name in ("CUS-01", "CUS-04", "CUS-05", "CUS-07", "CUS-08")
                    if "AD-04" in undelivered_notices(conn, name, at)]  # fmt: skip

    assert still_due() == ["CUS-01", "CUS-04", "CUS-05", "CUS-07"]
    desk.do("advisory.deliver", id="AD-04", customer="CUS-04", to="P-0401", how="email")
    desk.do("advisory.not-relevant", id="AD-04", customer="CUS-05", reason="other firmware")
    assert still_due() == ["CUS-01", "CUS-07"]
    desk.do("advisory.withdraw", id="AD-04", reason="replaced")
    assert still_due() == []


def test_the_states_of_an_improvement(desk: Workbench) -> None:
    """An improvement is open, in progress and done, and cannot be dropped afterwards."""
    desk.do("improvement.add", text="spare switch", owner="LE2")
    desk.do("improvement.start", id="IM-004")
    desk.do("improvement.done", id="IM-004", result="on site")
    assert desk.value("improvement", "state", id="IM-004") == "done"
    desk.refused("improvement.drop", id="IM-004", reason="too late")


def test_a_certificate_is_renewed(desk: Workbench) -> None:
    """A renewed certificate has the new expiry date, and its history has the renewal."""
    desk.do("certificate.renew", id="CERT-2", expires="2028-05-31")
    assert desk.value("certificate", "expires", id="CERT-2") == "2028-05-31"
    assert history(desk, "certificate", "CERT-2") == ["certificate_renewed"]


def test_every_shipped_checklist_covers_its_classes() -> None:
    """Each item of a packaged checklist has a group and both names; checklists of inspections name their classes."""
    for checklist in checklists().values():
        assert checklist.classes or checklist.id == "room" or checklist.uses == {"ticket"}
        assert all(item.group in EVERY_GROUP and item.zh and item.en for item in checklist.items)
    assert {item.group for item in checklists()["server"].items} == {"hardware", "software", "usage"}


def test_adapted_material_is_handed_over(desk: Workbench) -> None:
    """S3-training.material: adapted material is handed over to a contact of the customer."""
    desk.do("training.add", customer="CUS-02", topic="switches", held_at="2026-11-20T14:00:00+08:00")
    assert desk.refused("training.hand-over", id="TR-004", to="P-0301").code == "wrong_customer"
    refused = desk.refused("training.hand-over", None, "S3-training.material", id="TR-004", to="P-0201")
    assert refused.code == "material_not_adapted"
    desk.do("training.adapt", id="TR-004", version="for this customer")
    desk.do("training.hand-over", id="TR-004", to="P-0201")
    assert desk.value("training", "delivered_to", id="TR-004") == "P-0201"


def test_a_training_records_its_contact_and_number_of_people(desk: Workbench) -> None:
    """S3-training.deliver: a training has a contact of the customer and an attendance sheet with a line per person."""
    request = {"customer": "CUS-02", "topic": "switches", "people": 20}
    assert desk.refused("training.add", by_contact="P-0301", **request).code == "wrong_customer"
    desk.do("training.add", by_contact="P-0201", **request)
    with open_reader(desk.path) as conn:
        record = training_with_names(conn, "TR-004")
        sheet = render(attendance_sheet(record), "md").decode()
    assert "| 20 |" in sheet
    assert (record["people"], record["requested_by"]) == (20, desk.value("contact", "name", id="P-0201"))


def test_a_training_is_planned_and_held(desk: Workbench) -> None:
    """S3-training.deliver: a training is scheduled and held once, and cannot be cancelled afterwards."""
    desk.do("training.schedule", id="TR-002", requested_for="2026-12-02T14:00:00+08:00", trainer="EN3")
    desk.do("training.hold", id="TR-002", attendees=8)
    desk.refused("training.hold", id="TR-002")
    desk.refused("training.cancel", id="TR-002", by_contact="P-0701", reason="too late")
    assert history(desk, "training", "TR-002") == ["training_scheduled", "training_held"]


def test_an_answer_keeps_its_older_text(desk: Workbench) -> None:
    """S2.A-1: an edited answer has the next version, and its history has the older text."""
    desk.do("faq.add", system="ERP-X", question="How?", answer="So.")
    desk.do("faq.edit", id="FAQ-006", answer="Like this.")
    assert desk.rows("faq", "version, answer", id="FAQ-006") == [(2, "Like this.")]
    data = desk.value("master_action", "data", noun="faq", id="FAQ-006", seq=2)
    assert json.loads(data)["answer"] == {"from": "So.", "to": "Like this."}


def test_outcomes_change_what_is_due(desk: Workbench) -> None:
    """An outcome of a contract, an extended loaner and an expected part change what is due."""
    noon = int(datetime.fromisoformat("2026-11-22T12:00:00+08:00").timestamp())

    def due(kind: str) -> dict[str, str]:
        with open_reader(desk.path) as conn:
            rows = due_list(
                DueInputs(conn, noon, ZoneInfo("Asia/Shanghai")), DueFilter(kinds=(kind,), within=90 * 86_400)
            )
            return {row.subject: str(row.due_on or row.due_at) for row in rows}

    assert {"CT-06", "CT-08"} <= due("contract").keys()
    desk.do("contract.outcome", id="CT-08", to="ended", reason="plant closed")
    desk.do("contract.outcome", id="CT-06", to="negotiating")
    assert "CT-08" not in due("contract")
    assert "CT-06" in due("contract")
    desk.do("loaner.extend", id="LN-02", until="2026-12-24")
    assert due("loaner") == {"LN-02": "2026-12-24"}
    before = due("part")["PR-014"]
    desk.do("part.expect", 66, request="PR-014", expected="2026-12-01")
    assert due("part")["PR-014"] > before


def test_the_choice_of_a_mode_is_free(desk: Workbench) -> None:
    """S3-rec: each need has a recommended mode, and another choice is recorded and not refused."""
    assert [recommended_mode(need) for need in NEEDS] == ["phone", "email", "on_site", "courseware", "training"]
    desk.do("ticket.choose-mode", 68, mode="phone", by_contact="P-0501", need="how_to")
    data = json.loads(desk.value("action", "data", ticket=68, event="mode_chosen"))
    assert (data["recommended"], data["followed"]) == ("courseware", False)


def test_the_advice_fits_the_system(desk: Workbench) -> None:
    """S3-rec-4: the advice names courses and answers for the system in the requested language."""
    with open_reader(desk.path) as conn:
        needed = AdviceRequest(need="how_to", systems=["ERP-X 6.2"], lang="en", at=1_795_320_600)
        advice = mode_advice(conn, needed)
    assert (advice["mode"], advice["clause"]) == ("courseware", "S3-rec-4")
    assert advice["courses"] == ["CR-06"]
    assert advice["faq"] == ["FAQ-005"]


def test_a_part_is_ordered_and_a_loaner_has_a_return_date(desk: Workbench) -> None:
    """A part order is recorded on the ticket, and the agreed return date of a loaner applies only to this loan."""
    desk.do("part.order", 66, request="PR-014", ref="PO-118")
    data = json.loads(desk.value("action", "data", ticket=66, event="part_ordered"))
    assert data == {"request": "PR-014", "ref": "PO-118"}
    noon = int(datetime.fromisoformat("2026-11-22T12:00:00+08:00").timestamp())

    def return_dates() -> list[str]:
        with open_reader(desk.path) as conn:
            rows = due_list(
                DueInputs(conn, noon, ZoneInfo("Asia/Shanghai")), DueFilter(kinds=("loaner",), within=10**8)
            )
        return [str(row.due_on) for row in rows if row.subject == "LN-02"]

    before = NOW - timedelta(minutes=1)
    desk.do("loaner.provide", 66, loaner="LN-02", accepted_by="P-0301", back_by="2027-01-15", when=before)
    assert return_dates() == ["2027-01-15"]
    desk.do("loaner.return", 66, loaner="LN-02", actor="BS1")
    desk.do("loaner.send", 69, loaner="LN-02", actor="BS1")
    assert return_dates() == ["2026-12-06"]


def test_a_training_elsewhere_needs_a_reason(desk: Workbench) -> None:
    """S3-training.deliver: a training held at another place or time gives a notice that asks for the reason."""
    plan = {"requested_for": "2026-11-21T14:00:00+08:00", "place": "room 3"}
    held = {"when": datetime.fromisoformat("2026-11-21T14:00:00+08:00"), "id": "TR-002"}
    desk.do("training.schedule", id="TR-002", **plan)
    for given, count in (({"place": "room 3"}, 0), ({"place": "hall"}, 1)):
        assert len(desk.do("training.hold", dry_run=True, **held, **given).notices) == count
    assert len(desk.do("training.hold", dry_run=True, id="TR-002").notices) == 1
    assert desk.do("training.hold", **held, place="hall", differs_reason="room 3 was taken").notices == ()
