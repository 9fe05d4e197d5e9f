"""What stands in the way of a planned visit. It warns and never refuses: an emergency goes first."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.data_files import data_file
from deskctl.queries.reference.roster import shifts_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deskctl.queries.dispatch.planned_visits import PlannedVisit
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

OVERLAP, TRAVEL, ABSENCE, ON_CALL, SKILL = "overlap", "travel", "absence", "on_call", "skill"
REASONS = (OVERLAP, TRAVEL, ABSENCE, ON_CALL, SKILL)
_ABSENCES = 'SELECT id, staff, start, "end" FROM absence WHERE retired_at IS NULL AND start < ? AND "end" > ?'
_SKILLS = "SELECT id, skills FROM staff"
_CLASSES = """
SELECT DISTINCT asset_class FROM ticket_asset JOIN asset ON asset.id = ticket_asset.asset WHERE ticket_asset.ticket = ?
"""


class Conflict(NamedTuple):
    """What a visit conflicts with: another visit, an absence, a shift on call, or the ticket's equipment; and why."""

    with_: str
    why: str


class Span(NamedTuple):
    """A stretch of somebody's time that is taken: an absence, or a shift on call."""

    id: str
    staff: str
    start: Instant
    end: Instant


class Obstacles(NamedTuple):
    """What visits of some stretch of time may conflict with; `visits` are those that stand, by engineer."""

    visits: Mapping[str, Sequence[PlannedVisit]]
    absences: Sequence[Span]
    shifts: Sequence[Span]
    skills: Mapping[str, frozenset[str]]


def read_obstacles(conn: Reader, visits: Sequence[PlannedVisit], since: Instant, until: Instant) -> Obstacles:
    """Read the absences and shifts of a stretch of time, and who knows what; `visits` are those of the time."""
    of_engineers: dict[str, list[PlannedVisit]] = {}
    for visit in visits:
        for name in visit.engineers if visit.stands else ():
            of_engineers.setdefault(name, []).append(visit)
    return Obstacles(
        of_engineers,
        [Span(*row) for row in conn.execute(_ABSENCES, [until, since])],
        [Span(*shift) for shift in shifts_between(conn, since, until)],
        {name: frozenset(map(str.casefold, json.loads(skills))) for name, skills in conn.execute(_SKILLS)},
    )


def conflicts(conn: Reader, visit: PlannedVisit, obstacles: Obstacles) -> list[Conflict]:
    """Return what stands in the way of a visit; nothing does of one that is over or dropped."""
    return list(dict.fromkeys(_conflicts(conn, visit, obstacles))) if visit.stands else []


def _conflicts(conn: Reader, visit: PlannedVisit, obstacles: Obstacles) -> Iterator[Conflict]:
    others = {
        other.id: other for name in visit.engineers for other in obstacles.visits.get(name, ()) if other is not visit
    }
    for other in sorted(others.values(), key=lambda one: (one.start, one.id)):
        if other.id != visit.id:
            yield from (Conflict(other.id, why) for why in _between(visit, other))
    for spans, why in ((obstacles.absences, ABSENCE), (obstacles.shifts, ON_CALL)):
        for span in spans:
            if span.staff in visit.engineers and span.start < visit.over and visit.leave_by < span.end:
                yield Conflict(span.id, why)
    if visit.ticket is not None and visit.engineers:
        for asset_class in _unknown_to(conn, visit.ticket, visit.engineers, obstacles.skills):
            yield Conflict(asset_class, SKILL)


def _between(one: PlannedVisit, other: PlannedVisit) -> Iterator[str]:
    """Yield why two visits of the same engineer do not go together."""
    first, second = sorted((one, other), key=lambda visit: (visit.start, visit.id))
    if second.start < first.over:
        yield OVERLAP
    if first.site != second.site and second.leave_by < first.over:
        yield TRAVEL


def _unknown_to(
    conn: Reader, ticket: int, engineers: Sequence[str], skills: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """Yield the classes of the ticket's equipment that none of the engineers knows; who says nothing may know all."""
    skill_sets = [skills.get(name, frozenset()) for name in engineers]
    if not all(skill_sets):
        return
    for (asset_class,) in conn.execute(_CLASSES, [ticket]):
        if not any(fits(have, asset_class) for have in skill_sets):
            yield asset_class


def fits(skills: frozenset[str], asset_class: str) -> bool:
    """Return whether somebody knows a class of equipment: one of its words is among the skills, or a general one."""
    words: Mapping[str, Any] = _words()
    needed = words["of_class"].get(asset_class)
    return needed is None or not skills.isdisjoint(map(str.casefold, [*needed, *words["general"]]))


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(data_file("skills.toml").read_text(encoding="utf-8"))
