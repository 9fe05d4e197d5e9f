"""A visit that is being moved over the week: a copy goes with the keys, what conflicts with it is shown at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from textual.message import Message

from deskctl.queries.dispatch.conflicts import Conflict
from deskctl.queries.dispatch.plan_warnings import plan_warnings
from deskctl.queries.dispatch.planned_visits import PlannedVisit
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.sla.facts import Instant, instant, moment


@dataclass(frozen=True, slots=True)
class Moving:
    """The visit as it was, as it would be, and the number of its last action when it was read."""

    was: PlannedVisit
    now: PlannedVisit
    seq: int

    def by_days(self, days: int, session: Session) -> "Moving":
        """Return it some days later, at the same hour on the watch."""
        begin = datetime.fromtimestamp(self.now.start, session.look.zone) + timedelta(days=days)
        return self.at(instant(begin))

    def by_minutes(self, minutes: int) -> "Moving":
        """Return it some minutes later."""
        return self.at(self.now.start + minutes * 60)

    def at(self, start: Instant) -> "Moving":
        """Return it at a time, as long as it was."""
        end = None if self.was.end is None else start + (self.was.end - self.was.start)
        return replace(self, now=replace(self.now, start=start, end=end))

    def given_to(self, before: str, engineer: str) -> "Moving":
        """Return the copy with one engineer replaced by another."""
        people = tuple(dict.fromkeys(engineer if one == before else one for one in self.now.engineers))
        return replace(self, now=replace(self.now, engineers=people))

    @property
    def is_moved(self) -> bool:
        """True if it is at another time."""
        return self.now.start != self.was.start

    @property
    def is_given(self) -> bool:
        """True if others go."""
        return self.now.engineers != self.was.engineers

    def preset(self) -> dict[str, Any]:
        """Return the values of the form that records it."""
        values: dict[str, Any] = {"id": self.was.id}
        if self.is_moved:
            values |= {"from": moment(self.now.start)}
            values |= {"until": moment(self.now.end)} if self.now.end is not None else {}
        if self.is_given:
            values["to"] = list(self.now.engineers)
        return values


@dataclass
class WayRead(Message):
    """What stands in the way of a visit as it would be."""

    visit: PlannedVisit
    conflicts: Sequence[Conflict]


def read_way(session: Session, visit: PlannedVisit) -> WayRead:
    """Read what conflicts with a visit as it would be; runs in a thread."""
    with reading(session.store) as conn:
        return WayRead(visit, plan_warnings(conn, session.look.zone, visit, session.at(), session.at()))
