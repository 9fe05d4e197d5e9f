"""The staff with the channels to reach them, and the people for each role of an escalation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.store.facts.people import on_call
from deskctl.store.facts.rows import rows_by_name

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_LEAD = "lead_engineer"
_ROLES = {"all_leads": _LEAD, "service_manager": "service_manager", "business": "business"}
ROLE_WORDS = frozenset({"owner", "on_call_lead", *_ROLES})
"""The words of a rule that name a person by their role."""


@dataclass(frozen=True, slots=True)
class ReachablePerson:
    """One of the staff with roles, mail address, chat channels in order of preference, and quiet hours."""

    id: str
    roles: tuple[str, ...]
    email: str
    channels: tuple[str, ...]
    quiet: str


def reachable_staff(conn: Reader) -> dict[str, ReachablePerson]:
    """Return the active staff by id."""
    rows = rows_by_name(conn, "SELECT * FROM staff ORDER BY id")
    return {
        row["id"]: ReachablePerson(
            row["id"],
            tuple(json.loads(row["roles"] or "null") or [row["role"]]),
            row["email"] or "",
            tuple(json.loads(row["channels"] or "[]")),
            row["quiet"] or "",
        )
        for row in rows
        if row["retired_at"] is None
    }


def people_for(
    conn: Reader, word: str, staff: dict[str, ReachablePerson], owner: str | None, at: Instant
) -> list[ReachablePerson]:
    """Return the people that a word of a rule names: by role at a time, or by id."""
    if word == "owner":
        return [staff[owner]] if owner in staff else []
    if word == "on_call_lead":
        duty = on_call(conn, at)
        return [staff[duty[0]]] if duty and duty[0] in staff else []
    role = _ROLES.get(word)
    if role is not None:
        return [person for person in staff.values() if role in person.roles]
    return [staff[word]] if word in staff else []
