"""The expected state of each clock of the demo desk, under both interpretations of the policy."""

import json
from collections import Counter, defaultdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builders import SHANGHAI, at, demo_cases, packaged

from deskctl.data_files import data_file
from deskctl.sla.clocks import derive
from deskctl.sla.facts import Instant, moment
from deskctl.sla.state import Clock, State, state_at

NOW = at("2026-11-22 09:30")
POLICIES = {"milestone": "after-sales", "strict": "after-sales-strict"}
UNLISTED = {"S5.4-3", "S3-em-cat-app", "S3-em-severe", "S5.3-2.request"}
TOTALS = {
    "milestone": {
        "met": 225,
        "missed": 12,
        "overdue": 1,
        "running": 13,
        "waived": 28,
        "superseded": 16,
        "not_needed": 15,
    },
    "strict": {
        "met": 213,
        "missed": 22,
        "overdue": 1,
        "running": 14,
        "waived": 28,
        "superseded": 17,
        "not_needed": 15,
    },
}


@cache
def states(profile: str) -> dict[str, State]:
    """Derive the demo desk under one interpretation of the policy."""
    policy = packaged(POLICIES[profile])
    return {name: derive(case, policy) for name, case in demo_cases().items()}


def rfc3339(when: Instant | None) -> str | None:
    return None if when is None else moment(when).astimezone(ZoneInfo(SHANGHAI)).isoformat()


def row(clock: Clock) -> dict[str, Any]:
    """Return a clock in the form of the expected rows."""
    return {
        "clause": clock.clause,
        "milestone": clock.milestone,
        "start": rfc3339(clock.start),
        "minutes": clock.seconds and clock.seconds / 60,
        "calendar": clock.calendar,
        "due": rfc3339(clock.due),
        "stop": rfc3339(clock.stop),
        "state": state_at(clock, NOW),
        "soft": clock.soft,
    }


def expected() -> dict[tuple[str, str], dict[str, Any]]:
    rows: defaultdict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for line in Path(__file__).with_name("expected_clocks.jsonl").read_text(encoding="utf-8").splitlines():
        wanted = json.loads(line)
        rows[wanted.pop("ticket"), wanted.pop("profile")][wanted["clause"]] = wanted
    return rows


EXPECTED = expected()


@pytest.mark.parametrize(("ticket", "profile"), EXPECTED)
def test_a_ticket_has_the_expected_clocks(ticket: str, profile: str) -> None:
    """The visible clocks of a ticket have the expected start, due and stop times, state, calendar and length."""
    visible = [row(clock) for clock in states(profile)[ticket].clocks]
    found = {clock["clause"]: clock for clock in visible if clock["state"] and clock["clause"] not in UNLISTED}
    assert found == EXPECTED[ticket, profile]


@pytest.mark.parametrize("profile", TOTALS)
def test_the_promises_of_the_desk_have_the_expected_totals(profile: str) -> None:
    """The hard promises of the 72 tickets add up to the totals of rule 11."""
    clocks = [clock for state in states(profile).values() for clock in state.clocks if not clock.soft]
    counted = Counter(state_at(clock, NOW) for clock in clocks)
    counted.pop(None, None)
    assert counted == TOTALS[profile]


def test_status_and_attributes_follow_from_the_log() -> None:
    """The current state of each ticket in the demo file follows from its recorded actions."""
    lines = map(json.loads, data_file("demo.jsonl").read_text(encoding="utf-8").splitlines())
    for given in (line for line in lines if line["type"] == "ticket"):
        state = states("milestone")[given["id"]]
        derived = (state.status, state.level, state.severity, state.fault_class, state.owner)
        assert derived == (
            *(given[name] for name in ("status", "level", "severity")),
            given.get("fault_class"),
            given["owner"],
        )


def test_the_totals_are_counted_at_the_time_of_the_demo() -> None:
    """The totals are counted at the time that the demo file names as now."""
    meta = json.loads(data_file("demo.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert moment(NOW) == datetime.fromisoformat(meta["now"])
