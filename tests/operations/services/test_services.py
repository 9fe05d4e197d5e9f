"""What the firm does unasked: inspections, return visits, notices, improvements and certificates, by hand."""

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
)  # fmt: skip


def inspected(desk: Workbench, name: str = PLANNED, *, without: str = "") -> None:
    """Record every item of the site's checklists but one."""
    for item in ALL_ITEMS:
        if item != without:
            desk.do("inspection.record", id=name, item=item, value="ok")


def history(desk: Workbench, noun: str, name: str) -> list[str]:
    return [event for (event,) in desk.rows("master_action", "event", order="seq", noun=noun, id=name)]


def test_an_inspection_is_done_once_everything_was_looked_at(desk: Workbench) -> None:
    """S4-inspection.content: the item that is missing is named; with it the inspection is done by who did it."""
    inspected(desk, without="backup")
    refused = desk.refused("inspection.done", None, "S4-inspection.content", id=PLANNED)
    assert refused.code == "inspection_incomplete"
    assert "Backups can be restored" in str(refused)
    desk.do("inspection.record", id=PLANNED, item="backup", value="restored")
    desk.do("inspection.done", id=PLANNED, **{"from": "2026-11-22T08:00:00+08:00", "to": "2026-11-22T09:30:00+08:00"})
    assert desk.rows("inspection", "done_by, done_at IS NOT NULL", id=PLANNED) == [("EN1", 1)]


def test_what_is_abnormal_must_be_handled(desk: Workbench) -> None:
    """S4-inspection.content: a ticket is opened from the finding, of kind planned, with the inspection."""
    inspected(desk)
    desk.do("inspection.record", id=PLANNED, item="disk", value="2 failed", verdict="abnormal")
    assert desk.refused("inspection.done", None, "S4-inspection.content", id=PLANNED).code == "finding_open"
    done = desk.do("inspection.finding", id=PLANNED, item="disk", open_ticket=True, title="replace disks")
    assert [notice.values["ticket"] for notice in done.notices] == [ticket_name(done.ticket)]
    assert desk.rows("ticket", "kind, inspection, customer", number=done.ticket) == [("planned", PLANNED, "CUS-04")]
    desk.do("inspection.done", id=PLANNED)
    assert history(desk, "inspection", PLANNED)[-2:] == ["finding_handled", "inspected"]


def test_a_finding_is_put_off_with_a_date_and_a_reason(desk: Workbench) -> None:
    """Nothing said, or two things at once, or no reason, is refused."""
    inspected(desk)
    desk.do("inspection.record", id=PLANNED, item="disk", verdict="abnormal")
    desk.fails(BadData, "inspection.finding", id=PLANNED, item="disk")
    desk.fails(BadData, "inspection.finding", id=PLANNED, item="disk", later="2026-12-20")
    desk.fails(NotFound, "inspection.finding", id=PLANNED, item="roof", none=True, reason="none there")
    desk.do("inspection.finding", id=PLANNED, item="disk", later="2026-12-20", reason="ordered")
    desk.do("inspection.done", id=PLANNED)


def test_a_planned_inspection_needs_no_row(desk: Workbench) -> None:
    """The month and the site name it; the row is made by the first step on it, and a second value supersedes."""
    name = "IN-2026-12-S-0401"
    desk.do("inspection.record", id=name, item="disk", value="90 %")
    desk.do("inspection.record", id=name, item="disk", value="91 %", verdict="attention")
    row = desk.rows("inspection", "customer, site, period, due, items", id=name)[0]
    assert row[:4] == ("CUS-04", "S-0401", "2026-12", "2026-12-31")
    assert [item["value"] for item in json.loads(row[4])] == ["91 %"]
    assert history(desk, "inspection", name) == ["item_recorded", "item_recorded"]
    desk.fails(NotFound, "inspection.record", id="IN-2026-13-S-0401", item="disk")
    desk.fails(NotFound, "inspection.record", id="IN-2026-12-S-9999", item="disk")


def test_what_no_checklist_knows_says_where_it_belongs(desk: Workbench) -> None:
    """An item in one's own words needs its group."""
    desk.fails(BadData, "inspection.record", id=PLANNED, item="smell in the room")
    desk.do("inspection.record", id=PLANNED, item="smell in the room", group="usage", verdict="attention")


def test_an_inspection_is_signed_after_it_was_done(desk: Workbench) -> None:
    """By a contact of the customer; not before it is done, not by a stranger."""
    assert "not done" in str(desk.refused("inspection.sign", id=PLANNED, by_contact="P-0401"))
    desk.do("inspection.done", id=PLANNED, actor="LE1", override="the room was locked")
    assert desk.refused("inspection.sign", id=PLANNED, by_contact="P-0301").code == "wrong_customer"
    desk.do("inspection.sign", id=PLANNED, by_contact="P-0401", how="ink")
    assert desk.value("inspection", "signed_by", id=PLANNED) == "P-0401"


def test_times_on_site_are_in_order(desk: Workbench) -> None:
    """An end before the begin, or in the future, is refused."""
    times = {"from": "2026-11-22T09:00:00+08:00", "to": "2026-11-22T08:00:00+08:00"}
    assert desk.refused("inspection.done", id=PLANNED, actor="LE1", override="x", **times).code == "order"


def test_a_return_visit_asks_what_changed(desk: Workbench) -> None:
    """S5.6-3: silence is refused, "no changes" is an answer; a stranger's contact is refused."""
    visit = {"customer": "CUS-02", "how": "phone", "with": "P-0201", "score": 4}
    assert desk.refused("return-visit.record", None, "S5.6-3", **visit).code == "changes_missing"
    for empty in ("environment:", "环境：", " 需求 "):
        assert desk.fails(BadData, "return-visit.record", changes=["demands: more", empty], **visit)
    desk.do("return-visit.record", no_changes=True, **visit)
    assert desk.value("return_visit", "changes_seen", id="RV-007") == "[]"
    assert desk.refused("return-visit.record", no_changes=True, **{**visit, "with": "P-0301"}).code == "wrong_customer"


def test_a_return_visit_brings_the_notices(desk: Workbench) -> None:
    """S5.6-2: what concerns the customer and was not delivered is asked for, or a reason why not."""
    visit = {"customer": "CUS-07", "how": "on_site", "with": "P-0701", "changes": ["new shop"]}
    refused = desk.refused("return-visit.record", None, "S5.6-2", **visit)
    assert "AD-01" in str(refused)
    desk.do("return-visit.record", advisories=["AD-01"], **visit)
    with open_reader(desk.path) as conn:
        assert undelivered_notices(conn, "CUS-07", int(datetime.fromisoformat("2026-11-23").timestamp())) == []


def test_a_notice_is_owed_until_it_is_delivered(desk: Workbench) -> None:
    """Delivered, found not to concern somebody, withdrawn: each ends it for those whom it names."""
    desk.do("advisory.add", vendor="VN1", models=["SRV-A2U"], text="new firmware", published="2026-11-20")
    at = int(datetime.fromisoformat("2026-11-23T00:00:00+08:00").timestamp())

    def owed() -> list[str]:
        with open_reader(desk.path) as conn:
            return [name for name in ("CUS-01", "CUS-04", "CUS-05", "CUS-07", "CUS-08")
                    if "AD-04" in undelivered_notices(conn, name, at)]  # fmt: skip

    assert owed() == ["CUS-01", "CUS-04", "CUS-05", "CUS-07"]
    desk.do("advisory.deliver", id="AD-04", customer="CUS-04", to="P-0401", how="email")
    desk.do("advisory.not-relevant", id="AD-04", customer="CUS-05", reason="other firmware")
    assert owed() == ["CUS-01", "CUS-07"]
    desk.do("advisory.withdraw", id="AD-04", reason="replaced")
    assert owed() == []


def test_an_improvement_runs_its_course(desk: Workbench) -> None:
    """Open, in progress, done with its result; what is over stays over."""
    desk.do("improvement.add", text="spare switch", owner="LE2")
    desk.do("improvement.start", id="IM-004")
    desk.do("improvement.done", id="IM-004", result="on site")
    assert desk.value("improvement", "state", id="IM-004") == "done"
    desk.refused("improvement.drop", id="IM-004", reason="too late")


def test_a_certificate_is_renewed(desk: Workbench) -> None:
    """The new day stands, the old one is in the history."""
    desk.do("certificate.renew", id="CERT-2", expires="2028-05-31")
    assert desk.value("certificate", "expires", id="CERT-2") == "2028-05-31"
    assert history(desk, "certificate", "CERT-2") == ["certificate_renewed"]


def test_every_shipped_checklist_covers_its_classes() -> None:
    """Each item stands in a group and has both names; what is for inspections names its classes, the room apart."""
    for made in checklists().values():
        assert made.classes or made.id == "room" or made.uses == {"ticket"}
        assert all(item.group in EVERY_GROUP and item.zh and item.en for item in made.items)
    assert {item.group for item in checklists()["server"].items} == {"hardware", "software", "usage"}


def test_material_is_handed_over_once_it_was_adapted(desk: Workbench) -> None:
    """S3-training.material: not before, and to the customer's own contact; or as it is, if that is said."""
    desk.do("training.add", customer="CUS-02", topic="switches", held_at="2026-11-20T14:00:00+08:00")
    assert desk.refused("training.hand-over", id="TR-004", to="P-0301").code == "wrong_customer"
    refused = desk.refused("training.hand-over", None, "S3-training.material", id="TR-004", to="P-0201")
    assert refused.code == "material_not_adapted"
    desk.do("training.adapt", id="TR-004", version="for this customer")
    desk.do("training.hand-over", id="TR-004", to="P-0201")
    assert desk.value("training", "delivered_to", id="TR-004") == "P-0201"


def test_a_training_records_who_asked_and_for_how_many(desk: Workbench) -> None:
    """S3-training.deliver: the contact is the customer's own; the sheet to sign has a line for each of the people."""
    request = {"customer": "CUS-02", "topic": "switches", "people": 20}
    assert desk.refused("training.add", by_contact="P-0301", **request).code == "wrong_customer"
    desk.do("training.add", by_contact="P-0201", **request)
    with open_reader(desk.path) as conn:
        record = training_with_names(conn, "TR-004")
        sheet = render(attendance_sheet(record), "md").decode()
    assert "| 20 |" in sheet
    assert (record["people"], record["requested_by"]) == (20, desk.value("contact", "name", id="P-0201"))


def test_a_training_is_planned_held_and_over(desk: Workbench) -> None:
    """S3-training.deliver: scheduled, held once; a cancelled one is due no more."""
    desk.do("training.schedule", id="TR-002", requested_for="2026-12-02T14:00:00+08:00", trainer="EN3")
    desk.do("training.hold", id="TR-002", attendees=8)
    desk.refused("training.hold", id="TR-002")
    desk.refused("training.cancel", id="TR-002", by_contact="P-0701", reason="too late")
    assert history(desk, "training", "TR-002") == ["training_scheduled", "training_held"]


def test_an_answer_keeps_its_older_text(desk: Workbench) -> None:
    """S2.A-1: an edited answer is the next version, the older words stand in the history."""
    desk.do("faq.add", system="ERP-X", question="How?", answer="So.")
    desk.do("faq.edit", id="FAQ-006", answer="Like this.")
    assert desk.rows("faq", "version, answer", id="FAQ-006") == [(2, "Like this.")]
    data = desk.value("master_action", "data", noun="faq", id="FAQ-006", seq=2)
    assert json.loads(data)["answer"] == {"from": "So.", "to": "Like this."}


def test_outcomes_end_what_was_due(desk: Workbench) -> None:
    """The contract with an outcome, the loaner with a later day, the part that is expected."""
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
    """S3-rec: each need has its recommendation; another choice is recorded as such and never refused."""
    assert [recommended_mode(need) for need in NEEDS] == ["phone", "email", "on_site", "courseware", "training"]
    desk.do("ticket.choose-mode", 68, mode="phone", by_contact="P-0501", need="how_to")
    data = json.loads(desk.value("action", "data", ticket=68, event="mode_chosen"))
    assert (data["recommended"], data["followed"]) == ("courseware", False)


def test_advice_names_what_fits_the_system(desk: Workbench) -> None:
    """S3-rec-4: courses and answers of the system, in the language asked for."""
    with open_reader(desk.path) as conn:
        asked = AdviceRequest(need="how_to", systems=["ERP-X 6.2"], lang="en", at=1_795_320_600)
        advice = mode_advice(conn, asked)
    assert (advice["mode"], advice["clause"]) == ("courseware", "S3-rec-4")
    assert advice["courses"] == ["CR-06"]
    assert advice["faq"] == ["FAQ-005"]


def test_a_part_is_ordered_and_a_loaner_may_stay(desk: Workbench) -> None:
    """The order's number stands on the ticket; until when the loaner may stay moves its row, for this time only."""
    desk.do("part.order", 66, request="PR-014", ref="PO-118")
    data = json.loads(desk.value("action", "data", ticket=66, event="part_ordered"))
    assert data == {"request": "PR-014", "ref": "PO-118"}
    noon = int(datetime.fromisoformat("2026-11-22T12:00:00+08:00").timestamp())

    def back() -> list[str]:
        with open_reader(desk.path) as conn:
            rows = due_list(
                DueInputs(conn, noon, ZoneInfo("Asia/Shanghai")), DueFilter(kinds=("loaner",), within=10**8)
            )
        return [str(row.due_on) for row in rows if row.subject == "LN-02"]

    before = NOW - timedelta(minutes=1)
    desk.do("loaner.provide", 66, loaner="LN-02", accepted_by="P-0301", back_by="2027-01-15", when=before)
    assert back() == ["2027-01-15"]
    desk.do("loaner.return", 66, loaner="LN-02", actor="BS1")
    desk.do("loaner.send", 69, loaner="LN-02", actor="BS1")
    assert back() == ["2026-12-06"]


def test_a_training_elsewhere_asks_why(desk: Workbench) -> None:
    """S3-training.deliver: another place, or another day, than asked for; it is held all the same, and reported."""
    plan = {"requested_for": "2026-11-21T14:00:00+08:00", "place": "room 3"}
    held = {"when": datetime.fromisoformat("2026-11-21T14:00:00+08:00"), "id": "TR-002"}
    desk.do("training.schedule", id="TR-002", **plan)
    for given, count in (({"place": "room 3"}, 0), ({"place": "hall"}, 1)):
        assert len(desk.do("training.hold", dry_run=True, **held, **given).notices) == count
    assert len(desk.do("training.hold", dry_run=True, id="TR-002").notices) == 1
    assert desk.do("training.hold", **held, place="hall", differs_reason="room 3 was taken").notices == ()
