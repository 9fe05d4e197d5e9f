"""Whether a ticket is covered, and why a visit is made: of the time of an action, and after corrections (rule 25)."""

from collections.abc import Callable
from datetime import datetime

import pytest
from workbench import Workbench

from deskctl.errors import Refused

At = Callable[[str], datetime]


@pytest.fixture
def ticket(desk: Workbench, at: At) -> int:
    """Return a ticket at the urgent level that was reported at 08:00."""
    return desk.opened(severity="general", level="urgent", reported_at=at("08:00").isoformat())


def _undo(desk: Workbench, ticket: int, event: str) -> None:
    """Correct the first action of an event."""
    desk.do("ticket.correct", ticket, seq=desk.events(ticket).index(event) + 1, reason="mistyped", actor="LE1")


def _code(desk: Workbench, name: str, ticket: int, when: datetime) -> str | None:
    error = desk.fails(Refused, name, ticket, when=when)
    assert isinstance(error, Refused)
    return error.code


def test_a_departure_is_judged_by_the_scope_of_its_time(desk: Workbench, ticket: int, at: At) -> None:
    """A departure before a ticket became chargeable is contested, not refused, and one before it became free is not."""
    desk.do("ticket.set-scope", ticket, scope="out_of_scope", when=at("08:30"))
    departed = desk.do("visit.depart", ticket, when=at("08:10"))
    (data,) = desk.rows("action", "data", ticket=ticket, seq=int(str(departed.action).rpartition("/")[2]))
    assert '"contested":"charge_agreed"' in data[0]
    desk.do("ticket.set-scope", ticket, scope="in_scope", when=at("09:00"))
    assert _code(desk, "visit.depart", ticket, at("08:40")) == "charge_not_agreed"
    desk.do("visit.depart", ticket, when=at("09:10"))


def test_a_departure_is_judged_by_the_reason_of_its_time(desk: Workbench, ticket: int, at: At) -> None:
    """A reason for the visit that was given at 09:00 does not permit a departure at 08:40 (S2.3-routine)."""
    desk.do("ticket.set-level", ticket, to="routine", reason="one user only", when=at("08:05"))
    desk.do("visit.request", ticket, reason="planned", when=at("09:00"))
    assert _code(desk, "visit.depart", ticket, at("08:40")) == "visit_not_entitled"
    desk.do("visit.depart", ticket, when=at("09:05"))


def test_the_last_scope_in_force_remains(desk: Workbench, ticket: int, at: At) -> None:
    """The scope is that of the last time for which it was set, also after an earlier one was undone or added."""
    desk.do("ticket.set-scope", ticket, scope="out_of_scope", when=at("08:30"))
    desk.do("ticket.set-scope", ticket, scope="related_not_our_fault", when=at("08:40"))
    _undo(desk, ticket, "scope_set")
    assert desk.value("ticket", "scope", number=ticket) == "related_not_our_fault"
    desk.do("ticket.set-scope", ticket, scope="in_scope", when=at("08:20"))
    assert desk.value("ticket", "scope", number=ticket) == "related_not_our_fault"
    assert _code(desk, "visit.depart", ticket, at("08:50")) == "charge_not_agreed"


@pytest.mark.parametrize("again", [True, False])
def test_the_reason_of_the_intake_or_of_another_request_remains(desk: Workbench, at: At, *, again: bool) -> None:
    """A reason for the visit remains if one of the requests that gave it is undone."""
    early = at("08:00").isoformat()
    ticket = desk.opened(severity="general", reported_at=early, visit_reason=None if again else "chargeable")
    desk.do("visit.request", ticket, reason="chargeable", when=at("08:10"))
    if again:
        desk.do("visit.request", ticket, reason="chargeable", when=at("08:20"))
    _undo(desk, ticket, "onsite_requested")
    assert desk.value("ticket", "visit_reason", number=ticket) == "chargeable"
    assert _code(desk, "visit.depart", ticket, at("08:30")) == "charge_not_agreed"
