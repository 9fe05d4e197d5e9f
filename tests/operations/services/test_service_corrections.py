"""Corrections of actions on services: they remain in the history and no longer count."""

import json
from datetime import timedelta

from test_inspections import due
from workbench import NOW, Workbench

from deskctl.errors import BadData, NotFound

PLANNED = "IN-2026-11-CUS-04"


def test_a_corrected_inspection_is_due_again(desk: Workbench) -> None:
    """A finished inspection that is corrected is due again; the actor or the lead can correct it, once."""
    desk.do("inspection.done", id=PLANNED, actor="LE1", override="the room was locked")
    assert due(desk, "inspection") == []
    assert desk.refused("inspection.correct", step=f"{PLANNED}/1", reason="x", actor="EN2").code == "not_yours"
    desk.do("inspection.correct", step=f"{PLANNED}/1", reason="another site", actor="LE1")
    assert [row.subject for row in due(desk, "inspection")] == [PLANNED]
    desk.fails(NotFound, "inspection.correct", step=f"{PLANNED}/1", reason="again", actor="LE1")
    for step in ("the last one", f"{PLANNED}/²"):
        desk.fails(BadData, "inspection.correct", step=step, reason="x")


def test_yesterdays_action_is_undone_by_the_lead(desk: Workbench) -> None:
    """A7: one's own action is undone on the day on which it was recorded, and later by the lead."""
    desk.do("inspection.record", id=PLANNED, item="cpu", value="90 %", when=NOW - timedelta(days=2))
    desk.do("inspection.correct", step=f"{PLANNED}/1", reason="misread")
    desk.do("inspection.record", id=PLANNED, item="cpu", value="90 %")
    tomorrow = {"step": f"{PLANNED}/3", "reason": "misread", "now": NOW + timedelta(days=1)}
    assert desk.refused("inspection.correct", **tomorrow).code == "not_yours"
    desk.do("inspection.correct", **tomorrow, actor="LE1")


def test_an_action_that_needs_a_right_is_undone_by_who_has_it(desk: Workbench) -> None:
    """A7: the outcome of a contract is for the back office, so a lead engineer does not undo it either."""
    desk.do("contract.outcome", id="CT-08", to="ended", actor="BS1")
    refused = desk.refused("contract.correct", None, "S2-period", step="CT-08/1", reason="x", actor="LE1")
    assert refused.code == "not_yours"
    desk.do("training.hold", id="TR-002", actor="EN4")
    desk.do("training.correct", step="TR-002/1", reason="another training", actor="EN4")
    desk.do("staff.edit", id="BS1", role="engineer", actor="MG1")
    desk.refused("contract.correct", None, "S2-period", step="CT-08/1", reason="x", actor="BS1")
    desk.do("contract.correct", step="CT-08/1", reason="they sign next week", actor="MG1")


def test_a_corrected_item_has_its_previous_value(desk: Workbench) -> None:
    """The correction of an item restores its previous value, or leaves the item open."""
    for value in ("90 %", "19 %"):
        desk.do("inspection.record", id=PLANNED, item="cpu", value=value)
    for step, remaining in ((2, ["90 %"]), (1, [])):
        desk.do("inspection.correct", step=f"{PLANNED}/{step}", reason="misread")
        items = json.loads(desk.value("inspection", "items", id=PLANNED))
        assert [item["value"] for item in items] == remaining


def test_a_corrected_delivery_leaves_the_advisory_due(desk: Workbench) -> None:
    """Corrections of a delivery, a dropped certificate and a contract outcome restore what was due."""
    before = {kind: [row.subject for row in due(desk, kind)] for kind in ("advisory", "certificate", "contract")}
    desk.do("advisory.deliver", id="AD-01", customer="CUS-04", to="P-0401")
    desk.do("certificate.drop", id="CERT-2", reason="x")
    desk.do("contract.outcome", id="CT-08", to="ended", actor="BS1")
    assert "AD-01/CUS-04" not in [row.subject for row in due(desk, "advisory")]
    assert [row.subject for row in due(desk, "contract")] != before["contract"]
    desk.do("advisory.correct", step="AD-01/1", reason="another customer")
    desk.do("certificate.correct", step="CERT-2/1", reason="another one", actor="LE1")
    desk.do("contract.correct", step="CT-08/1", reason="they sign next week", actor="BS1")
    assert {kind: [row.subject for row in due(desk, kind)] for kind in before} == before


def test_the_state_is_that_of_the_last_remaining_action(desk: Workbench) -> None:
    """After a correction, improvements and recommendations have the state of the last remaining action."""
    desk.do("improvement.add", text="spare switch")
    desk.do("improvement.start", id="IM-004")
    desk.do("improvement.done", id="IM-004", result="there")
    desk.do("improvement.correct", step="IM-004/3", reason="not yet", actor="LE1")
    assert desk.value("improvement", "state", id="IM-004") == "in_progress"
    refused = desk.refused("improvement.correct", step="IM-004/1", reason="x")
    assert refused.code == "order"
    assert str(refused).startswith("IM-004/1 cannot be undone")
    desk.do("recommendation.add", customer="CUS-04", kind="process", text="x")
    desk.do("recommendation.decline", id="RC-001", by_contact="P-0401")
    desk.do("recommendation.correct", step="RC-001/2", reason="he asked for time")
    assert desk.value("recommendation", "state") == "proposed"


def test_a_corrected_return_visit_is_due_as_before(desk: Workbench) -> None:
    """A corrected return visit or appointment restores what was due, and the number of the visit is not used again."""
    before = {kind: [(row.subject, row.due_at) for row in due(desk, kind)] for kind in ("return_visit", "advisory")}
    fields = {"customer": "CUS-04", "how": "phone", "with": "P-0401", "no_changes": True}
    desk.do("return-visit.record", advisories=["AD-01", "AD-02", "AD-03"], score=1, **fields)
    desk.do("return-visit.plan", customer="CUS-03", planned_at="2026-11-24T10:00:00+08:00", by="MG1")
    desk.do("return-visit.correct", step="RV-007/1", reason="another customer")
    seq = desk.value("master_action", "max(seq)", noun="customer", id="CUS-03")
    desk.do("return-visit.correct", step=f"CUS-03/{seq}", reason="another customer")
    assert {kind: [(row.subject, row.due_at) for row in due(desk, kind)] for kind in before} == before
    assert [row.planned_at for row in due(desk, "return_visit") if row.subject == "CUS-03"] == [None]
    assert desk.do("return-visit.record", not_now="next time", **fields).record == "RV-008"


def test_a_corrected_training_is_restored(desk: Workbench) -> None:
    """Corrections of a training restore the previous appointment, or make the training due again."""
    unchanged = [(row.subject, row.due_at) for row in due(desk, "training")]
    desk.do("training.schedule", id="TR-002", requested_for="2026-12-02T14:00:00+08:00", trainer="EN3")
    desk.do("training.correct", step="TR-002/1", reason="another training")
    assert [(row.subject, row.due_at) for row in due(desk, "training")] == unchanged
    desk.do("training.hold", id="TR-002", attendees=8, trainer="EN3")
    desk.do("training.correct", step="TR-002/3", reason="next week", actor="LE1")
    assert desk.rows("training", "held_at, attendees", id="TR-002") == [(None, None)]
    desk.do("training.cancel", id="TR-002", by_contact="P-0701", reason="moved")
    assert due(desk, "training") == []
    desk.do("training.correct", step="TR-002/5", reason="not cancelled", actor="MG1")
    assert [(row.subject, row.due_at) for row in due(desk, "training")] == unchanged
    desk.do("training.add", customer="CUS-07", topic="x")
    assert desk.refused("training.correct", step="TR-004/1", reason="x").code == "order"


def test_what_a_merged_customer_was_given_and_promised_counts_for_the_other(desk: Workbench) -> None:
    """Notices and answers that a merged customer received are not due again, and the appointment is the other's."""
    desk.do("advisory.deliver", id="AD-01", customer="CUS-07", to="P-0701")
    document = desk.do("faq.issue", system="POS-4.4", language="zh").record
    desk.do("faq.hand-over", document=document, to="P-0701", how="email")
    planned = "2026-11-24T10:00:00+08:00"
    earlier = NOW - timedelta(minutes=5)
    desk.do("return-visit.plan", customer="CUS-07", planned_at=planned, by="MG1", how="on_site", when=earlier)
    desk.do("customer.merge", id="CUS-07", into="CUS-02", reason="entered twice", actor="MG1")
    assert "AD-01/CUS-02" not in [row.subject for row in due(desk, "advisory")]
    assert "CUS-02/POS-4.4" not in [row.subject for row in due(desk, "faq_handover")]
    assert [row.planned_at is not None for row in due(desk, "return_visit") if row.subject == "CUS-02"] == [True]
    visit = {"customer": "CUS-02", "how": "on_site", "with": "P-0701", "no_changes": True}
    done = desk.do("return-visit.record", **visit)
    assert [notice.values["visit"] for notice in done.notices] == ["V-0001"]
    assert due(desk, "visit") == []
