"""A severity or level that is recorded late is checked against the values at its time (rule 25)."""

from datetime import timedelta
from typing import Any

import pytest
from workbench import NOW, Workbench

CALLER = {"contact": "P-0101", "title": "till restarts", "severity": "general"}


def _at(minutes: int) -> Any:
    return NOW + timedelta(minutes=minutes)


def _severity(desk: Workbench, ticket: int, to: str, minutes: int, typed: int | None = None) -> None:
    now = _at(minutes if typed is None else typed)
    desk.do("ticket.set-severity", ticket, to=to, by_contact="P-0101", when=_at(minutes), now=now, actor="HL1")


def _changes(desk: Workbench, ticket: int, event: str) -> list[tuple[str, str]]:
    import json

    rows = [json.loads(data) for (data,) in desk.rows("action", "data", order="at, seq", ticket=ticket, event=event)]
    return [(row["from"], row["to"]) for row in rows]


def _start(desk: Workbench, ticket: int, clause: str) -> list[int]:
    starts = desk.rows("clock", "start", order="start", ticket=ticket, clause=clause)
    return [(int(start) - int(NOW.timestamp())) // 60 for (start,) in starts]


@pytest.fixture
def ticket(desk: Workbench) -> int:
    """Return a general ticket that became catastrophic after half an hour."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "catastrophic", 30)
    return number


def test_a_severity_between_two_known_ones(desk: Workbench, ticket: int) -> None:
    """A change to severe at minute 10, recorded at minute 40, starts from general and adds level and visit then."""
    _severity(desk, ticket, "severe", 10, typed=40)
    assert _changes(desk, ticket, "severity_changed")[0] == ("general", "severe")
    assert _changes(desk, ticket, "level_changed")[0] == ("routine", "urgent")
    assert _start(desk, ticket, "S5.5-normal-1.onsite") == [10]
    assert desk.value("ticket", "severity", number=ticket) == "catastrophic"


def test_the_same_severity_from_an_earlier_time(desk: Workbench, ticket: int) -> None:
    """A catastrophic severity can be recorded from an earlier time, but not one that held at that time anyway."""
    _severity(desk, ticket, "catastrophic", 25, typed=40)
    assert _start(desk, ticket, "S3-matrix-catastrophic.arrive") == [25]
    refused = desk.refused(
        "ticket.set-severity", ticket, None, to="general", by_contact="P-0101", when=_at(20), now=_at(41), actor="HL1"
    )
    assert refused.code == "already_so"


def test_a_level_of_an_earlier_time(desk: Workbench, ticket: int) -> None:
    """A level that is recorded late starts from the level at its time, and the current level remains."""
    desk.do("ticket.set-level", ticket, to="urgent", reason="exams", when=_at(10), now=_at(40), actor="HL1")
    assert _changes(desk, ticket, "level_changed")[0] == ("routine", "urgent")
    assert desk.value("ticket", "level", number=ticket) == "full_urgent"


def test_consent_to_the_second_workday_while_the_level_was_urgent(desk: Workbench) -> None:
    """A consent that was given while the level was urgent is recorded although the level changed later."""
    number = desk.opened(**CALLER, level="urgent", now=NOW)
    desk.do("visit.request", number, reason="phone_and_remote_failed", now=_at(5), actor="HL1")
    desk.do("ticket.set-level", number, to="full_urgent", reason="exams", now=_at(30), actor="HL1")
    consent = {"by_contact": "P-0101", "how": "phone", "actor": "HL1"}
    desk.do("visit.agree-second-workday", number, when=_at(10), now=_at(40), **consent)


def test_a_higher_severity_from_an_earlier_time_keeps_its_level(desk: Workbench) -> None:
    """The level of a severity that is recorded late is not lowered by a later change to a lower severity (rule 18)."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 30)
    _severity(desk, number, "catastrophic", 10, typed=40)
    assert desk.value("ticket", "level", number=number) == "full_urgent"
    in_order = desk.opened(**CALLER, now=NOW)
    _severity(desk, in_order, "catastrophic", 10)
    _severity(desk, in_order, "severe", 30)
    clocks = [desk.rows("clock", "clause, start, due, stop", order="clause", ticket=one) for one in (number, in_order)]
    assert clocks[0] == clocks[1]


def test_the_kept_level_is_corrected_with_its_severity(desk: Workbench) -> None:
    """After the correction of the severity that was recorded late, the later severity has its own level again."""
    number = desk.opened(**CALLER, now=NOW)
    _severity(desk, number, "severe", 30)
    _severity(desk, number, "catastrophic", 10, typed=40)
    late = desk.rows("action", "seq", order="seq", ticket=number, event="severity_changed")[1][0]
    desk.do("ticket.correct", number, seq=late, reason="misheard", now=_at(50), actor="HL1")
    assert desk.value("ticket", "level", number=number) == "urgent"
    assert _start(desk, number, "S5.5-normal-1.onsite") == [30]


def test_a_level_set_manually_ends_the_kept_level(desk: Workbench) -> None:
    """A level that was set manually remains, although a higher severity is recorded late before it."""
    number = desk.opened(**CALLER, now=NOW)
    desk.do("ticket.set-level", number, to="urgent", reason="agreed", now=_at(20), actor="HL1")
    _severity(desk, number, "catastrophic", 10, typed=40)
    assert desk.value("ticket", "level", number=number) == "urgent"
