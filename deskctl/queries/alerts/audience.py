"""Which person an alert concerns: the owner, the hotline if there is no owner, the lead if it is late."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deskctl.store.facts.alert_marks import WATCHED, marks_of
from deskctl.store.facts.people import LEAD, MANAGER, on_call, people

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

HOTLINE = "hotline_technician"
_ON_DUTY = frozenset({HOTLINE, "engineer", "senior_engineer"})


@dataclass(frozen=True, slots=True)
class Audience:
    """A person, their responsibilities besides their own tickets, and the tickets they watch, since when."""

    person: str
    name: str
    on_hotline: bool
    is_lead: bool
    on_duty: bool
    watched: Mapping[int, Instant] = field(default_factory=dict)

    def is_for(self, owner: str | None) -> bool:
        """Return whether a person is responsible for tickets of this owner: their own, or unowned ones."""
        return owner == self.person if owner is not None else self.on_hotline


def audience(conn: Reader, person: str, roles: Collection[str], at: Instant) -> Audience:
    """Return the responsibilities of a person; a role that nobody on the staff has falls to everybody."""
    staff = [one for one in people(conn) if one.active]
    held = {role for one in staff for role in one.roles}
    name = next((one.name for one in staff if one.id == person), person)
    leads = _leads(conn, person, roles, at) if held & {LEAD, MANAGER} else True
    on_hotline = HOTLINE in roles or HOTLINE not in held
    watched = {int(number): since for number, since in marks_of(conn, WATCHED, person).items()}
    return Audience(person, name, on_hotline, leads, leads or on_hotline or not _ON_DUTY.isdisjoint(roles), watched)


def _leads(conn: Reader, person: str, roles: Collection[str], at: Instant) -> bool:
    """Return whether a person is the manager or the lead on call; any lead if nobody is on call."""
    here = on_call(conn, at)
    return MANAGER in roles or (LEAD in roles and (here is None or here[0] == person))
