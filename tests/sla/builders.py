"""Builders of tickets: `a_ticket(level="urgent").reported("Mon 09:00").did("arrived", "Mon 10:10")`.

A time is a weekday of an ordinary week in November 2026 ("Mon 09:00", "next Tue 17:30") or a date
("2026-10-01 09:00"), on the wall clock of the ticket's zone.
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
    """Return a time in the notation that `at` reads."""
    if when is None:
        return None
    local = moment(when).astimezone(ZoneInfo(zone))
    weeks, day = divmod((local.date() - MONDAY).days, 7)
    named = {0: DAYS[day], 1: f"next {DAYS[day]}"}.get(weeks, str(local.date()))
    return f"{named} {local:%H:%M}"


@cache
def packaged(policy: str = "after-sales") -> Policy:
    """Return a policy that is packaged with deskctl."""
    return next(build_policy(source.keys, source.version) for source in packaged_policies() if source.id == policy)


@cache
def a_policy(text: str) -> Policy:
    """Build a policy from the text of its file."""
    return build_policy(tomllib.loads(text), "1")


@dataclass(frozen=True)
class Ticket:
    """A ticket under construction: each method returns a new one."""

    intake: Intake
    facts: tuple[Fact, ...] = ()
    policy: Policy = field(default_factory=packaged)

    def reported(self, when: str, *, logged: str | None = None) -> "Ticket":
        """Report the ticket, and log it at the same time or at the given one."""
        start = replace(self, intake=self.intake._replace(reported_at=self._at(when)))
        return start.did("logged", logged or when)

    def occurred(self, when: str) -> "Ticket":
        """Set the time at which the fault began."""
        return replace(self, intake=self.intake._replace(occurred_at=self._at(when)))

    def did(self, event: str, when: str, **data: Any) -> "Ticket":
        """Record an action."""
        fact = Fact(len(self.facts) + 1, self._at(when), event, data)
        return replace(self, facts=(*self.facts, fact))

    def paused(self, when: str, reason: str = "customer_request") -> "Ticket":
        """Record a pause, by default one that the customer causes."""
        return self.did("paused", when, reason=reason)

    def resumed(self, when: str) -> "Ticket":
        """Record the end of a pause."""
        return self.did("resumed", when)

    def emergency(self, when: str) -> "Ticket":
        """Declare an emergency whose notice arrived at the same time."""
        return self.did("emergency_declared", when)

    def corrected(self, seq: int, when: str) -> "Ticket":
        """Record a correction of the action with that number."""
        return self.did("corrected", when, seq=seq)

    def under(self, policy: Policy) -> "Ticket":
        """Return the ticket under another policy."""
        return replace(self, policy=policy)

    def derived(self) -> State:
        """Derive the state of the ticket."""
        return derive(Case(self.intake, self.facts), self.policy)

    def clocks(self, clause: str) -> list[Clock]:
        """Return the clocks of a clause, one for each time that the promise was made."""
        return [clock for clock in self.derived().clocks if clock.clause == clause]

    def clock(self, clause: str) -> Clock:
        """Return the only clock of a clause."""
        (clock,) = self.clocks(clause)
        return clock

    def due(self, clause: str) -> str | None:
        """Return when a promise is due."""
        return given(self.clock(clause).due, self.policy.zone)

    def outcome(self, clause: str) -> str:
        """Return the outcome of a promise."""
        return self.clock(clause).outcome

    def state(self, clause: str, when: str) -> str | None:
        """Return the state of the only clock of a clause at a time."""
        return state_at(self.clock(clause), self._at(when))

    def _at(self, words: str) -> Instant:
        return at(words, self.policy.zone)


def a_ticket(policy: Policy | None = None, **known: Any) -> Ticket:
    """Return an incident that was reported by phone, at the urgent level and severe, unless other values are given."""
    usual = {"channel": "phone", "kind": "incident", "level": "urgent", "severity": "severe"}
    return Ticket(Intake(reported_at=0, **{**usual, **known}), policy=policy or packaged())


def demo_cases() -> dict[str, Case]:
    """Return the tickets of the demo desk as input of the clock calculation."""
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
