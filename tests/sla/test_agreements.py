"""Rule 7: an agreement on a later visit concerns that visit, and ends when things get worse."""

from typing import Any

import pytest
from builders import Ticket, a_ticket, given
from clauses import FIX, GENERAL_ARRIVE, MAJOR_ARRIVE, MAJOR_RESOLVE, REACT, SECOND_DAY, SEVERE_ARRIVE, URGENT_ARRIVE

CALLED = a_ticket(severity="general").reported("Mon 10:00").did("engineer_response", "Mon 10:05")
REQUESTED = CALLED.did("onsite_requested", "Mon 10:10")
LATER = {"kind": "looser", "milestone": "arrived", "by": "2026-11-03T12:00:00+08:00", "accepted": True}
AGREEMENTS: list[tuple[str, dict[str, Any]]] = [("second_workday_agreed", {}), ("requested_response_set", LATER)]
FULL_ARRIVE = "S2.3-full-urgent.arrive"


def kept(agreement: tuple[str, dict[str, Any]]) -> Ticket:
    """Return a ticket with an agreement made twice and kept: the engineer came on Tuesday and left."""
    event, data = agreement
    ticket = REQUESTED.did(event, "Mon 10:15", **data).did(event, "Mon 11:00", **data)
    return ticket.did("arrived", "Tue 10:40").did("left_site", "Tue 11:30")


def last(ticket: Ticket, clause: str) -> tuple[str | None, str]:
    """Return the start and the outcome of the last clock of a clause."""
    clock = ticket.clocks(clause)[-1]
    return given(clock.start), clock.outcome


@pytest.mark.parametrize("agreement", AGREEMENTS)
class TestKept:
    """What was agreed for one visit says nothing about the next."""

    def test_a_new_request_is_promised_as_ever(self, agreement: tuple[str, dict[str, Any]]) -> None:
        """A visit that is requested after the agreed one has its own clocks."""
        ticket = kept(agreement).did("onsite_requested", "Wed 10:00")
        clauses = (REACT, GENERAL_ARRIVE, URGENT_ARRIVE)
        assert {last(ticket, clause) for clause in clauses} == {("Wed 10:00", "open")}
        renewed = [clock.clause for clock in ticket.derived().clocks if given(clock.start) == "Wed 10:00"]
        assert SECOND_DAY not in renewed

    def test_a_raised_severity_after_it_is_promised_as_ever(self, agreement: tuple[str, dict[str, Any]]) -> None:
        """A severity that is raised days later starts its arrival."""
        ticket = kept(agreement).did("severity_changed", "Thu 10:00", to="severe")
        assert last(ticket, SEVERE_ARRIVE) == ("Thu 10:00", "open")

    def test_a_raised_severity_after_a_reopening_is_promised_as_ever(
        self, agreement: tuple[str, dict[str, Any]]
    ) -> None:
        """A fault that is back and now severe is not covered by what was agreed for the first one."""
        ticket = kept(agreement).did("resolved", "Tue 12:00").did("reopened", "next Mon 10:00", symptom=True)
        ticket = ticket.did("severity_changed", "next Mon 10:02", to="severe")
        assert last(ticket, SEVERE_ARRIVE) == ("next Mon 10:02", "open")

    def test_an_emergency_after_it_is_promised_as_ever(self, agreement: tuple[str, dict[str, Any]]) -> None:
        """An emergency days later keeps its arrival and its resolution."""
        ticket = kept(agreement).emergency("Thu 10:00")
        assert (ticket.outcome(MAJOR_ARRIVE), ticket.outcome(MAJOR_RESOLVE)) == ("open", "open")


@pytest.mark.parametrize("agreement", AGREEMENTS)
class TestWorse:
    """Rules 4, 5 and 15: what starts because it got worse is promised, although the agreed visit is still to come."""

    def test_a_raised_severity(self, agreement: tuple[str, dict[str, Any]]) -> None:
        """The arrival of a raised severity starts at the change, and what was waived remains waived."""
        ticket = REQUESTED.did(agreement[0], "Mon 10:15", **agreement[1])
        ticket = ticket.did("severity_changed", "Mon 11:00", to="severe")
        assert (ticket.outcome(SEVERE_ARRIVE), ticket.outcome(FIX)) == ("open", "waived")

    def test_a_raised_level(self, agreement: tuple[str, dict[str, Any]]) -> None:
        """The arrival of a raised level starts at the change."""
        ticket = REQUESTED.did(agreement[0], "Mon 10:15", **agreement[1])
        assert ticket.did("level_changed", "Mon 11:00", to="full_urgent").outcome(FULL_ARRIVE) == "open"

    def test_an_emergency(self, agreement: tuple[str, dict[str, Any]]) -> None:
        """The emergency promises hold from the notice; an agreement made after it waives them."""
        ticket = REQUESTED.did(agreement[0], "Mon 10:15", **agreement[1]).emergency("Mon 11:00")
        assert (ticket.outcome(MAJOR_ARRIVE), ticket.outcome(MAJOR_RESOLVE)) == ("open", "open")
        assert ticket.did(agreement[0], "Mon 11:10", **agreement[1]).outcome(MAJOR_ARRIVE) == "waived"

    def test_a_lowered_severity_starts_nothing_nearer(self, agreement: tuple[str, dict[str, Any]]) -> None:
        """Lowering the severity does not bring the agreed visit forward."""
        ticket = a_ticket().reported("Mon 10:00").did("onsite_requested", "Mon 10:00")
        ticket = ticket.did(agreement[0], "Mon 10:15", **agreement[1])
        assert ticket.did("severity_changed", "Mon 11:00", to="general").outcome(GENERAL_ARRIVE) == "waived"


def test_consent_for_a_second_request_is_no_promise_for_the_first() -> None:
    """The second working day is promised for the request that it was agreed for, not for one that is over."""
    ticket = REQUESTED.did("arrived", "Mon 10:40").did("left_site", "Mon 11:00").did("onsite_requested", "Mon 12:00")
    ticket = ticket.did("second_workday_agreed", "Mon 12:05")
    assert [given(clock.start) for clock in ticket.clocks(SECOND_DAY)] == ["Mon 12:00"]


def test_a_revoked_emergency_leaves_the_agreement_in_force() -> None:
    """What the customer agreed to covers a later request again once the emergency is revoked (rules 5 and 7)."""
    ticket = a_ticket(level="urgent", severity="general").reported("Mon 09:00").did("onsite_requested", "Mon 10:00")
    ticket = ticket.did("second_workday_agreed", "Mon 10:10").did("emergency_declared", "Mon 10:30")
    assert ticket.outcome("S5.5-major.arrive") == "open"
    ticket = ticket.did("emergency_revoked", "Mon 11:45")
    assert ticket.did("onsite_requested", "Mon 12:00").clocks("S5.5-normal-1.onsite")[-1].outcome == "waived"
    assert ticket.outcome("S5.5-major.arrive") == "missed"


def test_a_second_request_changes_nothing_about_what_was_agreed() -> None:
    """A request that is repeated while the agreed visit is still to come brings no nearer promise back (rule 7)."""
    ticket = a_ticket(level="urgent", severity="general").reported("Mon 09:00").did("onsite_requested", "Mon 10:00")
    ticket = ticket.did("second_workday_agreed", "Mon 10:10")
    again = ticket.did("onsite_requested", "Mon 12:00")
    for clause in ("S5.5-normal-1.onsite", "S3-matrix-general.arrive", "S2.3-urgent.arrive"):
        assert {clock.outcome for clock in again.clocks(clause)} == {"waived"}
    over = ticket.did("arrived", "Mon 11:00").did("left_site", "Mon 11:30").did("onsite_requested", "Mon 12:00")
    assert over.clocks("S5.5-normal-1.onsite")[-1].outcome == "open"
