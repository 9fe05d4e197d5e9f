"""Real-life rules for operations: pauses, reopenings, following tickets, and levels that follow a severity."""

import json
from datetime import datetime

import pytest
from workbench import NOW, Workbench


def _clocks(desk: Workbench, ticket: int, milestone: str) -> list[str]:
    rows = desk.rows("clock", "outcome", order="n", ticket=ticket, milestone=milestone)
    return [outcome for (outcome,) in rows]


def test_a_pause_ends_at_the_next_opening_unless_given(desk: Workbench) -> None:
    """A pause of a Sunday without an agreed end lasts until Monday at nine, and the action records this (rule 19)."""
    desk.do("ticket.pause", 71, reason="customer_no_access", by_contact="P-0702")
    until = json.loads(desk.value("action", "data", ticket=71, event="paused"))["until"]
    assert datetime.fromisoformat(until) == datetime.fromisoformat("2026-11-23T09:00:00+08:00")


def test_a_pause_that_is_too_long_is_refused(desk: Workbench) -> None:
    """A pause of more than five working days is refused (rule 19)."""
    fields = {"reason": "customer_request", "by_contact": "P-0702", "until": "2026-12-01T09:00:00+08:00"}
    assert desk.refused("ticket.pause", 71, None, **fields).code == "too_long"


def test_correcting_a_reopening_corrects_its_visit(desk: Workbench) -> None:
    """Correcting the reopening of a severe ticket also corrects the request for its visit (rule 13)."""
    ticket = desk.opened(severity="severe")
    desk.do("ticket.resolve", ticket)
    desk.do("ticket.reopen", ticket, symptom=True, reason="again", actor="HL1")
    assert desk.events(ticket)[-2:] == ["reopened", "onsite_requested"]
    assert "open" in _clocks(desk, ticket, "departed")
    seq = desk.value("action", "seq", ticket=ticket, event="reopened")
    desk.do("ticket.correct", ticket, seq=seq, reason="wrong ticket", actor="HL1")
    assert desk.status(ticket) == "resolved"
    assert "open" not in _clocks(desk, ticket, "departed")


def test_a_raised_severity_raises_the_level(desk: Workbench) -> None:
    """Raising the severity raises the level, and a correction restores level and visit (rule 18)."""
    ticket = desk.opened(severity="general")
    desk.do("ticket.set-severity", ticket, to="severe", by_contact="P-0101", actor="HL1")
    assert desk.value("ticket", "level", number=ticket) == "urgent"
    seq = desk.value("action", "seq", ticket=ticket, event="severity_changed")
    desk.do("ticket.correct", ticket, seq=seq, reason="wrong ticket", actor="HL1")
    assert desk.rows("ticket", "severity, level", number=ticket) == [("general", "routine")]


def test_an_incident_without_a_severity_is_general(desk: Workbench) -> None:
    """An incident without a given severity is general, and the ticket records that this was assumed (rule 18)."""
    ticket = desk.opened()
    columns = "severity, severity_initial, severity_chosen_by, level"
    assert desk.rows("ticket", columns, number=ticket) == [("general", "general", "assumed", "routine")]


def test_a_ticket_follows_one_of_the_same_customer(desk: Workbench) -> None:
    """A ticket can follow an earlier ticket of the same customer, not one of another customer (rule 13)."""
    following = desk.opened(contact="P-0501", follows="T-062")
    assert desk.value("ticket", "follows", number=following) == 62
    refused = desk.refused("ticket.open", None, None, contact="P-0101", title="again", follows="T-062")
    assert refused.code == "wrong_customer"


@pytest.mark.parametrize("answer", [True, False])
def test_the_presence_of_an_engineer_can_be_corrected(desk: Workbench, answer: bool) -> None:
    """A corrected presence on site leads to the clocks that it would have led to at the call (rule 17)."""
    ticket = desk.opened(severity="severe", engineer_on_site=not answer)
    assert bool(_clocks(desk, ticket, "engineer_response")) is answer
    desk.do("ticket.set-on-site", ticket, value=answer, reason="he told us")
    assert bool(_clocks(desk, ticket, "engineer_response")) is not answer
    assert NOW


@pytest.mark.parametrize("first", [True, False])
def test_an_answer_that_proves_right_after_all_owes_the_visit_again(desk: Workbench, first: bool) -> None:
    """Nobody on site, then somebody, then nobody after all: the visit is owed from the call as at first (rule 17)."""
    ticket = desk.opened(severity="severe", engineer_on_site=first)
    if first:
        desk.do("ticket.set-on-site", ticket, value=False, reason="a slip")
    owed = [_clocks(desk, ticket, milestone) for milestone in ("departed", "arrived")]
    desk.do("ticket.set-on-site", ticket, value=True, reason="he told us")
    waived = [_clocks(desk, ticket, milestone) for milestone in ("departed", "arrived")]
    wrong = desk.do("ticket.set-on-site", ticket, value=False, reason="that was another site")
    assert [_clocks(desk, ticket, milestone) for milestone in ("departed", "arrived")] == owed
    desk.do("ticket.correct", ticket, seq=wrong.action, reason="he is there", actor="LE1")
    assert [_clocks(desk, ticket, milestone) for milestone in ("departed", "arrived")] == waived


def test_a_corrected_site_asks_who_is_there(desk: Workbench) -> None:
    """An engineer was taken to be on the site that was wrong, so the edit says how to correct that too (rule 17)."""
    ticket = desk.opened(severity="severe", site="S-0101", engineer_on_site=True)
    done = desk.do("ticket.edit", ticket, site="S-0102")
    assert [f"ticket set-on-site T-{ticket:03d} --no" in notice.text() for notice in done.notices] == [True]
    assert not desk.do("ticket.edit", ticket, title="another title").notices
    desk.do("ticket.set-on-site", ticket, value=False, reason="not at that site")
    assert not desk.do("ticket.edit", ticket, site="S-0103").notices
