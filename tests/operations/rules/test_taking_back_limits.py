"""The limits of taking back: whose step it is, of which day, and what rests on it."""

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


def test_the_word_of_a_contact_is_taken_back_by_who_typed_it(desk: Workbench) -> None:
    """Whose word it is and who recorded it are two persons."""
    done = desk.do("remote.consent", 71, actor="HL1", by_contact="P-0702", how="phone")
    assert _refused(desk, 71, done.action, "EN1").code == "not_yours"
    desk.do("ticket.correct", 71, actor="HL1", seq=done.action, reason="he said no")


def test_the_remedy_names_a_lead_who_can(desk: Workbench) -> None:
    """What it says works when that person does it."""
    done = desk.do("ticket.note", 71, actor="HL1", text="x")
    remedy = _refused(desk, 71, done.action, "EN1").remedy
    assert remedy is not None
    desk.do(remedy.do, 71, actor=remedy.who, **{**remedy.fields, "reason": "x"})


def test_a_reopening_is_not_taken_back_to_close_the_ticket(desk: Workbench, closed: int) -> None:
    """The report could be taken back meanwhile: closing again goes through its gates."""
    reopened = desk.do("ticket.reopen", closed, symptom=False)
    error = _refused(desk, closed, reopened.action, "LE1")
    assert (error.code, error.hint) == ("order", f"deskctl ticket resolve T-{closed:03d}")


def test_a_closing_just_recorded_is_taken_back(desk: Workbench, closed: int) -> None:
    """Nothing else rests on it; then what it rested on may go as well."""
    events = desk.events(closed)
    desk.do("ticket.correct", closed, seq=len(events), reason="too early")
    desk.do("ticket.correct", closed, seq=events.index("report_issued") + 1, reason="wrong cause")
    assert desk.fails(Refused, "ticket.close", closed).code == "report_missing"


def test_who_lacks_the_right_is_named_its_clause(desk: Workbench) -> None:
    """What only the technical staff find out is taken back by them alone, as the clause of that right says."""
    found = desk.do("diagnosis.record", 71, fault_class="soft", cause="x")
    refused = _refused(desk, 71, found.action, "BS1")
    assert (refused.code, refused.clause) == ("not_yours", "S5.2-1")


def test_a_step_of_a_clock_ahead_is_for_the_lead(desk: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds up nothing, and the lead takes it back."""
    monkeypatch.setattr("workbench.NOW", datetime.fromisoformat("2027-11-22T09:40:00+08:00"))
    ahead = desk.do("ticket.resolve", 71)
    monkeypatch.undo()
    desk.do("ticket.resolve", 71, answer="today")
    assert _refused(desk, 71, ahead.action, "EN1").code == "not_yours"
    desk.do("ticket.correct", 71, actor="LE1", seq=ahead.action, reason="the clock was wrong")
    assert desk.status(71) == "resolved"


@pytest.mark.parametrize(
    ("event", "instead"), [("onsite_requested", "visit.cancel"), ("level_changed", "ticket.set-level")]
)
def test_what_follows_from_a_severity_is_not_taken_back_alone(desk: Workbench, event: str, instead: str) -> None:
    """The visit and the level of a severe fault, and their clocks, go with the severity only."""
    ticket = desk.opened(severity="general", level="routine")
    desk.do("ticket.set-severity", ticket, actor="HL1", to="severe", by_contact="P-0101")
    events = desk.events(ticket)
    error = _refused(desk, ticket, events.index(event) + 1, "HL1")
    assert error.code == "order"
    assert error.remedy
    assert error.remedy.do == instead
    desk.do("ticket.correct", ticket, actor="HL1", seq=events.index("severity_changed") + 1, reason="misheard")
    assert desk.events(ticket).count("corrected") == 1 + len({"level_changed", "onsite_requested"})
