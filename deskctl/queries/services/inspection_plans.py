"""Plans of inspections, appointments, and inspections that were waived."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from deskctl.queries.services.record_actions import actions_on, last_actions_on
from deskctl.sla.derivation.inspection_periods import MONTHLY, NEVER, Interval, read_interval

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_DROPPED = "inspection_dropped"
_PLANS = (
    "SELECT id, site, interval, begins, ends, covers, checklists, engineer, day, retired_at FROM inspection_plan"
    " ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class InspectionPlan:
    """A plan to inspect a site and the sites that it covers; no interval means never."""

    id: str
    site: str
    interval: Interval | None
    begins: date | None
    ends: date | None
    covers: tuple[str, ...]
    checklists: tuple[str, ...]
    engineer: str | None
    day: str | None
    retired_at: Instant | None


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment to carry out an inspection: when, and by whom."""

    at: Instant
    engineers: tuple[str, ...]


def every_plan(conn: Reader) -> list[InspectionPlan]:
    """Return all plans in the order in which they were added, retired ones included."""
    return [
        InspectionPlan(
            name, site, None if interval == NEVER else read_interval(interval) or MONTHLY, _day(begins), _day(ends),
            tuple(json.loads(covers)), tuple(json.loads(checklists)), engineer, day, retired,
        )
        for name, site, interval, begins, ends, covers, checklists, engineer, day, retired in conn.execute(_PLANS)
    ]  # fmt: skip


def inspection_plans(conn: Reader) -> dict[str, InspectionPlan]:
    """Return the plans in force by site; the newest of a site counts."""
    return {plan.site: plan for plan in every_plan(conn) if plan.retired_at is None}


def appointments(conn: Reader, at: Instant) -> dict[str, Appointment]:
    """Return the appointments by inspection; the last one of each counts."""
    return {
        step.record: Appointment(
            int(datetime.fromisoformat(str(step.data["planned_at"])).timestamp()),
            tuple(step.data.get("engineers") or ()),
        )
        for step in actions_on(conn, "inspection", ("inspection_scheduled",), at)
    }


def waived_inspections(conn: Reader, at: Instant) -> frozenset[str]:
    """Return the inspections that were dropped with the customer's agreement, and not taken up again."""
    steps = last_actions_on(conn, "inspection", (_DROPPED, "inspection_scheduled", "inspection_started"), at)
    return frozenset(name for name, step in steps.items() if step.event == _DROPPED and step.data.get("agreed_by"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
