"""Gates hold on the ways around them: a reopening, an arrival without a departure, a correction."""

from collections.abc import Callable
from datetime import datetime

import pytest
from workbench import Workbench

from deskctl.errors import Refused

At = Callable[[str], datetime]
PARTS = {"cause": "a", "method": "b", "result": "c"}


def refused(desk: Workbench, name: str, ticket: int, /, **given: object) -> str | None:
    """Try an operation that must be refused, and return the code."""
    error = desk.fails(Refused, name, ticket, **given)
    assert isinstance(error, Refused)
    return error.code


def corrected(desk: Workbench, ticket: int, event: str) -> None:
    """Correct the last action of an event."""
    events = desk.events(ticket)
    last = len(events) - events[::-1].index(event)
    desk.do("ticket.correct", ticket, seq=last, reason="typed on the wrong ticket", actor="LE1")


def test_a_permission_ends_with_the_ticket(desk: Workbench, at: At) -> None:
    """A permission holds until the ticket is closed (S5.2-2); a session before the closing may still be recorded."""
    ticket = desk.opened(severity="general", reported_at=at("08:00").isoformat())
    desk.do("remote.consent", ticket, by_contact="P-0101", how="phone", when=at("08:10"))
    desk.do("ticket.resolve", ticket, when=at("08:30"))
    desk.do("report.issue", ticket, when=at("08:31"), **PARTS)
    desk.do("report.send", ticket, when=at("08:32"))
    desk.do("feedback.satisfied", ticket, by_contact="P-0101", when=at("08:33"))
    desk.do("ticket.close", ticket, when=at("08:40"))
    desk.do("ticket.reopen", ticket, symptom=True, when=at("09:00"))
    assert refused(desk, "remote.start", ticket, when=at("09:10")) == "remote_consent_missing"
    earlier = desk.do("remote.start", ticket, when=at("08:12"))
    (data,) = desk.rows("action", "data", ticket=ticket, seq=len(desk.events(ticket)))
    assert earlier.action == f"T-{ticket:03d}/{len(desk.events(ticket))}"
    assert "contested" not in data[0]
    desk.do("remote.end", ticket, when=at("08:20"))
    desk.do("remote.consent", ticket, by_contact="P-0101", how="phone", when=at("09:11"))
    desk.do("remote.start", ticket, when=at("09:12"))


def test_an_arrival_in_an_emergency_is_prepared_like_a_departure(desk: Workbench) -> None:
    """Whoever arrives without setting out needs the plan or a reason (S5.5-major); whoever is on the way does not."""
    ticket = desk.opened(severity="catastrophic")
    desk.do("visit.depart", ticket, actor="EN2")
    desk.do("emergency.declare", ticket, reason="all outlets are down", actor="LE1")
    assert refused(desk, "visit.arrive", ticket) == "emergency_not_prepared"
    desk.do("visit.arrive", ticket, actor="EN2")
    desk.do("visit.arrive", ticket, override="next door when it happened")


def test_a_reason_for_setting_out_holds_for_the_arrival(desk: Workbench) -> None:
    """A visit at the routine level that began with a reason is not refused at the door (S2.3-routine)."""
    ticket = desk.opened(severity="general", level="routine")
    assert refused(desk, "visit.arrive", ticket) == "visit_not_entitled"
    desk.do("visit.depart", ticket, override="the lead sent me")
    desk.do("visit.arrive", ticket)


@pytest.mark.parametrize("close", [("ticket.close", {}), ("ticket.close-without-answer", {"reason": "no answer"})])
def test_a_corrected_work_log_is_missing_at_the_closing(
    desk: Workbench, at: At, close: tuple[str, dict[str, str]]
) -> None:
    """A visit whose log was undone after the engineer left needs another one before the closing (S3-onsite.log)."""
    ticket = desk.opened(severity="general", level="urgent", reported_at=at("08:00").isoformat())
    desk.do("visit.arrive", ticket, when=at("08:10"))
    desk.do("visit.log", ticket, done="x", when=at("08:30"))
    desk.do("ticket.resolve", ticket, when=at("08:31"))
    desk.do("visit.leave", ticket, when=at("08:40"))
    corrected(desk, ticket, "work_log")
    for name, given in (("report.issue", PARTS), ("report.send", {}), ("feedback.satisfied", {"by_contact": "P-0101"})):
        desk.do(name, ticket, **given)
    assert refused(desk, close[0], ticket, **close[1]) == "visit_not_logged"
    desk.do("visit.log", ticket, done="reseated the board", when=at("08:35"))
    for name, given in (("report.issue", PARTS), ("report.send", {}), ("feedback.satisfied", {"by_contact": "P-0101"})):
        desk.do(name, ticket, **given)
    desk.do(close[0], ticket, **close[1])


def test_a_corrected_check_is_missing_at_the_closing(desk: Workbench) -> None:
    """An upgrade whose checks were undone after the ticket was resolved is not closed without them (S2.C-2)."""
    ticket = desk.opened(kind="upgrade", catalog="C", level="routine", assets=["A-0105"])
    desk.do("upgrade.start", ticket, kind="patch", **{"from": "1", "to": "2"}, rollback="snapshot")
    desk.do("upgrade.finish", ticket)
    desk.do("upgrade.verify", ticket, new=["a"], existing=["b"])
    desk.do("ticket.resolve", ticket)
    corrected(desk, ticket, "verified")
    desk.do("feedback.satisfied", ticket, by_contact="P-0101")
    assert refused(desk, "ticket.close", ticket) == "upgrade_not_verified"


def test_the_word_of_the_customer_is_about_a_resolution_in_force(desk: Workbench) -> None:
    """A question whose resolution was undone, or voided by a reopening, is closed only after another one (S5.4-5)."""
    ticket = desk.opened(kind="question")
    desk.do("ticket.resolve", ticket, answer="use template B")
    desk.do("feedback.satisfied", ticket, by_contact="P-0101")
    corrected(desk, ticket, "resolved")
    assert refused(desk, "ticket.close", ticket) == "customers_word_missing"
    desk.do("ticket.resolve", ticket, answer="use template C")
    desk.do("ticket.reopen", ticket, symptom=True)
    assert refused(desk, "feedback.satisfied", ticket, by_contact="P-0101") == "order"
    desk.do("ticket.resolve", ticket, answer="use template D")
    desk.do("feedback.satisfied", ticket, by_contact="P-0101")
    desk.do("ticket.close", ticket)


def test_a_closing_without_answer_is_approved_by_who_may_close(desk: Workbench) -> None:
    """Neither the hotline nor the lead whom a complaint is about approves a closing without the customer's word."""
    ticket = desk.opened(kind="complaint", about_staff="LE1")
    ending = {"reason": "three calls unanswered", "actor": "MG1"}
    for person in ("HL1", "LE1"):
        error = desk.fails(Refused, "ticket.close-without-answer", ticket, **ending, approved_by=person)
        assert isinstance(error, Refused)
        assert (error.code, "approved_by" in error.remedy.fields if error.remedy else None) == ("not_yours", False)
    desk.do("ticket.close-without-answer", ticket, **ending, approved_by="LE2")


def test_the_window_of_a_voided_resolution_is_over(desk: Workbench) -> None:
    """A ticket closed without an answer after a reopening is reopened within the window of that closing (rule 13)."""
    ticket = desk.opened(kind="question", reported_at="2026-11-02T09:00:00+08:00")
    for name, day, given in (
        ("ticket.resolve", "02", {}),
        ("ticket.reopen", "03", {"symptom": True}),
        ("ticket.close-without-answer", "20", {"reason": "three calls unanswered", "actor": "LE1"}),
    ):
        desk.do(name, ticket, when=datetime.fromisoformat(f"2026-11-{day}T10:00:00+08:00"), **given)
    desk.do("ticket.reopen", ticket, symptom=True, actor="EN1")
    assert desk.status(ticket) == "in_progress"
