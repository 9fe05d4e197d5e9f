"""Corrections of an action whose consequences a later action also has: these remain, from the later one on."""

import json
from datetime import timedelta
from typing import Any

import pytest
from workbench import NOW, Workbench

CALLER = {"contact": "P-0101", "title": "till restarts", "severity": "general"}


def _at(minutes: int) -> Any:
    return NOW + timedelta(minutes=minutes)


def _seq(desk: Workbench, ticket: int, event: str, place: int = 0) -> int:
    return int(desk.rows("action", "seq", order="seq", ticket=ticket, event=event)[place][0])


def _severity(desk: Workbench, ticket: int, to: str, minutes: int, **more: Any) -> None:
    desk.do("ticket.set-severity", ticket, to=to, by_contact="P-0101", now=_at(minutes), actor="HL1", **more)


def _undo(desk: Workbench, ticket: int, seq: int) -> None:
    desk.do("ticket.correct", ticket, seq=seq, reason="misheard", now=_at(60), actor="HL1")


def _current(desk: Workbench, ticket: int, column: str) -> Any:
    return desk.value("ticket", column, number=ticket)


def _start(desk: Workbench, ticket: int, clause: str) -> list[int]:
    minutes = desk.rows("clock", "start", ticket=ticket, clause=clause)
    return [(int(start) - int(NOW.timestamp())) // 60 for (start,) in minutes]


@pytest.fixture
def ticket(desk: Workbench) -> int:
    """Return a ticket that was raised to severe and later to catastrophic."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 5)
    _severity(desk, number, "catastrophic", 20)
    return number


def test_the_visit_remains_requested(desk: Workbench, ticket: int) -> None:
    """After the correction of the change to severe, a catastrophic ticket has its visit from the later change on."""
    _undo(desk, ticket, _seq(desk, ticket, "severity_changed"))
    assert _start(desk, ticket, "S5.5-normal-1.onsite") == [20]
    assert _start(desk, ticket, "S2.3-full-urgent.reply") == [20]
    assert _start(desk, ticket, "S3-matrix-catastrophic.arrive") == [20]


def test_the_visit_is_removed_with_the_later_change(desk: Workbench, ticket: int) -> None:
    """After the correction of both changes, no visit is requested."""
    _undo(desk, ticket, _seq(desk, ticket, "severity_changed"))
    _undo(desk, ticket, _seq(desk, ticket, "severity_changed", 1))
    assert (_current(desk, ticket, "severity"), _current(desk, ticket, "level")) == ("general", "routine")
    assert _start(desk, ticket, "S5.5-normal-1.onsite") == []


def test_a_remaining_visit_is_not_corrected_alone(desk: Workbench, ticket: int) -> None:
    """A visit that follows from the severity cannot be corrected separately."""
    _undo(desk, ticket, _seq(desk, ticket, "severity_changed"))
    again = _seq(desk, ticket, "onsite_requested", 1)
    refused = desk.refused("ticket.correct", ticket, None, seq=again, reason="no", now=_at(61), actor="HL1")
    assert refused.code == "order"


def test_a_manual_request_is_corrected(desk: Workbench) -> None:
    """After the correction of a manual request, the visit is requested by the later change of severity."""
    number = desk.opened(**CALLER, now=NOW)
    desk.do("visit.request", number, reason="phone_and_remote_failed", now=_at(2), actor="HL1")
    _severity(desk, number, "severe", 20)
    _undo(desk, number, _seq(desk, number, "onsite_requested"))
    assert _start(desk, number, "S5.5-normal-1.onsite") == [20]


def test_the_level_remains_high_enough(desk: Workbench) -> None:
    """A ticket that was raised to severe again keeps the urgent level, from the second change on."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 5)
    _severity(desk, number, "general", 10)
    _severity(desk, number, "severe", 20)
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert (_current(desk, number, "severity"), _current(desk, number, "level")) == ("severe", "urgent")
    assert _start(desk, number, "S2.3-urgent.arrive") == [20]


def test_a_lower_severity_requests_no_visit(desk: Workbench) -> None:
    """After a raise and a lowering, the correction of the raise removes its level and its visit."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 5)
    _severity(desk, number, "general", 10)
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert (_current(desk, number, "severity"), _current(desk, number, "level")) == ("general", "routine")
    assert _start(desk, number, "S5.5-normal-1.onsite") == []


def test_a_waived_visit_is_not_requested_again(desk: Workbench) -> None:
    """A visit that was waived before a change without a visit remains waived."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 5)
    desk.do("visit.cancel", number, by_contact="P-0101", now=_at(10), actor="HL1")
    _severity(desk, number, "catastrophic", 20, visit=False)
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert _start(desk, number, "S5.5-normal-1.onsite") == []


def test_a_level_set_manually_remains(desk: Workbench) -> None:
    """A level that was set after the last change of the severity is not raised again."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 5)
    _severity(desk, number, "general", 10)
    _severity(desk, number, "severe", 20)
    desk.do("ticket.set-level", number, to="routine", reason="agreed", now=_at(25), actor="HL1")
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert _current(desk, number, "level") == "routine"


def test_the_visit_remains_from_the_first_later_change(desk: Workbench) -> None:
    """The visit remains requested from the first later severity that calls for one, not only from the last."""
    number = desk.opened(**CALLER, now=NOW)
    for severity, minutes in (("severe", 5), ("catastrophic", 10), ("severe", 20)):
        _severity(desk, number, severity, minutes)
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert _start(desk, number, "S5.5-normal-1.onsite") == [10]


def test_the_visit_remains_after_a_later_lowering(desk: Workbench) -> None:
    """A lowered severity leaves the visit of the severity before it requested, also after the correction."""
    number = desk.opened(**CALLER, now=NOW)
    for severity, minutes in (("severe", 5), ("catastrophic", 10), ("general", 20)):
        _severity(desk, number, severity, minutes)
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert (_current(desk, number, "severity"), _current(desk, number, "level")) == ("general", "full_urgent")
    assert _start(desk, number, "S5.5-normal-1.onsite") == [10]


def test_the_level_remains_before_another_change_of_it(desk: Workbench) -> None:
    """The level of a later severity remains until the next change of the level."""
    number = desk.opened(**CALLER, now=NOW)
    for severity, minutes in (("severe", 5), ("general", 10), ("severe", 20), ("catastrophic", 30)):
        _severity(desk, number, severity, minutes)
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert _start(desk, number, "S2.3-urgent.arrive") == [20]
    assert _current(desk, number, "level") == "full_urgent"


def test_a_level_set_at_the_same_time_remains(desk: Workbench) -> None:
    """A level that was set manually in the second of the last change of the severity is not raised again."""
    number = desk.opened(**CALLER, now=NOW)
    for severity, minutes in (("severe", 5), ("general", 10), ("severe", 20)):
        _severity(desk, number, severity, minutes)
    desk.do("ticket.set-level", number, to="routine", reason="agreed", now=_at(20), actor="HL1")
    _undo(desk, number, _seq(desk, number, "severity_changed"))
    assert _current(desk, number, "level") == "routine"


@pytest.mark.parametrize("late", [False, True])
def test_a_waiver_does_not_cover_what_got_worse_after_it(desk: Workbench, late: bool) -> None:
    """The visit of a severity raised after a waiver is owed from then on, even if the waiver was recorded late."""
    number = desk.opened(**{**CALLER, "severity": "severe"}, now=NOW)
    waiver = {"by_contact": "P-0101", "reason": "remote will do", "when": _at(10), "actor": "HL1"}
    if not late:
        desk.do("visit.cancel", number, now=_at(10), **waiver)
    _severity(desk, number, "catastrophic", 20)
    if late:
        desk.do("visit.cancel", number, now=_at(40), **waiver)
    assert _start(desk, number, "S5.5-normal-1.onsite") == [0, 20]
    assert _start(desk, number, "S2.3-full-urgent.reply") == [20]
    if late:
        _undo(desk, number, _seq(desk, number, "onsite_cancelled"))
        assert _start(desk, number, "S5.5-normal-1.onsite") == [0]


_ANSWER = {"value": True, "reason": "he was there already", "actor": "HL1"}
_PROMISES = ("S5.5-normal-1.onsite", "S3-arrive", "S2.3-full-urgent.reply", "S3-matrix-catastrophic.arrive")


@pytest.mark.parametrize("late", [False, True])
def test_an_answer_on_site_does_not_cover_what_got_worse_after_it(desk: Workbench, late: bool) -> None:
    """The visit of a severity raised after an answer is owed from then on, even if the answer was recorded late."""
    number = desk.opened(**{**CALLER, "severity": "severe"}, engineer_on_site=False, now=NOW)
    if not late:
        desk.do("ticket.set-on-site", number, now=_at(10), when=_at(10), **_ANSWER)
    _severity(desk, number, "catastrophic", 20)
    owed = {clause: _start(desk, number, clause) for clause in _PROMISES}
    if late:
        desk.do("ticket.set-on-site", number, now=_at(40), when=_at(10), **_ANSWER)
    assert _start(desk, number, "S2.3-full-urgent.reply") == [20]
    requested = [fact for fact in _in_force(desk, number) if fact[0] in {"onsite_requested", "onsite_cancelled"}]
    at = [(event, (when - int(NOW.timestamp())) // 60) for event, when in requested]
    assert at == [("onsite_requested", 0), ("onsite_cancelled", 10), ("onsite_requested", 20)]
    if not late:
        return
    desk.do("ticket.set-on-site", number, now=_at(50), value=False, reason="another site", actor="HL1")
    assert {clause: _start(desk, number, clause) for clause in _PROMISES} == owed
    assert [event for event, _when in _in_force(desk, number)].count("onsite_requested") == 1
    _undo(desk, number, _seq(desk, number, "on_site_set", 1))
    assert _start(desk, number, "S2.3-full-urgent.reply") == [20]
    desk.do("ticket.set-on-site", number, now=_at(70), value=False, reason="another site", actor="HL1")
    assert {clause: _start(desk, number, clause) for clause in _PROMISES} == owed


def test_a_late_answer_on_site_is_undone_with_the_visit_that_it_left_owed(desk: Workbench) -> None:
    """After the undoing of an answer recorded late, the visit is owed from the call, and none from the raise."""
    number = desk.opened(**{**CALLER, "severity": "severe"}, engineer_on_site=False, now=NOW)
    _severity(desk, number, "catastrophic", 20)
    owed = {clause: _start(desk, number, clause) for clause in _PROMISES}
    desk.do("ticket.set-on-site", number, now=_at(40), when=_at(10), **_ANSWER)
    _undo(desk, number, _seq(desk, number, "on_site_set"))
    assert {clause: _start(desk, number, clause) for clause in _PROMISES} == owed
    assert [event for event, _when in _in_force(desk, number)].count("onsite_requested") == 1


def test_a_late_answer_on_site_counts_with_the_severity_of_its_time(desk: Workbench) -> None:
    """An answer before a severity was lowered cancels the visit of the call, even if it was recorded after that."""
    number = desk.opened(**{**CALLER, "severity": "severe"}, engineer_on_site=False, now=NOW)
    _severity(desk, number, "general", 20)
    desk.do("ticket.set-on-site", number, now=_at(40), when=_at(10), **_ANSWER)
    assert "onsite_cancelled" in [event for event, _when in _in_force(desk, number)]


def _in_force(desk: Workbench, ticket: int) -> list[tuple[str, int]]:
    rows = desk.rows("action", "seq, event, at, data", order="at, seq", ticket=ticket)
    undone = {json.loads(data)["seq"] for _seq, event, _at, data in rows if event == "corrected"}
    return [(event, int(at)) for seq, event, at, _data in rows if seq not in undone]
