"""Conflicts of a planned visit. They only warn, because an emergency goes first."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.data_files import data_file
from deskctl.language.folding import fold
from deskctl.queries.reference.roster import FOR_EVER, shifts_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deskctl.queries.dispatch.planned_visits import PlannedVisit
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

OVERLAP, TRAVEL, ABSENCE, LEFT, ON_CALL, SKILL = "overlap", "travel", "absence", "left", "on_call", "skill"
REASONS = (OVERLAP, TRAVEL, ABSENCE, LEFT, ON_CALL, SKILL)
_ABSENCES = 'SELECT id, staff, start, "end" FROM absence WHERE retired_at IS NULL AND start < ? AND "end" > ?'
_LEFT = "SELECT id, id, retired_at, ? FROM staff WHERE retired_at < ?"
_SKILLS = "SELECT id, skills FROM staff"
_CLASSES = """
SELECT DISTINCT asset_class FROM ticket_asset JOIN asset ON asset.id = ticket_asset.asset WHERE ticket_asset.ticket = ?
"""


class Conflict(NamedTuple):
    """What a visit conflicts with, and why: a visit, an absence, a person, a shift on call, the ticket's equipment."""

    with_: str
    why: str


class Span(NamedTuple):
    """A period in which somebody is not free: an absence, the time after they left, or a shift on call."""

    id: str
    staff: str
    start: Instant
    end: Instant


class PossibleConflicts(NamedTuple):
    """What visits in a period may conflict with; `visits` are the active ones by engineer."""

    visits: Mapping[str, Sequence[PlannedVisit]]
    absences: Sequence[Span]
    departures: Sequence[Span]
    shifts: Sequence[Span]
    skills: Mapping[str, frozenset[str]]


def read_obstacles(conn: Reader, visits: Sequence[PlannedVisit], since: Instant, until: Instant) -> PossibleConflicts:
    """Read the absences, departures and shifts of a period, and the skills; `visits` are those of the period."""
    of_engineers: dict[str, list[PlannedVisit]] = {}
    for visit in visits:
        for name in visit.engineers if visit.is_active else ():
            of_engineers.setdefault(name, []).append(visit)
    return PossibleConflicts(
        of_engineers,
        [Span(*row) for row in conn.execute(_ABSENCES, [until, since])],
        [Span(*row) for row in conn.execute(_LEFT, [FOR_EVER, until])],
        [Span(*shift) for shift in shifts_between(conn, since, until)],
        {name: frozenset(map(fold, json.loads(skills))) for name, skills in conn.execute(_SKILLS)},
    )


def conflicts(conn: Reader, visit: PlannedVisit, obstacles: PossibleConflicts) -> list[Conflict]:
    """Return the conflicts of a visit; a visit that is done or dropped has none."""
    return list(dict.fromkeys(_conflicts(conn, visit, obstacles))) if visit.is_active else []


def _conflicts(conn: Reader, visit: PlannedVisit, obstacles: PossibleConflicts) -> Iterator[Conflict]:
    others = {
        other.id: other for name in visit.engineers for other in obstacles.visits.get(name, ()) if other is not visit
    }
    for other in sorted(others.values(), key=lambda one: (one.start, one.id)):
        if other.id != visit.id:
            yield from (Conflict(other.id, why) for why in _between(visit, other))
    spans_by_reason = ((obstacles.absences, ABSENCE), (obstacles.departures, LEFT), (obstacles.shifts, ON_CALL))
    for spans, why in spans_by_reason:
        for span in spans:
            if span.staff in visit.engineers and span.start < visit.over and visit.leave_by < span.end:
                yield Conflict(span.id, why)
    if visit.ticket is not None and visit.engineers:
        for asset_class in _unknown_to(conn, visit.ticket, visit.engineers, obstacles.skills):
            yield Conflict(asset_class, SKILL)


def _between(one: PlannedVisit, other: PlannedVisit) -> Iterator[str]:
    """Yield the reasons why two visits of the same engineer conflict."""
    first, second = sorted((one, other), key=lambda visit: (visit.start, visit.id))
    if second.start < first.over:
        yield OVERLAP
    if first.site != second.site and second.leave_by < first.over:
        yield TRAVEL


def _unknown_to(
    conn: Reader, ticket: int, engineers: Sequence[str], skills: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """Yield the classes of the ticket's equipment that no engineer knows; one without recorded skills may know all."""
    skill_sets = [skills.get(name, frozenset()) for name in engineers]
    if not all(skill_sets):
        return
    for (asset_class,) in conn.execute(_CLASSES, [ticket]):
        if not any(fits(have, asset_class) for have in skill_sets):
            yield asset_class


def fits(skills: frozenset[str], asset_class: str) -> bool:
    """Return whether skills match a class of equipment: they contain one of its words, or a general one."""
    words: Mapping[str, Any] = _words()
    needed = words["of_class"].get(asset_class)
    return needed is None or not skills.isdisjoint(map(fold, [*needed, *words["general"]]))


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(data_file("skills.toml").read_text(encoding="utf-8"))
