"""Warnings before a visit is planned or moved: conflicts, a missed promise, hours outside the service level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.dispatch.conflicts import Conflict
from deskctl.queries.dispatch.dispatch_list import conflicts_of
from deskctl.queries.dispatch.planned_visits import arrive_by
from deskctl.queries.json_values import rfc3339
from deskctl.queries.reference.hours import calendars
from deskctl.sla.facts import is_past

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from deskctl.queries.dispatch.planned_visits import PlannedVisit
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

PAST, PROMISE, HOURS = "past", "promise", "hours"
_CALENDAR = """
SELECT clock.calendar, ticket.policy FROM clock JOIN ticket ON ticket.number = clock.ticket
WHERE clock.ticket = ? AND clock.milestone IN ('arrived', 'first_response') ORDER BY clock.n LIMIT 1
"""


def plan_warnings(conn: Reader, zone: tzinfo, visit: PlannedVisit, at: Instant, now: Instant) -> list[Conflict]:
    """Return the warnings about a visit that is planned at a time; none of them refuses the visit."""
    return [*_of_time(conn, zone, visit, at), *conflicts_of(conn, zone, visit, now)]


def _of_time(conn: Reader, zone: tzinfo, visit: PlannedVisit, at: Instant) -> Iterator[Conflict]:
    if is_past(visit.start, at):
        yield Conflict(str(rfc3339(visit.start, zone)), PAST)
    if visit.ticket is None:
        return
    due = arrive_by(conn, visit.ticket)
    if due is not None and visit.start > due:
        yield Conflict(str(rfc3339(due, zone)), PROMISE)
    for name, policy in conn.execute(_CALENDAR, [visit.ticket]):
        calendar = calendars(conn, policy)[name]
        if not (calendar.is_open(visit.start) and calendar.is_open(visit.over - 1)):
            yield Conflict(name, HOURS)
