"""Candidates for a ticket: the active staff, first those who may be sent, know the equipment and have time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.folding import fold
from deskctl.queries.dispatch.conflicts import fits, read_obstacles
from deskctl.queries.dispatch.free_engineers import goes_out, places_now
from deskctl.queries.dispatch.planned_visits import arrive_by, planned_visits, travel_minutes_to
from deskctl.queries.reference.hours import HOTLINE, calendars
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.sla.lifecycle import OPEN_STATUSES
from deskctl.store.facts.people import on_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from deskctl.queries.tickets.ticket_row import TicketRow
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_DAY, _AHEAD = 86_400, 14 * 86_400
ON_CALL, OFF_DUTY = "on_call", "off_duty"
_LEAST_GAP = 3600
"""The shortest gap between engagements that counts as free, in seconds."""

_STAFF = "SELECT id, name, role, roles, skills, phone FROM staff WHERE retired_at IS NULL ORDER BY id"
_LOADS = f"""
SELECT owner, count(*) FROM ticket WHERE owner IS NOT NULL AND status IN ({", ".join("?" * len(OPEN_STATUSES))})
GROUP BY owner
"""
_CLASSES = """
SELECT DISTINCT asset_class FROM ticket_asset JOIN asset ON asset.id = ticket_asset.asset WHERE ticket_asset.ticket = ?
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who could take a ticket.

    `goes`: may be sent to a customer. `knows`: the skills match the equipment. `duty`: on call now, or off duty because
    the hotline is closed; empty otherwise. `where`: in the office, on the way or on site, and `where_ticket` for which
    ticket. `here`: at the site of the ticket. From `free_from` to `busy_from`
    nothing is planned.
    """

    staff: str
    name: str
    role: str
    skills: tuple[str, ...]
    phone: str | None
    goes: bool
    knows: bool
    away_until: Instant | None
    where: str
    where_ticket: str | None
    here: bool
    duty: str
    load: int
    free_from: Instant
    busy_from: Instant | None

    @property
    def rank(self) -> tuple[bool, bool, bool, int, str]:
        """The sort key: who may go, who has the skills, who is not away, who has the fewest tickets."""
        return not self.goes, not self.knows, self.away_until is not None, self.load, self.staff


@dataclass(frozen=True, slots=True)
class TicketNeed:
    """The ticket that needs an engineer: its row, the classes of its equipment, the place, and the travel time."""

    ticket: TicketRow
    classes: tuple[str, ...]
    place: str
    travel_minutes: int
    arrive_by: Instant | None


def candidates_for(conn: Reader, zone: tzinfo, number: int, at: Instant) -> tuple[TicketNeed, list[Candidate]]:
    """Return what a ticket needs, and everybody who could take it, the best first."""
    ticket = get_ticket(conn, number)
    classes = tuple(name for (name,) in conn.execute(_CLASSES, [number]) if name)
    place = conn.execute("SELECT name FROM site WHERE id = ?", [ticket.site]).fetchone()
    need = TicketNeed(
        ticket, classes, str(place[0]) if place else "", travel_minutes_to(conn, ticket.site), arrive_by(conn, number)
    )
    return need, sorted(_candidates(conn, zone, need, at), key=lambda one: one.rank)


def _candidates(conn: Reader, zone: tzinfo, need: TicketNeed, at: Instant) -> Iterable[Candidate]:
    visits = planned_visits(conn, zone, at - _DAY, at + _AHEAD, at)
    obstacles = read_obstacles(conn, visits, at, at + _AHEAD)
    loads = dict(conn.execute(_LOADS, [*OPEN_STATUSES]).fetchall())
    places = places_now(conn, zone, at)
    usual, called = _usual_duty(conn, at), on_call(conn, at)
    for staff, name, role, roles, skills, phone in conn.execute(_STAFF).fetchall():
        where, site, ticket = places.get(staff, ("office", None, None))
        away = [(span.start, span.end) for span in obstacles.absences if span.staff == staff]
        visiting = [(one.leave_by, one.over) for one in obstacles.visits.get(staff, ())]
        free_from, busy_from = _free(sorted([*away, *visiting]), at)
        known_skills = frozenset(map(fold, json.loads(skills)))
        yield Candidate(
            staff, name, role, tuple(json.loads(skills)), phone,
            goes_out(role, roles),
            all(fits(known_skills, one) for one in need.classes) if known_skills else not need.classes,
            max((end for start, end in away if start <= at < end), default=None),
            where, ticket, site is not None and site == need.ticket.site,
            ON_CALL if called and called[0] == staff else usual, loads.get(staff, 0), free_from, busy_from,
        )  # fmt: skip


def _usual_duty(conn: Reader, at: Instant) -> str:
    """Return the duty of those who are not on call: off while the hotline is closed."""
    hotline = calendars(conn).get(HOTLINE)
    return "" if hotline is None or hotline.is_open(at) else OFF_DUTY


def _free(spans: Sequence[tuple[Instant, Instant]], at: Instant) -> tuple[Instant, Instant | None]:
    """Return when somebody is free next, and when the next engagement begins; `spans` are sorted."""
    begin = at
    for start, end in spans:
        if start - begin >= _LEAST_GAP:
            return begin, start
        begin = max(begin, end)
    return begin, None
