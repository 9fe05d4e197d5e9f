"""Find the engineers without a visit or an absence in a period, and where each engineer is now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import NotFound
from deskctl.language.folding import fold
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.queries.dispatch.conflicts import read_obstacles
from deskctl.queries.dispatch.planned_visits import USUAL_LENGTH, planned_visits
from deskctl.queries.dispatch.progress import running_visits
from deskctl.sla.lifecycle import OPEN_STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from deskctl.queries.json_values import Shape
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

FREE_FIELDS = ("staff", "name", "role", "skills", "phone", "where", "ticket", "site", "minutes", "next")
_DAY = 86_400
FIELD_ROLES = ("engineer", "senior_engineer", "lead_engineer")
_STAFF = "SELECT id, name, role, roles, skills, phone FROM staff WHERE retired_at IS NULL ORDER BY id"
_WITH_VISITS = f"""
SELECT DISTINCT ticket FROM action JOIN ticket ON number = ticket
WHERE status IN ({", ".join("?" * len(OPEN_STATUSES))}) AND event IN ('departed', 'arrived') AND action.at > ?
"""
_TRAVEL = "SELECT travel_minutes FROM site WHERE id = ?"
_SITES = "SELECT number, site FROM ticket WHERE number IN ({numbers})"


@dataclass(frozen=True, slots=True)
class EngineerRequest:
    """A request for an engineer: when, for how many minutes, with which skill, at which site."""

    at: Instant
    minutes: int
    skill: str | None = None
    near: str | None = None


def goes_out(role: str, roles: str | None) -> bool:
    """Return whether a person with a main role, and all roles as JSON if there are several, visits customers."""
    return any(one in FIELD_ROLES for one in (role, *json.loads(roles or "[]")))


def free_engineers(conn: Reader, zone: tzinfo, request: EngineerRequest, now: Instant) -> list[Shape]:
    """Return who is free for the whole time, with the travel time if a site is given, the nearest first."""
    travel = _travel(conn, request.near)
    begin, end = request.at - (travel or 0) * 60, request.at + request.minutes * 60
    visits = [one for one in planned_visits(conn, zone, begin - _DAY, end + 14 * _DAY, now) if one.is_active]
    obstacles = read_obstacles(conn, visits, begin, end)
    places = places_now(conn, zone, now)
    away = {span.staff for span in obstacles.absences}
    visiting = {who for one in visits if one.leave_by < end and begin < one.over for who in one.engineers}
    visiting |= {
        who for who, (_where, site, _t) in places.items() if now + USUAL_LENGTH > begin and site != request.near
    }
    rows = []
    for staff, name, role, roles, skills, phone in conn.execute(_STAFF):
        knows = request.skill is None or fold(request.skill) in map(fold, json.loads(skills))
        if goes_out(role, roles) and knows and staff not in away and staff not in visiting:
            where, site, ticket = places.get(staff, ("office", None, None))
            following = next((one.id for one in visits if staff in one.engineers and one.start >= end), None)
            minutes = 0 if site is not None and site == request.near else travel
            rows.append(dict(zip(FREE_FIELDS, (
                staff, name, role, json.loads(skills), phone, where, ticket, site, minutes, following,
            ), strict=True)))  # fmt: skip
    return sorted(rows, key=lambda row: (row["minutes"] or 0, row["role"] == "lead_engineer", row["staff"]))


def _travel(conn: Reader, site: str | None) -> int | None:
    if site is None:
        return None
    row = conn.execute(_TRAVEL, [site]).fetchone()
    if row is None:
        raise NotFound(N_("There is no {kind} {value!r}."), kind="site", value=site, hint="deskctl site list")
    return int(row[0] or 0)


def visits_now(conn: Reader, zone: tzinfo, now: Instant) -> list[tuple[int, Shape]]:
    """Return the visits of open tickets on which an engineer is on the way or on site, each with its ticket."""
    numbers = [number for (number,) in conn.execute(_WITH_VISITS, [*OPEN_STATUSES, now - _DAY])]
    return list(running_visits(conn, zone, numbers, now)) if numbers else []


def places_now(conn: Reader, zone: tzinfo, now: Instant) -> Mapping[str, tuple[str, str | None, str | None]]:
    """Return the place of each engineer outside the office: on the way or on site, the site, the ticket."""
    visits = visits_now(conn, zone, now)
    if not visits:
        return {}
    sites = dict(conn.execute(_SITES.format(numbers=", ".join(str(number) for number, _visit in visits))).fetchall())
    return {
        visit["engineer"]: ("on_site" if visit["arrived_at"] else "under_way", sites[number], ticket_name(number))
        for number, visit in visits
    }
