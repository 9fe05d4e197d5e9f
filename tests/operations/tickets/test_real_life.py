"""Steps of real days: pauses that end, reopenings with their visit, tickets that follow, levels that go along."""

import json
from datetime import datetime

import pytest
from workbench import NOW, Workbench


def _clocks(desk: Workbench, ticket: int, milestone: str) -> list[str]:
    rows = desk.rows("clock", "outcome", order="n", ticket=ticket, milestone=milestone)
    return [outcome for (outcome,) in rows]


def test_a_pause_ends_at_the_next_opening_unless_given(desk: Workbench) -> None:
    """Sunday's pause ends on Monday at nine, and says so (rule 19)."""
    desk.do("ticket.pause", 71, reason="customer_no_access", by_contact="P-0702")
    until = json.loads(desk.value("action", "data", ticket=71, event="paused"))["until"]
    assert datetime.fromisoformat(until) == datetime.fromisoformat("2026-11-23T09:00:00+08:00")


def test_a_pause_that_is_too_long_is_refused(desk: Workbench) -> None:
    """Five working days are the longest (rule 19)."""
    given = {"reason": "customer_request", "by_contact": "P-0702", "until": "2026-12-01T09:00:00+08:00"}
    assert desk.refused("ticket.pause", 71, None, **given).code == "too_long"


def test_taking_a_reopening_back_takes_its_visit_back(desk: Workbench) -> None:
    """A reopened severe ticket asks for a visit; if the reopening was a mistake, nobody need come (rule 13)."""
    ticket = desk.opened(severity="severe")
    desk.do("ticket.resolve", ticket)
    desk.do("ticket.reopen", ticket, symptom=True, reason="again", actor="HL1")
    assert desk.events(ticket)[-2:] == ["reopened", "onsite_requested"]
    assert "open" in _clocks(desk, ticket, "departed")
    seq = desk.value("action", "seq", ticket=ticket, event="reopened")
    desk.do("ticket.correct", ticket, seq=seq, reason="wrong ticket", actor="HL1")
    assert desk.status(ticket) == "resolved"
    assert "open" not in _clocks(desk, ticket, "departed")


def test_a_raised_severity_takes_the_level_along(desk: Workbench) -> None:
    """Severe is urgent at least; taking the raise back takes the level and the visit back (rule 18)."""
    ticket = desk.opened(severity="general")
    desk.do("ticket.set-severity", ticket, to="severe", by_contact="P-0101", actor="HL1")
    assert desk.value("ticket", "level", number=ticket) == "urgent"
    seq = desk.value("action", "seq", ticket=ticket, event="severity_changed")
    desk.do("ticket.correct", ticket, seq=seq, reason="wrong ticket", actor="HL1")
    assert desk.rows("ticket", "severity, level", number=ticket) == [("general", "routine")]


def test_an_incident_without_a_severity_is_general(desk: Workbench) -> None:
    """It is assumed, and the ticket says so (rule 18)."""
    ticket = desk.opened()
    columns = "severity, severity_initial, severity_chosen_by, level"
    assert desk.rows("ticket", columns, number=ticket) == [("general", "general", "assumed", "routine")]


def test_a_ticket_follows_one_of_the_same_customer(desk: Workbench) -> None:
    """The new ticket names the old one, and another customer's is refused (rule 13)."""
    following = desk.opened(contact="P-0501", follows="T-062")
    assert desk.value("ticket", "follows", number=following) == 62
    refused = desk.refused("ticket.open", None, None, contact="P-0101", title="again", follows="T-062")
    assert refused.code == "wrong_customer"


@pytest.mark.parametrize("answer", [True, False])
def test_who_was_on_site_can_be_put_right(desk: Workbench, answer: bool) -> None:
    """The promises run as if it had been said right at the call (rule 17)."""
    ticket = desk.opened(severity="severe", engineer_on_site=not answer)
    assert bool(_clocks(desk, ticket, "engineer_response")) is answer
    desk.do("ticket.set-on-site", ticket, value=answer, reason="he told us")
    assert bool(_clocks(desk, ticket, "engineer_response")) is not answer
    assert NOW
