"""Single operations of the desk: what they record and what they refuse."""

import json

import pytest
from workbench import NOW, Workbench

from deskctl.errors import BadData, NotFound, Refused
from deskctl.sla.facts import instant


def test_a_mail_becomes_a_ticket(desk: Workbench) -> None:
    """S5.1-mail.handle: sender, subject and time of a ticket come from its mail, which is handled once."""
    done = desk.do("ticket.open", mail="ML-005", kind="question", actor="BS2")
    assert done.events == ("mail_received", "mail_handled", "logged")
    found = desk.rows("ticket", "channel, contact, title, customer", number=done.ticket)
    assert found == [("email", "P-0401", "请协助核对备份策略", "CUS-04")]
    assert desk.value("mail", "ticket", id="ML-005") == done.ticket
    assert desk.value("clock", "outcome", ticket=done.ticket, clause="S5.1-mail.handle") == "met"
    desk.refused("ticket.open", None, None, mail="ML-005", kind="question")


def test_a_ticket_needs_a_caller_and_a_title(desk: Workbench) -> None:
    """A ticket that is not opened from a mail needs a contact and a title."""
    assert desk.fails(BadData, "ticket.open", title="x").field == "contact"  # type: ignore[attr-defined]
    assert desk.fails(BadData, "ticket.open", contact="P-0101").field == "title"  # type: ignore[attr-defined]


def test_times_of_the_intake_are_in_order(desk: Workbench) -> None:
    """The fault cannot occur, and cannot be reported, in the future."""
    late = "2026-11-22T09:41:00+08:00"
    for field in ({"reported_at": late}, {"occurred_at": late}):
        desk.fails(Refused, "ticket.open", contact="P-0101", title="x", **field)


@pytest.mark.parametrize(
    ("contact", "column", "value"),
    [("P-0501", "pre_acceptance", 1), ("P-0801", "scope", "out_of_scope"), ("P-0101", "scope", None)],
)
def test_the_contract_decides_the_scope(desk: Workbench, contact: str, column: str, value: object) -> None:
    """S0-scope.phase, S2-period: a ticket before acceptance is flagged, and one out of maintenance is out of scope."""
    ticket = desk.opened(contact=contact)
    assert desk.value("ticket", column, number=ticket) == value


def test_a_ticket_has_the_first_site_in_use(desk: Workbench) -> None:
    """The site of a ticket or visit is the first one of the customer that is not retired."""
    assert desk.value("ticket", "site", number=desk.opened(contact="P-0701")) == "S-0701"
    desk.do("site.retire", id="S-0701", reason="sold", actor="MG1")
    assert desk.value("ticket", "site", number=desk.opened(contact="P-0701")) == "S-0702"
    desk.do("return-visit.plan", customer="CUS-07", planned_at="2026-11-25T10:00:00+08:00", how="on_site", by="EN1")
    assert desk.value("visit", "site", of="CUS-07") == "S-0702"


def test_a_call_at_night_is_logged_and_flagged(desk: Workbench) -> None:
    """S2.2a.hours: a call outside the hours of the hotline is recorded and flagged."""
    ticket = desk.opened(reported_at="2026-11-22T03:00:00+08:00")
    assert desk.value("ticket", "out_of_hours", number=ticket) == 1
    assert desk.value("ticket", "out_of_hours", number=desk.opened()) is None


def test_an_engineer_on_site_is_known_from_open_visits(desk: Workbench) -> None:
    """S3-matrix-onsite: a second call from a site on which an engineer is present needs no visit."""
    desk.do("visit.arrive", 69, actor="EN2")
    second = desk.opened(contact="P-0202", site="S-0202", severity="severe")
    assert desk.value("ticket", "engineer_on_site", number=second) == 1
    assert "onsite_requested" not in desk.events(second)
    assert desk.value("ticket", "engineer_on_site", number=desk.opened()) is None


def test_the_catalogue_limits_the_levels(desk: Workbench) -> None:
    """S2.4.levels: the level of an upgrade is never full urgent."""
    desk.refused("ticket.open", None, "S2.4.levels", contact="P-0101", title="x", catalog="C", level="full_urgent")
    ticket = desk.opened(catalog="C", kind="upgrade")
    desk.refused("ticket.set-level", ticket, "S2.4.levels", to="full_urgent", reason="x")
    desk.do("ticket.set-level", ticket, to="urgent", reason="x")
    desk.refused("ticket.set-level", ticket, None, to="urgent", reason="x")


def test_a_complaint_is_not_assigned_to_the_person_complained_about(desk: Workbench) -> None:
    """S3-complaint: the person complained about cannot become the owner of the complaint."""
    about = {"kind": "complaint", "about_ticket": "T-010", "about_staff": "EN2", "contact": "P-0202"}
    desk.refused("ticket.open", None, "S3-complaint", title="late", owner="EN2", **about)
    ticket = desk.opened(**about)
    desk.refused("ticket.assign", ticket, "S3-complaint", to="EN2")
    desk.refused("ticket.hand-over", ticket, "S3-complaint", to="EN2")
    desk.do("ticket.hand-over", ticket, to="LE2", summary="wants a word")
    assert desk.value("ticket", "owner", number=ticket) == "LE2"


def test_the_severity_is_chosen_by_the_customer(desk: Workbench) -> None:
    """S3-sev.choice: a change of severity needs a contact, is recorded as the customer's, and requests the visit."""
    desk.fails(BadData, "ticket.set-severity", 71, to="severe")
    done = desk.do("ticket.set-severity", 71, to="severe", by_contact="P-0702", actor="HL1")
    assert done.events == ("severity_changed", "onsite_requested")
    row = desk.rows("action", "actor, data", ticket=71, event="severity_changed")[0]
    assert (row[0], json.loads(row[1])["by_user"], json.loads(row[1])["recorded_by"]) == ("P-0702", True, "HL1")
    desk.refused("ticket.set-severity", 71, None, to="severe", by_contact="P-0702")
    desk.do("ticket.choose-severity", 71, by_contact="P-0702")
    assert desk.value("ticket", "severity_chosen_by", number=71) == "user"


def test_a_later_time_applies_and_an_earlier_one_needs_acceptance(desk: Workbench) -> None:
    """S3-sev.response-time: an earlier time needs acceptance by the desk, a later one does not."""
    fields = {"milestone": "arrived", "by": "2026-11-23T10:30:00+08:00", "by_contact": "P-0702"}
    desk.do("ticket.request-response", 71, kind="tighter", **fields)
    agreed = {"ticket": 71, "clause": "S3-sev.response-time"}
    assert desk.value("clock", "count(*)", **agreed) == 0
    desk.do("ticket.request-response", 71, kind="looser", **fields)
    assert desk.value("clock", "count(*)", **agreed) == 1
    desk.fails(BadData, "ticket.request-response", 71, kind="looser", **{**fields, "by": NOW.isoformat()})


def test_a_pause_stops_the_clocks_until_it_ends(desk: Workbench) -> None:
    """A pause moves the due time until it ends (rule 19), and waiting for parts is no reason for a pause."""
    fix = {"ticket": 71, "clause": "S5.5-normal-1.fix"}
    desk.fails(BadData, "ticket.pause", 71, reason="waiting_part", by_contact="P-0702")
    before = desk.value("clock", "due", **fix)
    desk.do("ticket.pause", 71, reason="customer_no_access", by_contact="P-0702")
    assert desk.status(71) == "paused"
    assert desk.value("clock", "due", **fix) > before
    desk.refused("ticket.pause", 71, None, reason="customer_no_access", by_contact="P-0702")
    desk.do("ticket.resume", 71)
    assert desk.value("clock", "due", **fix) == before
    desk.refused("ticket.resume", 71, None)


def test_a_duplicate_continues_in_the_first_ticket(desk: Workbench) -> None:
    """A ticket cannot be a duplicate of itself or of another duplicate, and its clocks are not open any more."""
    desk.refused("ticket.mark-duplicate", 71, None, of="T-071")
    desk.refused("ticket.mark-duplicate", 71, None, of="52")
    desk.fails(BadData, "ticket.mark-duplicate", 71, of="the first")
    desk.do("ticket.mark-duplicate", 71, of="72")
    assert desk.rows("ticket", "status, duplicate_of", number=71) == [("duplicate", 72)]
    assert desk.value("clock", "count(*)", ticket=71, outcome="open") == 0


def test_the_second_working_day_belongs_to_the_urgent_level(desk: Workbench) -> None:
    """S2.3-urgent.second-workday: consent waives the earlier arrival, and other levels do not have this option."""
    fields = {"by_contact": "P-0202", "how": "phone"}
    late = {**fields, "by_contact": "P-0301"}
    desk.refused("visit.agree-second-workday", 70, "S2.3-urgent.second-workday", **late)
    desk.do("visit.agree-second-workday", 69, **fields)
    assert desk.value("clock", "outcome", ticket=69, clause="S3-matrix-severe.arrive") == "waived"


def test_a_standing_authorisation_depends_on_the_contract(desk: Workbench) -> None:
    """S5.2-2: a standing authorisation applies only if the contract has it, and a later refusal ends any consent."""
    desk.do("remote.consent", 64, by_contact="P-0401", how="standing")
    desk.do("remote.start", 64)
    desk.refused("remote.consent", 71, "S5.2-2", by_contact="P-0702", how="standing")
    desk.do("remote.consent", 71, by_contact="P-0702", how="phone")
    desk.do("remote.refuse", 71, by_contact="P-0702", reason="customer data")
    desk.refused("remote.start", 71, "S5.2-2")


def test_a_defect_of_our_software_is_recorded_as_a_bug(desk: Workbench) -> None:
    """S2.D: a defect of our own software is recorded as the next bug, whose fix names the version."""
    desk.refused("bug.fix", 71, "S2.D", fixed_in="4.4.1")
    fields = {"cause": "rounding", "fault_class": "soft", "cause_class": "development_defect_general"}
    desk.do("diagnosis.record", 71, **fields)
    desk.do("diagnosis.engage-developers", 71, members=["DV1"])
    desk.do("upgrade.start", 64, rollback="restore", fixes=["T-071"])
    desk.do("bug.fix", 71, fixed_in="4.4.1", upgrade="64")
    assert desk.rows("bug", "id, severity, fixed_in", ticket=71) == [("BUG-004", "general", "4.4.1")]


def test_a_consultation_has_known_participants(desk: Workbench) -> None:
    """S5.5-major-2: participants of a consultation are staff or experts."""
    fields = {"findings": "link flaps", "conclusion": "new module"}
    desk.fails(NotFound, "diagnosis.consult", 70, participants=["SE1", "XX"], **fields)
    desk.do("diagnosis.consult", 70, participants=["SE1", "EX2"], **fields)


def test_a_loaner_is_on_one_ticket(desk: Workbench) -> None:
    """S5.5-normal-2: a loaner that is out can be sent to another ticket only after its return."""
    desk.refused("loaner.send", 69, None, loaner="LN-02")
    desk.refused("loaner.return", 66, None, loaner="LN-03")
    desk.do("loaner.return", 66, loaner="LN-02")
    desk.do("loaner.due", 69, actor="HL1")
    desk.do("loaner.send", 69, loaner="LN-02", actor="BS1")
    desk.do("loaner.provide", 69, loaner="LN-02", accepted_by="P-0202")
    desk.refused("loaner.provide", 66, None, loaner="LN-02")


def test_a_faulty_part_is_repaired_and_returned(desk: Workbench) -> None:
    """S5.5-major-3: a faulty part of a closed ticket is returned, and after the repair it is added to the stock."""
    before = desk.stock("PT-05")
    done = desk.do("part.return", 3, part="PT-05", vendor="VN1", actor="BS1")
    assert json.loads(desk.value("action", "data", order="seq DESC", ticket=3))["rma"] == "RMA-003"
    assert done.events == ("faulty_part_sent",)
    desk.do("part.returned", 3, part="PT-05", rma="RMA-003", actor="BS1")
    assert desk.stock("PT-05") == before + 1


def test_a_vendor_answers_a_case_that_was_opened(desk: Workbench) -> None:
    """S5.5-major-4, S2.E: a vendor answers only a case that was opened."""
    desk.refused("vendor.answer", 66, None, case="VC-9", answer="ok")
    desk.do("vendor.contact", 66, vendor="VN1", case="VC-9")
    desk.do("vendor.answer", 66, case="VC-9", answer="ok")
    desk.do("vendor.arrive", 66, vendor="VN1", actor="VE1")


def test_only_an_accepted_change_is_delivered(desk: Workbench) -> None:
    """S2.F-2: only a change that the service manager accepted is delivered."""
    desk.refused("change.decide", 68, "S2.F-2", size="small", decision="accepted", actor="DV1")
    desk.do("change.decide", 68, size="large", decision="quote", estimate_days=45, actor="MG1")
    desk.refused("change.deliver", 68, "S2.F-2", version="2.1")
    desk.do("change.decide", 68, size="small", decision="accepted", actor="MG1")
    desk.do("change.deliver", 68, version="2.1", actor="DV1")
    assert desk.rows("change", "size, decision", ticket=68) == [("small", "accepted")]


def test_an_unanswered_evaluation_is_no_score(desk: Workbench) -> None:
    """S2.G-1: a request for an evaluation is not a score, and a score is between one and five."""
    desk.do("evaluation.ask", 7, how="phone", actor="HL1")
    for score in (0, 6):
        desk.fails(BadData, "evaluation.record", 7, score=score)
    assert desk.value("action", "count(*)", ticket=7, event="evaluated") == 0
    desk.do("evaluation.record", 7, score=5, text="quick", actor="HL1")
    desk.do("ticket.summarise", 64, improvement="IM-003", text="quick answers")


def test_an_answer_becomes_an_entry_of_the_faq(desk: Workbench) -> None:
    """S2.A-1: a FAQ entry takes question and system from the ticket and names it as its source."""
    desk.fails(BadData, "faq.publish", 17)
    desk.do("faq.publish", 17, answer="adjust the margins", actor="EN3")
    assert desk.rows("faq", "system, question, source_ticket", id="FAQ-006") == [
        ("EDU-2.0", "调休上班日咨询课表打印", 17)
    ]


def test_notes_need_a_text(desk: Workbench) -> None:
    """S5.4-1: a note without text is refused."""
    desk.fails(BadData, "ticket.note", 66)
    desk.do("ticket.note", 66, note="called back")
    desk.do("call.log", 66, minutes=4, direction="out")
    notes = desk.rows("action", "note, data", order="seq DESC", ticket=66, event="contact")
    assert [note for note, _ in notes[:2]] == ["", "called back"]


def test_charged_days_are_counted_by_the_day(desk: Workbench) -> None:
    """S2.3-note.charge: days with work are counted as whole days, and another count needs a reason."""
    desk.do("charge.record", 20, actor="BS1")
    assert desk.rows("charge", "days, amount", ticket=20) == [(2, 3600)]
    desk.do("charge.record", 20, days=1.5, reason="half a day of travel", actor="BS1")
    assert desk.rows("charge", "days, amount", ticket=20) == [(1.5, 2700)]
    seq = desk.value("action", "max(seq)", ticket=20)
    desk.do("ticket.correct", 20, seq=seq, reason="no travel", actor="BS1")
    assert desk.rows("charge", "days, amount", ticket=20) == [(2, 3600)], "the charge before counts again"
    desk.do("charge.record", 20, days=1.1, reason="as agreed", actor="BS1")
    assert desk.value("charge", "amount", ticket=20) == 1980, "rounded to hundredths"


def test_half_days_if_the_contract_has_them(desk: Workbench) -> None:
    """S2.3-note.charge: a contract with half days counts the second day of T-020 as half a day."""
    desk.do("contract.edit", id="CT-08", rounding="half_day")
    desk.do("charge.record", 20, actor="BS1")
    assert desk.rows("charge", "days, amount", ticket=20) == [(1.5, 2700)]


def test_the_emergency_starts_with_the_customers_notice(desk: Workbench) -> None:
    """S5.5-major.arrive: the sixty minutes run from the customer's notice, which cannot be in the future."""
    fields = {"reason": "all outlets down", "actor": "LE1"}
    desk.fails(BadData, "emergency.declare", 69, notice_at="2026-11-22T10:00:00+08:00", **fields)
    desk.do("emergency.declare", 69, notice_at="2026-11-22T09:30:00+08:00", **fields)
    start = desk.value("clock", "start", ticket=69, clause="S5.5-major.arrive")
    assert start == instant(NOW) - 600
    refusal = desk.refused("emergency.revoke", 69, "S5.5-major-1", reason="no", actor="EN1")
    assert refusal.hint == "deskctl emergency revoke T-069 --reason no --actor LE1"


def test_replacing_another_persons_draft_gives_a_notice(desk: Workbench) -> None:
    """A notice quotes the text that is replaced in another person's draft; replacing one's own text gives none."""
    desk.do("report.write", 66, cause="worn fan", actor="EN1")
    assert not desk.do("report.write", 66, cause="worn fan and dust", method="x", actor="EN1").notices
    (notice,) = desk.do("report.write", 66, cause="loose cable", actor="EN2").notices
    assert notice.text() == "The cause in the draft of EN1 was replaced; it was: worn fan and dust"


def test_a_mail_is_evidence_of_feedback(desk: Workbench) -> None:
    """A mail is recorded as evidence of feedback, and a mail of another customer is refused."""
    wrong = desk.fails(Refused, "feedback.satisfied", 64, by_contact="P-0401", mail="ML-001")
    assert wrong.code == "wrong_customer"
    desk.do("feedback.satisfied", 64, by_contact="P-0401", mail="ML-003")
    (data,) = desk.rows("action", "data", ticket=64, event="satisfied")[-1]
    assert json.loads(data)["mail"] == "ML-003"


def test_a_notification_needs_a_person(desk: Workbench) -> None:
    """A notification without a person is meant for the owner, and without an owner it is refused."""
    number = desk.opened(severity="severe")
    assert desk.fails(BadData, "ticket.notify", number).field == "to"  # type: ignore[attr-defined]
    assert "engineer_notified" not in desk.events(number)
    assert desk.do("ticket.notify", number, to="EN1").events == ("engineer_notified",)
