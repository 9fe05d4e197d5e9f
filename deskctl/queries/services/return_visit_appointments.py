"""Appointments for return visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from deskctl.queries.reference.record_references import merged_customers
from deskctl.queries.services.record_actions import actions_on

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class ReturnVisitAppointment:
    """An appointment for a return visit: when, by whom, and when it was made."""

    at: Instant
    by: str | None
    made_at: Instant


def planned_return_visits(conn: Reader, at: Instant) -> dict[str, ReturnVisitAppointment]:
    """Return the appointments by customer; the last one of each counts, those of merged customers included."""
    kept = merged_customers(conn)
    steps = sorted(actions_on(conn, "customer", ("return_visit_planned",), at), key=lambda step: (step.at, step.seq))
    return {
        kept.get(step.record, step.record): ReturnVisitAppointment(
            int(datetime.fromisoformat(str(step.data["planned_at"])).timestamp()), step.data.get("by"), step.at
        )
        for step in steps
    }
