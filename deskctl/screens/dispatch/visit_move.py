"""A visit that is being moved: the original, the moved copy, and the conflicts of the copy."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from textual.message import Message

from deskctl.queries.dispatch.conflicts import Conflict
from deskctl.queries.dispatch.plan_warnings import plan_warnings
from deskctl.queries.dispatch.planned_visits import PlannedVisit
from deskctl.screens.session.place_history import Place
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.sla.facts import Instant, instant, moment


def visited_place(visit: PlannedVisit) -> Place | None:
    """Return the ticket of a visit, else its customer."""
    if visit.ticket is not None:
        return Place("ticket", str(visit.ticket))
    return Place("customer", visit.customer) if visit.customer is not None else None


@dataclass(frozen=True, slots=True)
class VisitMove:
    """The visit before and after the move, and the number of its last action when it was read."""

    was: PlannedVisit
    now: PlannedVisit
    seq: int

    def by_days(self, days: int, session: Session) -> "VisitMove":
        """Return the move with the copy some days later at the same local time."""
        begin = datetime.fromtimestamp(self.now.start, session.look.zone) + timedelta(days=days)
        return self.at(instant(begin))

    def by_minutes(self, minutes: int) -> "VisitMove":
        """Return the move with the copy some minutes later."""
        return self.at(self.now.start + minutes * 60)

    def at(self, start: Instant) -> "VisitMove":
        """Return the move with the copy at a time, with the same length."""
        end = None if self.was.end is None else start + (self.was.end - self.was.start)
        return replace(self, now=replace(self.now, start=start, end=end))

    def given_to(self, before: str, engineer: str) -> "VisitMove":
        """Return the move with one engineer of the copy replaced by another."""
        people = tuple(dict.fromkeys(engineer if one == before else one for one in self.now.engineers))
        return replace(self, now=replace(self.now, engineers=people))

    @property
    def is_moved(self) -> bool:
        """True if the time changes."""
        return self.now.start != self.was.start

    @property
    def is_given(self) -> bool:
        """True if the engineers change."""
        return self.now.engineers != self.was.engineers

    def preset(self) -> dict[str, Any]:
        """Return the preset values of the form that records the move."""
        values: dict[str, Any] = {"id": self.was.id}
        if self.is_moved:
            values |= {"from": moment(self.now.start)}
            values |= {"until": moment(self.now.end)} if self.now.end is not None else {}
        if self.is_given:
            values["to"] = list(self.now.engineers)
        return values


@dataclass
class ConflictsRead(Message):
    """The conflicts of a visit after the move."""

    visit: PlannedVisit
    conflicts: Sequence[Conflict]


def read_conflicts(session: Session, visit: PlannedVisit) -> ConflictsRead:
    """Read the conflicts of a visit after the move; runs in a thread."""
    with reading(session.store) as conn:
        return ConflictsRead(visit, plan_warnings(conn, session.look.zone, visit, session.at(), session.at()))
