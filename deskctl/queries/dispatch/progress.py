"""The progress of visits, from the actions of the tickets, inspections and trainings that they are for."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from deskctl.queries.services.record_actions import NOT_UNDONE
from deskctl.queries.ticket.history import ActionRow
from deskctl.queries.ticket.visits import visits
from deskctl.sla.facts import instant
from deskctl.sla.lifecycle import END_EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from deskctl.queries.json_values import Shape
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

UNDER_WAY, ON_SITE, DONE, DROPPED = "under_way", "on_site", "done", "dropped"
_EVENTS = (
    "onsite_requested", "onsite_reply", "onsite_cancelled", "visit_planned", "visit_assigned", "visit_confirmed",
    "visit_moved", "visit_dropped", "departed", "arrived", "work_log", "left_site", "corrected", *END_EVENTS,
)  # fmt: skip
_STEPS = """
SELECT ticket, seq, at, recorded_at, actor, event, data FROM action
WHERE ticket IN ({numbers}) AND event IN ({events}) AND at <= ? ORDER BY ticket, seq
"""
_MANY = 500
_OF_INSPECTIONS = "SELECT id, done_at FROM inspection WHERE id IN ({marks})"
_OF_TRAININGS = "SELECT id, held_at FROM training WHERE id IN ({marks})"
_STARTED = "inspection_started"
_GIVEN_UP = frozenset({"training_cancelled", "inspection_dropped"})
_COURSE = f"""
SELECT id, event FROM master_action AS step WHERE id IN ({{marks}}) AND at <= ? AND noun IN ('training', 'inspection')
  AND event IN ('training_scheduled', 'inspection_scheduled', '{_STARTED}', '{"', '".join(sorted(_GIVEN_UP))}')
  AND {NOT_UNDONE} ORDER BY id, at, seq
"""
_LATEST = "SELECT of, id FROM visit WHERE of IN ({marks}) ORDER BY length(id), id"
_OF_CUSTOMERS = """
SELECT customer, max(at), max(CASE WHEN kind = 'planned' THEN at END) FROM return_visit
WHERE customer IN ({marks}) AND at <= ? AND retired_at IS NULL GROUP BY 1
"""
_APPOINTED = """
SELECT id, max(at) FROM master_action WHERE noun = 'visit' AND event IN ('visit_planned', 'visit_moved')
  AND id IN ({marks}) AND at <= ? GROUP BY 1
"""
_DAY = 86_400


class Progress(NamedTuple):
    """The stage of a visit, None while nobody has set out; who has set out; when the last one left a visit done."""

    stage: str | None
    gone: frozenset[str]
    left: Instant | None = None


def progress_of_tickets(conn: Reader, zone: tzinfo, numbers: Sequence[int], at: Instant) -> dict[str, Progress]:
    """Return the progress of the planned visits of tickets by visit id, without visits that were undone."""
    progress: dict[str, Progress] = {}
    for steps in _steps(conn, numbers, at).values():
        over = bool(steps) and any(step.event in END_EVENTS for step in steps)
        rows: dict[str, list[Shape]] = {}
        for visit in visits(steps, zone):
            if visit["id"]:
                rows.setdefault(visit["id"], []).append(visit)
        progress |= {name: _progress(each, over=over) for name, each in rows.items()}
    return progress


class Appointment(NamedTuple):
    """A visit that is for no ticket: its id, what it is for, and its start."""

    id: str
    of: str
    start: Instant


def progress_of_others(conn: Reader, visits: Sequence[Appointment], at: Instant) -> dict[str, Progress]:
    """Return how far visits for inspections, trainings and customers have got, by their ids."""
    names = [visit.of for visit in visits]
    if not names:
        return {}
    marks = ", ".join("?" * len(names))
    reached = dict(_stages_by_course(conn, visits, at))
    for text in (_OF_INSPECTIONS, _OF_TRAININGS):
        rows = conn.execute(text.format(marks=marks), list(names))
        done = {name for name, when in rows if when and when <= at}
        reached |= {visit.id: DONE for visit in visits if visit.of in done}
    reached |= dict.fromkeys(_return_visits_done(conn, visits, at), DONE)
    return {name: Progress(stage, frozenset()) for name, stage in reached.items()}


def _stages_by_course(conn: Reader, visits: Sequence[Appointment], at: Instant) -> Iterator[tuple[str, str]]:
    """Yield the visits that were begun or dropped; of what was given up and appointed again, only the last one is not.

    Each is yielded with its stage.
    """
    names = list({visit.of for visit in visits})
    marks = ", ".join("?" * len(names))
    course: dict[str, list[str]] = {}
    for name, event in conn.execute(_COURSE.format(marks=marks), [*names, at]):
        course.setdefault(name, []).append(event)
    latest = dict(conn.execute(_LATEST.format(marks=marks), names).fetchall()) if course else {}
    for visit in visits:
        events = course.get(visit.of, [])
        if not _GIVEN_UP.isdisjoint(events) and (events[-1] in _GIVEN_UP or visit.id != latest.get(visit.of)):
            yield visit.id, DROPPED
        elif _STARTED in events:
            yield visit.id, ON_SITE


def _return_visits_done(conn: Reader, visits: Sequence[Appointment], at: Instant) -> Iterator[str]:
    """Yield the visits to customers that were made: on their day or later, or before it in place of the appointment."""
    marks = ", ".join("?" * len(visits))
    rows = conn.execute(_OF_CUSTOMERS.format(marks=marks), [*(visit.of for visit in visits), at])
    made = {customer: (last, as_planned or 0) for customer, last, as_planned in rows}
    appointed = dict(conn.execute(_APPOINTED.format(marks=marks), [*(visit.id for visit in visits), at]).fetchall())
    for visit in visits:
        last, as_planned = made.get(visit.of, (0, 0))
        if last > visit.start - _DAY or as_planned > appointed.get(visit.id, visit.start):
            yield visit.id


def running_visits(conn: Reader, zone: tzinfo, numbers: Sequence[int], at: Instant) -> Iterator[tuple[int, Shape]]:
    """Yield the visits of tickets on which somebody is under way or on site, each with its ticket."""
    for number, steps in _steps(conn, numbers, at).items():
        for visit in visits(steps, zone):
            if (visit["departed_at"] or visit["arrived_at"]) and not (visit["left_at"] or visit["cancelled_at"]):
                yield number, visit


def _steps(conn: Reader, numbers: Sequence[int], at: Instant) -> dict[int, list[ActionRow]]:
    by_ticket: dict[int, list[ActionRow]] = {}
    for place in range(0, len(numbers), _MANY):
        some = numbers[place : place + _MANY]
        text = _STEPS.format(numbers=", ".join(map(str, some)), events=", ".join("?" * len(_EVENTS)))
        for ticket, seq, when, recorded_at, actor, event, data in conn.execute(text, [*_EVENTS, at]):
            step = ActionRow(seq, when, recorded_at, actor, None, event, "", json.loads(data or "{}"))
            by_ticket.setdefault(ticket, []).append(step)
    return by_ticket


def _stage(rows: Sequence[Shape], *, over: bool) -> str | None:
    """Return the stage of a visit: that of the engineer who has got furthest and is not back."""
    if any(row["arrived_at"] and not row["left_at"] for row in rows) and not over:
        return ON_SITE
    if any(row["departed_at"] and not row["left_at"] and not row["cancelled_at"] for row in rows) and not over:
        return UNDER_WAY
    if any(row["left_at"] or row["arrived_at"] for row in rows):
        return DONE
    return DROPPED if over or all(row["cancelled_at"] for row in rows) else None


def _progress(rows: Sequence[Shape], *, over: bool) -> Progress:
    stage, left = _stage(rows, over=over), [_instant(row["left_at"]) for row in rows if row["left_at"]]
    return Progress(stage, _gone(rows), max(left) if left and stage == DONE else None)


def _instant(text: str) -> Instant:
    return instant(datetime.fromisoformat(text))


def _gone(rows: Sequence[Shape]) -> frozenset[str]:
    return frozenset(row["engineer"] for row in rows if row["engineer"] and (row["departed_at"] or row["arrived_at"]))
