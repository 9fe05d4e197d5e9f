"""Tickets in the words of the desk: `a_ticket(level="urgent").reported("Mon 09:00").did("arrived", "Mon 10:10")`.

A moment is a weekday of a plain week in November 2026 ("Mon 09:00", "next Tue 17:30") or a date ("2026-10-01 09:00"),
on the wall clock of the ticket's zone.
"""

import json
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from deskctl.data_files import data_file
from deskctl.policy_file.build import build_policy
from deskctl.policy_file.read import packaged_policies
from deskctl.sla.clocks import derive
from deskctl.sla.facts import Case, Fact, Instant, Intake, instant, moment
from deskctl.sla.policy import Policy
from deskctl.sla.state import Clock, State, state_at

MONDAY = date(2026, 11, 2)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHANGHAI = "Asia/Shanghai"


def at(words: str, zone: str = SHANGHAI) -> Instant:
    """Read "Mon 09:00", "next Mon 09:00" or "2026-10-01 09:00"."""
    *week, day, clock = words.split()
    named = MONDAY + timedelta(days=DAYS.index(day) + 7 * len(week)) if day in DAYS else date.fromisoformat(day)
    return instant(datetime.fromisoformat(f"{named} {clock}").replace(tzinfo=ZoneInfo(zone)))


def given(when: Instant | None, zone: str = SHANGHAI) -> str | None:
    """Say a moment in the words that `at` reads."""
    if when is None:
        return None
    local = moment(when).astimezone(ZoneInfo(zone))
    weeks, day = divmod((local.date() - MONDAY).days, 7)
    named = {0: DAYS[day], 1: f"next {DAYS[day]}"}.get(weeks, str(local.date()))
    return f"{named} {local:%H:%M}"


@cache
def packaged(policy: str = "after-sales") -> Policy:
    """Give a policy that travels with deskctl."""
    return next(build_policy(source.keys, source.version) for source in packaged_policies() if source.id == policy)


@cache
def a_policy(text: str) -> Policy:
    """Make a policy of the text of its file."""
    return build_policy(tomllib.loads(text), "1")


@dataclass(frozen=True)
class Ticket:
    """A ticket in the making: each method gives a new one."""

    intake: Intake
    facts: tuple[Fact, ...] = ()
    policy: Policy = field(default_factory=packaged)

    def reported(self, when: str, *, logged: str | None = None) -> "Ticket":
        """Report it, and log it at once or when told."""
        start = replace(self, intake=self.intake._replace(reported_at=self._at(when)))
        return start.did("logged", logged or when)

    def occurred(self, when: str) -> "Ticket":
        """Say when the fault began."""
        return replace(self, intake=self.intake._replace(occurred_at=self._at(when)))

    def did(self, event: str, when: str, **data: Any) -> "Ticket":
        """Record a step."""
        fact = Fact(len(self.facts) + 1, self._at(when), event, data)
        return replace(self, facts=(*self.facts, fact))

    def paused(self, when: str, reason: str = "customer_request") -> "Ticket":
        """Wait, by default for the customer."""
        return self.did("paused", when, reason=reason)

    def resumed(self, when: str) -> "Ticket":
        """Go on after a pause."""
        return self.did("resumed", when)

    def emergency(self, when: str) -> "Ticket":
        """Declare an emergency; its notice came at the same moment."""
        return self.did("emergency_declared", when)

    def corrected(self, seq: int, when: str) -> "Ticket":
        """Take back the step of that number."""
        return self.did("corrected", when, seq=seq)

    def under(self, policy: Policy) -> "Ticket":
        """Promise something else."""
        return replace(self, policy=policy)

    def derived(self) -> State:
        """Derive its state."""
        return derive(Case(self.intake, self.facts), self.policy)

    def clocks(self, clause: str) -> list[Clock]:
        """Give the clocks of a clause, one for each time that the promise was given."""
        return [clock for clock in self.derived().clocks if clock.clause == clause]

    def clock(self, clause: str) -> Clock:
        """Give the only clock of a clause."""
        (clock,) = self.clocks(clause)
        return clock

    def due(self, clause: str) -> str | None:
        """Say when a promise is due."""
        return given(self.clock(clause).due, self.policy.zone)

    def outcome(self, clause: str) -> str:
        """Say how a promise ended."""
        return self.clock(clause).outcome

    def state(self, clause: str, when: str) -> str | None:
        """Read the only clock of a clause at a moment."""
        return state_at(self.clock(clause), self._at(when))

    def _at(self, words: str) -> Instant:
        return at(words, self.policy.zone)


def a_ticket(policy: Policy | None = None, **known: Any) -> Ticket:
    """Open an incident by phone at the urgent level, severe, unless told otherwise."""
    usual = {"channel": "phone", "kind": "incident", "level": "urgent", "severity": "severe"}
    return Ticket(Intake(reported_at=0, **{**usual, **known}), policy=policy or packaged())


def demo_cases() -> dict[str, Case]:
    """Give the tickets of the demo desk as the clock core sees them."""
    lines = data_file("demo.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: _case(row) for row in map(json.loads, lines) if row["type"] == "ticket"}


def _case(row: dict[str, Any]) -> Case:
    intake = Intake(
        reported_at=_read(row["reported_at"]),
        channel=row["channel"],
        kind=row["kind"],
        level=row["level_initial"],
        severity=row["severity_initial"],
        occurred_at=_read(row["occurred_at"]) if row["occurred_at"] else None,
        catalog=row["catalog"],
        owner=row["owner"],
        engineer_on_site=row.get("engineer_already_on_site", False),
    )
    return Case(intake, [_fact(step) for step in row["timeline"]])


def _fact(step: dict[str, Any]) -> Fact:
    return Fact(step["seq"], _read(step["at"]), step["event"], step["data"], step["actor"])


def _read(text: str) -> Instant:
    return instant(datetime.fromisoformat(text))
