"""The staff: names, roles, whether they still work here, and a person for each role."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from deskctl.language.folding import half_width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

LEAD, MANAGER = "lead_engineer", "service_manager"
TECHNICAL = frozenset({"engineer", "senior_engineer", LEAD, "developer"})
"""The roles that work on faults."""

_COLUMNS = 'SELECT id, name, "user", role, roles, retired_at FROM staff'
_ON_CALL = (
    'SELECT roster.staff, staff.name, staff.phone, roster.start, roster."end" FROM roster'
    ' JOIN staff ON staff.id = roster.staff WHERE roster.start <= ?1 AND roster."end" > ?1'
    " AND (roster.retired_at IS NULL OR roster.retired_at > ?1)"
    " AND (staff.retired_at IS NULL OR staff.retired_at > ?1)"
    " AND NOT EXISTS (SELECT 1 FROM absence WHERE absence.staff = roster.staff AND absence.retired_at IS NULL"
    ' AND absence.start <= ?1 AND absence."end" > ?1) ORDER BY roster.start, roster.id LIMIT 1'
)


class Person(NamedTuple):
    """A member of the staff: `user` is the login name on their machine; the first role is the main one."""

    id: str
    name: str
    user: str | None
    roles: tuple[str, ...]
    active: bool


class Actor(NamedTuple):
    """The person who acts: the recorded id, the roles, and a function that returns a colleague for each role.

    `guest` is the login name of a guest on the demo desk, whose actions are recorded under another id.
    """

    id: str
    roles: frozenset[str] = frozenset()
    colleagues: Callable[[], Mapping[str, str]] = dict
    guest: str | None = None


def person(reader: Reader, key: str) -> Person | None:
    """Return the member of the staff with an id; None if there is none."""
    row = reader.execute(f"{_COLUMNS} WHERE id = ?", (key,)).fetchone()
    return None if row is None else _person(row)


def people(reader: Reader) -> list[Person]:
    """Return all of the staff, including those who have left."""
    return [_person(row) for row in reader.execute(f"{_COLUMNS} ORDER BY id")]


def colleagues(reader: Reader, at: Instant | None = None) -> Mapping[str, str]:
    """Return the id of an active person for each role; for the lead engineer, whoever is on call at the time."""
    by_role: dict[str, str] = {}
    for one in people(reader):
        for role in one.roles if one.active else ():
            by_role.setdefault(role, one.id)
    duty = None if at is None else on_call(reader, at)
    return by_role if duty is None or LEAD not in by_role else {**by_role, LEAD: duty[0]}


def on_call(reader: Reader, at: Instant) -> tuple[str, str, str | None, int, int] | None:
    """Return who is on call at a time, as `(staff, name, phone, start, end)`; None in a gap of the roster.

    A person who is absent, or has left the firm, is not on call. Of several the one whose shift began first is.
    """
    row: tuple[str, str, str | None, int, int] | None = reader.execute(_ON_CALL, (at,)).fetchone()
    return row


def folded(name: str) -> str:
    """Return a name in lower case and half width; letters that only look alike stay different."""
    return "".join(map(_lower, half_width(name).strip()))


def _lower(char: str) -> str:
    small = char.casefold()
    return small if char.isascii() or not small.isascii() else char


def _person(row: tuple[str, str, str | None, str, str | None, int | None]) -> Person:
    key, name, user, role, roles, retired_at = row
    return Person(key, name, user, tuple(json.loads(roles)) if roles else (role,), retired_at is None)
