"""The scenarios of the real-life rules: imported histories and the expected states of their clocks."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from builders import packaged

from deskctl.sla.clocks import derive
from deskctl.sla.facts import Case, Fact, Instant, Intake, instant
from deskctl.sla.state import NOT_NEEDED, Clock, state_at

FILE = Path(__file__).with_name("scenarios.jsonl")
SCENARIOS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
IMPORTED = [scenario for scenario in SCENARIOS if not scenario.get("steps")]


def _at(text: str | None) -> Instant | None:
    return None if text is None else instant(datetime.fromisoformat(text))


def _moment(text: str) -> Instant:
    return instant(datetime.fromisoformat(text))


def a_case(ticket: dict[str, Any]) -> Case:
    """Return a ticket line as input of the clock calculation."""
    intake = Intake(
        reported_at=_moment(ticket["reported_at"]),
        channel=ticket["channel"],
        kind=ticket["kind"],
        level=ticket["level_initial"],
        severity=ticket["severity_initial"],
        occurred_at=_at(ticket["occurred_at"]),
        engineer_on_site=ticket.get("engineer_already_on_site", False),
    )
    steps = ticket["timeline"]
    return Case(
        intake,
        [
            Fact(step["seq"], _moment(step["at"]), step["event"], step.get("data") or {}, step["actor"])
            for step in steps
        ],
    )


def differences(scenario: dict[str, Any], rows: list[tuple[Clock, str]]) -> list[str]:
    """Return the differences from the rows that a scenario expects, and from those that it forbids or counts."""
    found = [f"{row['clause']} {row}" for row in scenario["expect"] if not any(_fits(row, *one) for one in rows)]
    counted = [clock.clause for clock, state in rows if state != NOT_NEEDED]
    found += [f"{clause} is there" for clause in scenario.get("absent") or () if clause in counted]
    counts = (scenario.get("counts") or {}).items()
    return found + [f"{clause} not {count} times" for clause, count in counts if counted.count(clause) != count]


def _fits(row: dict[str, Any], clock: Clock, state: str) -> bool:
    return (
        (clock.clause, clock.milestone, state) == (row["clause"], row["milestone"], row["state"])
        and (clock.start, clock.due) == (_at(row["start"]), _at(row["due"]))
        and row.get("stop") in {None, row.get("stop") if clock.stop == _at(row.get("stop")) else None}
        and row.get("provisional", clock.provisional) == clock.provisional
    )


@pytest.mark.parametrize("scenario", IMPORTED, ids=[f"{one['id']} {one['title']}" for one in IMPORTED])
def test_an_imported_history_has_the_expected_clocks(scenario: dict[str, Any]) -> None:
    """Each expected clock exists with its start, due time, stop and state, and none of the forbidden ones does."""
    state, now = derive(a_case(scenario["ticket"]), packaged()), _moment(scenario["now"])
    rows = [(clock, reading) for clock in state.clocks if (reading := state_at(clock, now)) is not None]
    assert differences(scenario, rows) == []
