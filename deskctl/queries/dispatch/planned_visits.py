"""The planned visits: their times, their travel times, and their progress."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.queries.dispatch.progress import (
    DONE,
    DROPPED,
    ON_SITE,
    UNDER_WAY,
    Appointment,
    progress_of_others,
    progress_of_tickets,
)
from deskctl.sla.lifecycle import OPEN_STATUSES
from deskctl.store.facts.rows import rows_by_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from deskctl.queries.dispatch.progress import Progress
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

PLANNED, CONFIRMED, LATE = "planned", "confirmed", "late"
STATES = (PLANNED, CONFIRMED, LATE, UNDER_WAY, ON_SITE, DONE, DROPPED)
USUAL_LENGTH = 2 * 3600
"""The assumed length of a visit without an end, in seconds."""

_LONGEST = 14 * 86_400
_COLUMNS = """
SELECT visit.id, visit.of, visit.ticket, visit.customer, customer.name AS customer_name, visit.site,
  site.name AS site_name, visit.start, visit."end" AS "end", visit.engineers,
  coalesce(visit.travel_minutes, site.travel_minutes, 0) AS travel_minutes, visit.purpose, visit.state,
  (SELECT min(due) FROM clock WHERE clock.ticket = visit.ticket AND milestone = 'arrived' AND outcome = 'open')
  AS promise_due
FROM visit LEFT JOIN customer ON customer.id = visit.customer LEFT JOIN site ON site.id = visit.site
"""
_BETWEEN = "WHERE visit.start < ? AND visit.start > ? ORDER BY visit.start, visit.id"
_ONE = "WHERE visit.id = ?"
_OF = "WHERE visit.of = ? AND visit.state <> 'dropped' ORDER BY visit.id DESC"
_PENDING = f"""
LEFT JOIN ticket ON ticket.number = visit.ticket
WHERE visit.state <> 'dropped' AND CASE WHEN visit.ticket IS NULL THEN visit.start > ?
  ELSE ticket.status IN ({", ".join("?" * len(OPEN_STATUSES))}) END
ORDER BY visit.start, visit.id
"""
_ARRIVE_BY = "SELECT min(due) FROM clock WHERE ticket = ? AND milestone = 'arrived' AND outcome = 'open'"
_FORGOTTEN = 60 * 86_400
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A planned visit. `progress` is None while nobody has set out; `gone` are the engineers who have.

    `left` is when the last of them left, once the visit is done.
    """

    id: str
    of: str
    ticket: int | None
    customer: str | None
    customer_name: str | None
    site: str | None
    site_name: str | None
    start: Instant
    end: Instant | None
    engineers: tuple[str, ...]
    travel_minutes: int
    purpose: str | None
    confirmed: bool
    promise_due: Instant | None = None
    progress: str | None = None
    gone: frozenset[str] = frozenset()
    left: Instant | None = None

    @property
    def leave_by(self) -> Instant:
        """The latest time to set out."""
        return self.start - self.travel_minutes * 60

    @property
    def over(self) -> Instant:
        """The end: when the last engineer left, before that the expected one; never before the start."""
        if self.left is not None:
            return max(self.start, self.left)
        return self.start + USUAL_LENGTH if self.end is None else self.end

    @property
    def is_active(self) -> bool:
        """Whether the visit is neither done nor dropped."""
        return self.progress not in {DONE, DROPPED}

    def state(self, at: Instant) -> str:
        """Return the state at a time."""
        if self.progress is not None:
            return self.progress
        if at > self.leave_by:
            return LATE
        return CONFIRMED if self.confirmed else PLANNED


def planned_visits(conn: Reader, zone: tzinfo, since: Instant, until: Instant, at: Instant) -> list[PlannedVisit]:
    """Return the visits that overlap a period, in order, dropped ones included."""
    rows_between = _rows(conn, _BETWEEN, [until, since - _LONGEST])
    touching = [row for row in rows_between if (row["end"] or row["start"] + USUAL_LENGTH) > since]
    return _visits(conn, zone, touching, at)


def pending_visits(conn: Reader, zone: tzinfo, at: Instant) -> list[PlannedVisit]:
    """Return all visits that are neither done nor dropped."""
    rows = _rows(conn, _PENDING, [at - _FORGOTTEN, *OPEN_STATUSES])
    return [visit for visit in _visits(conn, zone, rows, at) if visit.progress in {None, UNDER_WAY, ON_SITE}]


def planned_visit(conn: Reader, zone: tzinfo, name: str, at: Instant) -> PlannedVisit | None:
    """Return a visit; None if it does not exist."""
    return next(iter(_visits(conn, zone, _rows(conn, _ONE, [name]), at)), None)


def visit_states(conn: Reader, zone: tzinfo, names: Sequence[str], at: Instant) -> dict[str, str]:
    """Return the states of some visits at a time, by id."""
    states: dict[str, str] = {}
    for place in range(0, len(names), _AT_ONCE):
        some = names[place : place + _AT_ONCE]
        rows = _rows(conn, f"WHERE visit.id IN ({', '.join('?' * len(some))})", some)
        states |= {one.id: one.state(at) for one in _visits(conn, zone, rows, at)}
    return states


def waiting_visit(conn: Reader, zone: tzinfo, of: str, at: Instant) -> str | None:
    """Return the planned visit for a record to which nobody has set out; None if there is none."""
    rows = _rows(conn, _OF, [of])
    return next((one.id for one in _visits(conn, zone, rows, at) if one.progress is None), None)


def visits_for(conn: Reader, of: str) -> list[str]:
    """Return the ids of the visits that were planned for a ticket or record, in order."""
    return sorted(row["id"] for row in _rows(conn, _OF, [of]))


def travel_minutes_to(conn: Reader, site: str | None) -> int:
    """Return the travel time to a site; 0 if it is not known."""
    row = conn.execute("SELECT travel_minutes FROM site WHERE id = ?", [site]).fetchone()
    return int(row[0] or 0) if row else 0


def arrive_by(conn: Reader, ticket: int) -> Instant | None:
    """Return the time by which somebody must arrive on site; None if nothing is promised."""
    (due,) = conn.execute(_ARRIVE_BY, [ticket]).fetchone()
    return due  # type: ignore[no-any-return]


def _rows(conn: Reader, where: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    return rows_by_name(conn, _COLUMNS + where, list(values))


def _visits(conn: Reader, zone: tzinfo, rows: list[dict[str, Any]], at: Instant) -> list[PlannedVisit]:
    of_tickets = progress_of_tickets(conn, zone, sorted({row["ticket"] for row in rows if row["ticket"]}), at)
    others = [Appointment(row["id"], row["of"], row["start"]) for row in rows if not row["ticket"]]
    progress = of_tickets | progress_of_others(conn, others, at)
    return [_visit(row, progress.get(row["id"])) for row in rows]


def _visit(row: dict[str, Any], got: Progress | None) -> PlannedVisit:
    state = row.pop("state")
    progress = DROPPED if state == DROPPED or (row["ticket"] and got is None) else got and got.stage
    return PlannedVisit(**{
        **row, "engineers": tuple(json.loads(row["engineers"])), "confirmed": state == CONFIRMED, "progress": progress,
        "gone": got.gone if got else frozenset(), "left": got.left if got else None,
    })  # fmt: skip
