"""The dispatch list: the planned visits of a period, with states and conflicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deskctl.queries.conditions.value_filter import ANY, ValueFilter
from deskctl.queries.dispatch.conflicts import conflicts, read_obstacles
from deskctl.queries.dispatch.planned_visits import PlannedVisit, planned_visits
from deskctl.queries.json_values import Shape, rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from deskctl.queries.dispatch.conflicts import Conflict
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class DispatchFilter:
    """The visits to list: those of a period, by engineer, or without an engineer."""

    since: Instant
    until: Instant
    engineers: ValueFilter = ANY
    unassigned: bool = False


def dispatch_list(
    conn: Reader, zone: tzinfo, where: DispatchFilter, at: Instant
) -> Iterator[tuple[PlannedVisit, list[Conflict]]]:
    """Yield the visits in order, each with its conflicts."""
    around = planned_visits(conn, zone, where.since - _DAY, where.until + _DAY, at)
    obstacles = read_obstacles(conn, around, where.since - _DAY, where.until + _DAY)
    for visit in around:
        if visit.start < where.until and visit.over > where.since and _fits(visit, where):
            yield visit, conflicts(conn, visit, obstacles)


def conflicts_of(conn: Reader, zone: tzinfo, visit: PlannedVisit, at: Instant) -> list[Conflict]:
    """Return the conflicts of a visit as planned, whether or not it is stored yet."""
    since, until = visit.leave_by - _DAY, visit.over + _DAY
    around = [one for one in planned_visits(conn, zone, since, until, at) if one.id != visit.id]
    return conflicts(conn, replace(visit, progress=None), read_obstacles(conn, around, since, until))


def visit_shape(visit: PlannedVisit, conflicts_of_visit: list[Conflict], at: Instant, zone: tzinfo) -> Shape:
    """Return the JSON shape of a visit, with its state at a time."""
    return {
        "id": visit.id,
        "of": visit.of,
        "customer": visit.customer,
        "customer_name": visit.customer_name,
        "site": visit.site,
        "site_name": visit.site_name,
        "engineers": list(visit.engineers),
        "from": rfc3339(visit.start, zone),
        "until": rfc3339(visit.end, zone),
        "travel_minutes": visit.travel_minutes,
        "leave_by": rfc3339(visit.leave_by, zone),
        "purpose": visit.purpose,
        "state": visit.state(at),
        "promise_due": rfc3339(visit.promise_due, zone),
        "conflicts": [{"with": one.with_, "why": one.why} for one in conflicts_of_visit],
    }


def _fits(visit: PlannedVisit, where: DispatchFilter) -> bool:
    if where.unassigned:
        return not visit.engineers and visit.is_active
    return where.engineers.fits_any(visit.engineers)
