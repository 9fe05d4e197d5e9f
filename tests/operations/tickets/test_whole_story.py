"""The life of a ticket from the call to closing: each gate refuses until its hint is followed."""

import json
import shutil
from pathlib import Path

import pytest
from command_lines import perform_command
from fronts import Batch, Command, Console
from workbench import Workbench

from deskctl.errors import DeskError, Refused


@pytest.fixture(params=[Workbench, Batch, Command, Console], ids=["operation", "batch", "command", "console"])
def desk(request: pytest.FixtureRequest, demo_store: Path, tmp_path: Path) -> Workbench:
    """Return a copy of the demo desk that is used through one of the interfaces."""
    path = tmp_path / "desk.db"
    shutil.copy(demo_store, path)
    front: type[Workbench] = request.param
    return front(str(path))


def _follow_hint(desk: Workbench, refusal: Refused) -> None:
    perform_command(desk, str(refusal.hint))


def test_an_incident_from_the_call_to_its_closing(desk: Workbench) -> None:
    """Remote session, leaving the site and closing are each refused by their clause until the hint is followed."""
    ticket = desk.opened(severity="severe")
    desk.do("ticket.answer", ticket, actor="HL1")
    desk.do("ticket.respond", ticket, actor="EN1")

    refusal = desk.refused("remote.start", ticket, "S5.2-2")
    _follow_hint(desk, refusal)
    desk.do("remote.start", ticket)
    desk.do("remote.end", ticket, summary="needs hands")

    desk.do("visit.depart", ticket, transport="taxi")
    desk.do("visit.arrive", ticket)
    desk.do("diagnosis.record", ticket, cause="index lost", fault_class="soft", method="on_site", told_to="P-0101")
    _follow_hint(desk, desk.refused("visit.leave", ticket, "S3-onsite.log"))
    _follow_hint(desk, desk.refused("visit.leave", ticket, "S5.3-1.explain"))
    _follow_hint(desk, desk.refused("visit.leave", ticket, "S5.3-1.plan"))
    desk.do("visit.leave", ticket)
    desk.do("ticket.resolve", ticket)

    _follow_hint(desk, desk.refused("ticket.close", ticket, "S5.4-3"))
    desk.do("report.send", ticket)
    _follow_hint(desk, desk.refused("ticket.close", ticket, "S5.4-5"))
    desk.do("ticket.close", ticket, actor="HL1")

    assert desk.status(ticket) == "closed"
    assert desk.value("clock", "count(*)", ticket=ticket, outcome="open") == 0


def test_a_part_needs_consent_information_and_the_right_model(desk: Workbench) -> None:
    """A part request is refused by S5.3-2 until consent, information and model check are recorded as hinted."""
    ticket = desk.opened(severity="general", level="urgent", assets=["A-0107"])
    request = {"actor": "BS1", "part": "PT-02"}
    for clause in ("S5.3-2.consent", "S5.3-2.inform", "S5.3-2.verify"):
        _follow_hint(desk, desk.refused("part.request", ticket, clause, **request))
    desk.do("part.request", ticket, **request)
    requested = desk.value("action", "data", order="recorded_at DESC, ticket DESC", event="part_requested")
    assert json.loads(requested)["request"] == "PR-015"
    before = desk.stock("PT-02")
    assert desk.refused("part.install", ticket, "S5.3-2.request", part="PT-02").code == "not_received"
    desk.do("part.receive", ticket, actor="BS1", part="PT-02")
    desk.do("part.install", ticket, part="PT-02", old_serial="O", new_serial="N")
    assert desk.stock("PT-02") == before


def test_a_part_that_does_not_fit_is_refused(desk: Workbench) -> None:
    """A part whose compatible models do not fit is refused, also after a mismatch was recorded."""
    ticket = desk.opened(severity="general", level="urgent", assets=["A-0602"], contact="P-0601")
    desk.refused("part.verify", ticket, "S5.3-2.verify", part="PT-04")
    desk.do("part.verify", ticket, part="PT-02")
    desk.do("part.mismatch", ticket, part="PT-02")
    desk.do("part.consent", ticket, **{"for": "PT-02", "by_contact": "P-0601", "how": "phone"})
    desk.do("part.inform", ticket)
    desk.refused("part.request", ticket, "S5.3-2.verify", part="PT-02", actor="BS1")


def test_stock_never_falls_below_zero(desk: Workbench) -> None:
    """A part that is not in stock cannot be installed or issued before it is received."""
    desk.refused("part.install", 66, "S5.3-2.request", part="PT-09")
    desk.refused("stock.issue", None, "S4-stock", part="PT-09", qty=1)
    desk.do("part.receive", 66, part="PT-09", request="PR-014")
    desk.do("part.install", 66, part="PT-09")
    assert desk.stock("PT-09") == 0


def test_an_upgrade_needs_a_rollback_plan_and_both_checks(desk: Workbench) -> None:
    """An upgrade needs a rollback plan to start, and passed checks of new and existing functions to be resolved."""
    ticket = desk.opened(kind="upgrade", catalog="C", channel="internal", assets=["A-0105"])
    _follow_hint(desk, desk.refused("upgrade.start", ticket, "S2.C-1"))
    desk.do("upgrade.finish", ticket)
    desk.refused("ticket.resolve", ticket, "S2.C-2")
    desk.refused("upgrade.verify", ticket, "S2.C-2", new=["coupon"], existing=["slip=fail"])
    desk.do("upgrade.fail", ticket, new=["coupon"], existing=[["slip", "fail"]])
    desk.do("upgrade.roll-back", ticket)
    desk.do("upgrade.start", ticket, to="4.5.1")
    desk.do("upgrade.finish", ticket)
    _follow_hint(desk, desk.refused("ticket.resolve", ticket, "S2.C-2"))
    desk.do("ticket.resolve", ticket)


def test_a_chargeable_visit_needs_an_agreement(desk: Workbench) -> None:
    """A customer out of maintenance can have a visit after its charge is agreed, and the days are counted."""
    ticket = desk.opened(contact="P-0801", kind="request", catalog="B", severity="general")
    assert desk.value("ticket", "scope", number=ticket) == "out_of_scope"
    refusal = desk.refused("visit.plan", ticket, "S2.3-note.charge", planned_at="2026-11-24T09:30:00+08:00")
    _follow_hint(desk, refusal)
    desk.do("visit.plan", ticket, planned_at="2026-11-24T09:30:00+08:00", reason="chargeable")
    desk.do("visit.arrive", ticket)
    desk.do("visit.log", ticket, done="cloned the disk")
    desk.do("visit.leave", ticket)
    desk.do("charge.record", ticket, actor="BS1")
    assert desk.rows("charge", "basis, rate, days, amount", ticket=ticket) == [("working_day", 1800, 1, 1800)]


def test_a_declined_charge_does_not_allow_a_visit(desk: Workbench) -> None:
    """A charge that was agreed and then declined does not allow a visit."""
    ticket = desk.opened(contact="P-0801", kind="request", level="urgent")
    desk.do("charge.agree", ticket, basis="fixed", rate=500, by_contact="P-0801", how="email")
    desk.do("charge.decline", ticket, by_contact="P-0801")
    desk.refused("visit.depart", ticket, "S2.3-note.charge")


def test_a_departure_in_an_emergency_needs_preparation(desk: Workbench) -> None:
    """An emergency requests the visit, and the departure needs a plan and tools or a recorded reason."""
    ticket = desk.opened(severity="severe", level="urgent", visit=False)
    desk.refused("emergency.declare", ticket, "S5.5-major-1", reason="plant stands", actor="EN1")
    desk.do("emergency.declare", ticket, reason="plant stands", actor="LE1")
    assert desk.events(ticket)[-2:] == ["emergency_declared", "onsite_requested"]
    desk.refused("emergency.declare", ticket, None, reason="again", actor="LE1")
    refusal = desk.refused("visit.depart", ticket, "S5.5-major")
    desk.do("visit.depart", ticket, override="the engineer lives next door", dry_run=True)
    _follow_hint(desk, refusal)
    desk.do("visit.depart", ticket)
    desk.do("emergency.revoke", ticket, reason="false alarm", actor="LE1")
    desk.refused("emergency.revoke", ticket, None, reason="again", actor="LE1")


def test_a_visit_at_the_routine_level_needs_one_of_four_reasons(desk: Workbench) -> None:
    """A routine visit needs a higher level, a failed remote session, a charge, planned work or an override."""
    ticket = desk.opened(kind="question", severity="general")
    refusal = desk.refused("visit.request", ticket, "S2.3-routine.no-onsite", reason="user_request")
    desk.refused("visit.depart", ticket, "S2.3-routine.no-onsite")
    desk.do("visit.request", ticket, reason="user_request", override="on the way anyway", dry_run=True)
    _follow_hint(desk, refusal)
    desk.do("visit.depart", ticket)

    other = desk.opened(kind="question", severity="general", contact="P-0201")
    desk.do("ticket.set-level", other, to="urgent", reason="trucks wait")
    desk.do("visit.request", other, reason="user_request")


@pytest.mark.parametrize("gate", ["remote.start", "part.request"])
def test_consent_cannot_be_overridden(desk: Workbench, gate: str) -> None:
    """G1 and G2: an operation that needs consent has no override."""
    assert "override" in str(desk.fails(DeskError, gate, 71, override="in a hurry"))


def test_a_training_ticket_closes_after_its_material_is_handed_over(desk: Workbench) -> None:
    """The ticket of a training can be closed after adapted material is handed over, as hinted."""
    ticket = desk.opened(kind="request", contact="P-0701", severity="general")
    desk.do("training.open", ticket, training="TR-002", actor="HL1")
    desk.do("ticket.resolve", ticket)
    desk.do("feedback.satisfied", ticket, by_contact="P-0701")
    closing = desk.refused("ticket.close", ticket, "S3-training.material")
    with pytest.raises(Refused, match="not adapted"):
        _follow_hint(desk, closing)
    desk.do("training.adapt", id="TR-002", version="slides for them")
    _follow_hint(desk, closing)
    desk.do("ticket.close", ticket)


def test_the_lead_closes_without_an_answer(desk: Workbench) -> None:
    """Only a lead can close a ticket without an answer, and the ticket then has a status of its own."""
    desk.refused("ticket.close-without-answer", 64, "S5.4-5", reason="no answer", actor="EN1")
    desk.do("ticket.close-without-answer", 64, reason="three calls", actor="LE2")
    assert desk.status(64) == "closed_without_answer"


def test_a_dissatisfied_customer_returns_the_ticket_to_work(desk: Workbench) -> None:
    """A dissatisfied customer's ticket is in progress, and a reopening voids the resolution only for the symptom."""
    desk.do("report.issue", 67, cause="a", method="b", result="c")
    desk.do("feedback.not-satisfied", 67, by_contact="P-0101", reason="no prevention")
    assert desk.status(67) == "in_progress"
    fix = {"ticket": 67, "clause": "S5.5-normal-1.fix"}
    stop = desk.value("clock", "stop", **fix)
    desk.do("ticket.reopen", 67, symptom=False, dry_run=True)
    assert desk.value("clock", "stop", **fix) == stop is not None
    desk.do("ticket.reopen", 67, symptom=True)
    assert desk.value("clock", "stop", **fix) is None
