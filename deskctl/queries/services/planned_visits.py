"""Return visits that are appointed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from deskctl.queries.services.record_steps import steps_on

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """When a customer is to be visited, by whom, and when that was appointed."""

    at: Instant
    by: str | None
    made_at: Instant


def planned_return_visits(conn: Reader, at: Instant) -> dict[str, PlannedVisit]:
    """Return the appointments by customer; the last one of each holds."""
    return {
        step.record: PlannedVisit(
            int(datetime.fromisoformat(str(step.data["planned_at"])).timestamp()), step.data.get("by"), step.at
        )
        for step in steps_on(conn, "customer", ("return_visit_planned",), at)
    }
