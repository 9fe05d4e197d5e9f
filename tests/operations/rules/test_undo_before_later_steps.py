"""An action is undone although a later one called for the same: what the later one calls for stays, from then on."""

from datetime import timedelta
from typing import Any

import pytest
from workbench import NOW, Workbench

CALLER = {"contact": "P-0101", "title": "till restarts", "severity": "general"}


def _at(minutes: int) -> Any:
    return NOW + timedelta(minutes=minutes)


def _seq(desk: Workbench, ticket: int, event: str, turn: int = 0) -> int:
    return int(desk.rows("action", "seq", order="seq", ticket=ticket, event=event)[turn][0])


def _severity(desk: Workbench, ticket: int, to: str, minutes: int, **more: Any) -> None:
    desk.do("ticket.set-severity", ticket, to=to, by_contact="P-0101", now=_at(minutes), actor="HL1", **more)


def _undo(desk: Workbench, ticket: int, seq: int) -> None:
    desk.do("ticket.correct", ticket, seq=seq, reason="misheard", now=_at(60), actor="HL1")


def _standing(desk: Workbench, ticket: int, column: str) -> Any:
    return desk.value("ticket", column, number=ticket)


def _start(desk: Workbench, ticket: int, clause: str) -> list[int]:
    minutes = desk.rows("clock", "start", ticket=ticket, clause=clause)
    return [(int(start) - int(NOW.timestamp())) // 60 for (start,) in minutes]


@pytest.fixture
def ticket(desk: Workbench) -> int:
    """Return a ticket that was raised to severe and at once to catastrophic."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 5)
    _severity(desk, number, "catastrophic", 20)
    return number


def test_the_visit_stays_asked_for(desk: Workbench, ticket: int) -> None:
    """A catastrophic fault has its visit from the change on, though the severe one before was a mistake."""
    _undo(desk, ticket, _seq(desk, ticket, "severity_changed"))
    assert _start(desk, ticket, "S5.5-normal-1.onsite") == [20]
    assert _start(desk, ticket, "S2.3-full-urgent.reply") == [20]
    assert _start(desk, ticket, "S3-matrix-catastrophic.arrive") == [20]


def test_the_visit_goes_with_the_change_that_it_stayed_for(desk: Workbench, ticket: int) -> None:
    """If the later change is undone too, nobody asks for a visit."""
    _undo(desk, ticket, _seq(desk, ticket, "severity_changed"))
    _undo(desk, ticket, _seq(desk, ticket, "severity_changed", 1))
    assert (_standing(desk, ticket, "severity"), _standing(desk, ticket, "level")) == ("general", "routine")
    assert _start(desk, ticket, "S5.5-normal-1.onsite") == []


def test_what_stayed_is_not_undone_alone(desk: Workbench, ticket: int) -> None:
    """The visit follows from the severity: it is undone with that."""
    _undo(desk, ticket, _seq(desk, ticket, "severity_changed"))
    again = _seq(desk, ticket, "onsite_requested", 1)
    refused = desk.refused("ticket.correct", ticket, None, seq=again, reason="no", now=_at(61), actor="HL1")
    assert refused.code == "order"


def test_a_visit_asked_for_by_hand_is_undone(desk: Workbench) -> None:
    """A request before the change is undone; the change asks for its own visit."""
    number = desk.opened(**CALLER, now=NOW)
    desk.do("visit.request", number, reason="phone_and_remote_failed", now=_at(2), actor="HL1")
    _severity(desk, number, "severe", 20)
    _undo(desk, number, _seq(desk, number, "onsite_requested"))
    assert _start(desk, number, "S5.5-normal-1.onsite") == [20]


def test_the_level_stays_high_enough(desk: Workbench) -> None:
    """A fault that is severe again keeps the level of a severe one, from the second change on."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 5)
    _severity(desk, number, "general", 10)
    _severity(desk, number, "severe", 20)
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert (_standing(desk, number, "severity"), _standing(desk, number, "level")) == ("severe", "urgent")
    assert _start(desk, number, "S2.3-urgent.arrive") == [20]


def test_a_lower_severity_asks_for_nothing(desk: Workbench) -> None:
    """After a raise and a lowering, undoing the raise leaves neither its level nor its visit."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 5)
    _severity(desk, number, "general", 10)
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert (_standing(desk, number, "severity"), _standing(desk, number, "level")) == ("general", "routine")
    assert _start(desk, number, "S5.5-normal-1.onsite") == []


def test_a_waived_visit_is_not_asked_for_again(desk: Workbench) -> None:
    """A visit that the customer waived before the later change, which asked for none, stays waived."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 5)
    desk.do("visit.cancel", number, by_contact="P-0101", now=_at(10), actor="HL1")
    _severity(desk, number, "catastrophic", 20, visit=False)
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert _start(desk, number, "S5.5-normal-1.onsite") == []


def test_a_level_set_by_hand_stays(desk: Workbench) -> None:
    """A level that somebody set after the last change of the severity is not raised again."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 5)
    _severity(desk, number, "general", 10)
    _severity(desk, number, "severe", 20)
    desk.do("ticket.set-level", number, to="routine", reason="agreed", now=_at(25), actor="HL1")
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert _standing(desk, number, "level") == "routine"
