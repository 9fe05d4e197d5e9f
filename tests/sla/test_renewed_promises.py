"""Promises that a reopening makes again, and presence on site counted for each engineer."""

from dataclasses import replace

import pytest
from builders import Ticket, a_ticket, given
from clauses import GENERAL_ARRIVE

FIX, LOANER, DEPART = "S5.5-normal-1.fix", "S5.5-normal-2", "S5.5-normal-1.onsite"
PHONE, RESPOND, REPLY = "S5.5-normal-1.phone", "S3-matrix-severe.respond", "S2.3-full-urgent.reply"
CALLED = a_ticket(severity="severe").reported("Mon 10:00").did("engineer_response", "Mon 10:10")
REQUESTED = CALLED.did("onsite_requested", "Mon 10:15")


def starts(ticket: Ticket, clause: str) -> list[str | None]:
    """Return when the clocks of a clause started."""
    return [given(clock.start) for clock in ticket.clocks(clause)]


def by(ticket: Ticket, actor: str, event: str, when: str) -> Ticket:
    """Record an action of one engineer."""
    done = ticket.did(event, when)
    return replace(done, facts=(*done.facts[:-1], done.facts[-1]._replace(actor=actor)))


def departure(ticket: Ticket) -> tuple[str, str | None]:
    """Return the outcome of the departure for the second request, and when it counts as kept."""
    clock = ticket.clocks(DEPART)[1]
    return clock.outcome, given(clock.stop)


def test_a_cancelled_visit_is_not_promised_again() -> None:
    """A reopening renews the promises of the call, not those of a visit that was requested and cancelled."""
    ticket = REQUESTED.did("onsite_cancelled", "Mon 10:40").did("resolved", "Mon 11:00")
    ticket = ticket.did("reopened", "Mon 12:00", symptom=True)
    assert starts(ticket, "S3-matrix-severe.arrive") == ["Mon 10:00", "Mon 12:00"]
    assert starts(ticket, "S2.3-urgent.arrive") == ["Mon 10:15"]


def test_a_loaner_for_a_new_fault_counts_from_the_reopening() -> None:
    """The loaner's time counts from the fault at first, and from a reopening days later after that, as the fix does."""
    ticket = a_ticket().occurred("Mon 07:00").reported("Mon 09:00").did("diagnosed", "Mon 10:00", fault_class="hard")
    ticket = ticket.did("resolved", "Mon 11:00").did("reopened", "Wed 15:00", symptom=True)
    assert starts(ticket, FIX) == ["Mon 09:00", "Wed 15:00"]
    assert starts(ticket, LOANER) == ["Mon 07:00", "Wed 15:00"]


def test_an_arrival_after_a_reopening_is_not_for_the_call() -> None:
    """An arrival after the reopening keeps the renewed promise, not the one that the resolution ended."""
    ticket = CALLED.did("resolved", "Mon 11:00").did("reopened", "Mon 12:00", symptom=True).did("arrived", "Mon 12:30")
    assert [given(clock.stop) for clock in ticket.clocks("S3-matrix-severe.arrive")] == [None, "Mon 12:30"]


def test_the_first_response_is_promised_once() -> None:
    """A reopening for a new fault renews the promise of the fix, not that of the first response, which was kept."""
    ticket = a_ticket().reported("Mon 09:00").did("first_response", "Mon 09:05").did("resolved", "Mon 11:00")
    ticket = ticket.did("reopened", "next Mon 12:00", symptom=True)
    assert starts(ticket, FIX) == ["Mon 09:00", "next Mon 12:00"]
    assert starts(ticket, PHONE) == ["Mon 09:00"]


def test_a_response_during_a_lower_severity_counts_up_to_the_due_time() -> None:
    """A response while the severity was lower counts for the raised severity only if it came by the due time."""
    outcomes = {}
    for when in ("Mon 10:30", "Mon 10:31"):
        ticket = a_ticket(severity="severe").reported("Mon 10:00").did("severity_changed", "Mon 10:10", to="general")
        ticket = ticket.did("engineer_response", when).did("severity_changed", "Mon 10:40", to="severe")
        outcomes[when] = ticket.outcome(RESPOND)
    assert outcomes == {"Mon 10:30": "not_needed", "Mon 10:31": "missed"}


def test_a_departure_for_a_cancelled_visit_does_not_count_again() -> None:
    """A new request needs a new departure if the engineer set out for a visit that was cancelled."""
    ticket = by(REQUESTED, "EN1", "departed", "Mon 10:20").did("onsite_cancelled", "Mon 10:40")
    assert departure(ticket.did("onsite_requested", "Mon 11:00")) == ("open", None)


def test_an_engineer_on_site_remains_there_after_a_cancellation() -> None:
    """An engineer who arrived before the visit was cancelled need not depart again, even if a colleague turned back."""
    turned_back = by(REQUESTED, "EN1", "departed", "Mon 10:20")
    ticket = by(turned_back, "EN2", "arrived", "Mon 10:35").did("onsite_cancelled", "Mon 10:40")
    assert departure(ticket.did("onsite_requested", "Mon 11:00")) == ("not_needed", "Mon 10:35")
    ticket = by(turned_back, "EN1", "arrived", "Mon 10:35").did("onsite_cancelled", "Mon 10:40")
    assert departure(ticket.did("onsite_requested", "Mon 11:00")) == ("not_needed", "Mon 10:20")


@pytest.mark.parametrize("step", ["departed", "arrived"])
def test_who_is_there_or_on_the_way_is_announced_by_that(step: str) -> None:
    """No word about who comes is owed while an engineer is there or on the way, for a new request or a reopening."""
    ticket = a_ticket(level="full_urgent", severity="severe").reported("Mon 10:00").did("onsite_requested", "Mon 10:00")
    ticket = by(ticket, "EN1", step, "Mon 10:20").did("resolved", "Mon 11:00")
    ticket = ticket.did("reopened", "Mon 11:10", symptom=True).did("onsite_requested", "Mon 11:10")
    assert [clock.outcome for clock in ticket.clocks(REPLY)] == ["met", "not_needed"]
    left = by(ticket, "EN1", "left_site", "Mon 12:00").did("onsite_requested", "Mon 13:00")
    assert (starts(left, REPLY)[-1], left.clocks(REPLY)[-1].outcome) == ("Mon 13:00", "open")


@pytest.mark.parametrize("end", ["left_site", "onsite_cancelled"])
def test_a_visit_that_is_over_is_not_owed_at_a_lower_severity(end: str) -> None:
    """Lowering the severity after the visit, or after the customer waived it, starts no arrival; a new request does."""
    ticket = REQUESTED if end == "onsite_cancelled" else by(REQUESTED, "EN1", "arrived", "Mon 10:40")
    ticket = by(ticket, "EN1", end, "Mon 11:00").did("severity_changed", "Mon 12:00", to="general")
    assert starts(ticket, GENERAL_ARRIVE) == []
    assert starts(ticket.did("onsite_requested", "Mon 13:00"), GENERAL_ARRIVE) == ["Mon 13:00"]


LOWERED = a_ticket(level="urgent", severity="severe").reported("Mon 10:00").did("onsite_requested", "Mon 10:00")
LOWERED = LOWERED.did("engineer_response", "Mon 10:10").did("severity_changed", "Mon 11:50", to="general")
ARRIVE = "S3-matrix-severe.arrive"


def test_what_ends_too_late_while_the_severity_is_lower_leaves_the_breach() -> None:
    """A waiver or a resolution after the due time ends no promise of a severity that returns later (rule 14)."""
    for end in ("second_workday_agreed", "onsite_cancelled", "resolved"):
        ticket = LOWERED.did(end, "Mon 12:30")
        assert ticket.outcome(ARRIVE) == "superseded"
        raised = ticket.did("severity_changed", "Mon 13:00", to="severe")
        assert raised.state(ARRIVE, "Mon 13:30") in {"missed", "overdue"}, end


def test_what_is_not_needed_while_the_severity_is_lower_stays_so() -> None:
    """A resolution by the due time leaves nothing to do for the promise of a severity that returns later (rule 14)."""
    ticket = LOWERED.did("resolved", "Mon 11:55").did("severity_changed", "Mon 13:00", to="severe")
    assert ticket.outcome(ARRIVE) == "not_needed"


def test_an_agreement_at_a_lower_severity_does_not_cover_the_raised_one() -> None:
    """What the customer agreed to while it was general gives no more time once it is severe again (rules 7 and 14)."""
    agreed = LOWERED.did("second_workday_agreed", "Mon 11:55")
    raised = agreed.did("severity_changed", "Mon 11:58", to="severe")
    assert (raised.due(ARRIVE), raised.outcome(ARRIVE)) == ("Mon 12:00", "open")
    assert raised.did("arrived", "Mon 12:20").outcome(ARRIVE) == "missed"
