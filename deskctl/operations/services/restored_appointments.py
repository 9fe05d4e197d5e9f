"""Restore the visit of an earlier appointment after a later one was undone."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from deskctl.operations.planning.visit_rows import VisitPlan, appoint, withdraw_appointment
from deskctl.queries.dispatch.planned_visits import waiting_visit
from deskctl.queries.services.record_actions import RecordAction
from deskctl.sla.facts import Instant, instant_of

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

APPOINTMENTS: Mapping[str, tuple[str, str]] = {
    "inspection_scheduled": ("planned_at", "engineers"),
    "return_visit_planned": ("planned_at", "by"),
    "training_scheduled": ("requested_for", "trainer"),
}
"""The events that plan a visit, each with the keys of the time and of the people in its data."""


def restore_appointment(desk: "Desk", of: str, event: str, left: Sequence[RecordAction]) -> None:
    """Move the waiting visit to the last appointment among the remaining actions, or drop it if there is none."""
    if waiting_visit(desk.reader, desk.zone, of, desk.now) is None:
        return
    time, people = APPOINTMENTS[event]
    before = next((step.data for step in reversed(left) if step.event == event and step.data.get(time)), None)
    if before is None or before.get("how", "on_site") != "on_site":
        withdraw_appointment(desk, of)
        return
    named = before.get(people) or ()
    end = before.get("until")
    appoint(
        desk,
        VisitPlan(
            of=of, start=_instant(before[time]), end=None if end is None else _instant(end),
            engineers=(named,) if isinstance(named, str) else tuple(named), agreed_with=before.get("with"),
        ),
    )  # fmt: skip


def _instant(at: str | int) -> Instant:
    return at if isinstance(at, int) else instant_of(at)
