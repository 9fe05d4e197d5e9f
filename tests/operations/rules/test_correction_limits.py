"""The limits of corrections: who may correct an action, and what depends on it."""

from datetime import datetime
from typing import Any

import pytest
from workbench import Workbench

from deskctl.errors import Refused

PARTS = {"cause": "a", "method": "b", "result": "c"}


@pytest.fixture
def closed(desk: Workbench) -> int:
    """Return a closed ticket."""
    ticket = desk.opened(severity="general")
    desk.do("ticket.resolve", ticket)
    desk.do("report.issue", ticket, **PARTS)
    desk.do("report.send", ticket)
    desk.do("feedback.satisfied", ticket, by_contact="P-0101")
    desk.do("ticket.close", ticket)
    return ticket


def _refused(desk: Workbench, ticket: int, seq: Any, actor: str) -> Refused:
    error = desk.fails(Refused, "ticket.correct", ticket, actor=actor, seq=seq, reason="x")
    assert isinstance(error, Refused)
    return error


def test_a_consent_is_corrected_by_its_recorder(desk: Workbench) -> None:
    """A consent can be corrected by the person who recorded it, even though it came from the customer."""
    done = desk.do("remote.consent", 71, actor="HL1", by_contact="P-0702", how="phone")
    assert _refused(desk, 71, done.action, "EN1").code == "not_yours"
    desk.do("ticket.correct", 71, actor="HL1", seq=done.action, reason="he said no")


def test_the_remedy_names_a_lead_who_can(desk: Workbench) -> None:
    """The remedy names a lead who can perform it."""
    done = desk.do("ticket.note", 71, actor="HL1", text="x")
    remedy = _refused(desk, 71, done.action, "EN1").remedy
    assert remedy is not None
    desk.do(remedy.do, 71, actor=remedy.who, **{**remedy.fields, "reason": "x"})


def test_a_reopening_is_not_corrected_to_close_the_ticket(desk: Workbench, closed: int) -> None:
    """A reopening cannot be corrected to close the ticket again, because closing has gates."""
    reopened = desk.do("ticket.reopen", closed, symptom=False)
    error = _refused(desk, closed, reopened.action, "LE1")
    assert (error.code, error.hint) == ("order", f"deskctl ticket resolve T-{closed:03d}")


def test_a_recent_closing_can_be_corrected(desk: Workbench, closed: int) -> None:
    """A closing that was just recorded can be corrected, and then the actions before it as well."""
    events = desk.events(closed)
    desk.do("ticket.correct", closed, seq=len(events), reason="too early")
    desk.do("ticket.correct", closed, seq=events.index("report_issued") + 1, reason="wrong cause")
    assert desk.fails(Refused, "ticket.close", closed).code == "report_missing"


def test_a_missing_right_names_its_clause(desk: Workbench) -> None:
    """A diagnosis can be corrected by technical staff only, and the refusal names the clause of that right."""
    found = desk.do("diagnosis.record", 71, fault_class="soft", cause="x")
    refused = _refused(desk, 71, found.action, "BS1")
    assert (refused.code, refused.clause) == ("not_yours", "S5.2-1")


def test_an_action_in_the_future_is_corrected_by_the_lead(desk: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """An action with a time in the future blocks nothing, and the lead can correct it."""
    monkeypatch.setattr("workbench.NOW", datetime.fromisoformat("2027-11-22T09:40:00+08:00"))
    ahead = desk.do("ticket.resolve", 71)
    monkeypatch.undo()
    desk.do("ticket.resolve", 71, answer="today")
    assert _refused(desk, 71, ahead.action, "EN1").code == "not_yours"
    desk.do("ticket.correct", 71, actor="LE1", seq=ahead.action, reason="the clock was wrong")
    assert desk.status(71) == "resolved"


@pytest.mark.parametrize(
    ("event", "alternative"), [("onsite_requested", "visit.cancel"), ("level_changed", "ticket.set-level")]
)
def test_consequences_of_a_severity_are_not_corrected_alone(desk: Workbench, event: str, alternative: str) -> None:
    """The visit and the level that follow from a severity are corrected together with it, not alone."""
    ticket = desk.opened(severity="general", level="routine")
    desk.do("ticket.set-severity", ticket, actor="HL1", to="severe", by_contact="P-0101")
    events = desk.events(ticket)
    error = _refused(desk, ticket, events.index(event) + 1, "HL1")
    assert error.code == "order"
    assert error.remedy
    assert error.remedy.do == alternative
    desk.do("ticket.correct", ticket, actor="HL1", seq=events.index("severity_changed") + 1, reason="misheard")
    assert desk.events(ticket).count("corrected") == 1 + len({"level_changed", "onsite_requested"})
