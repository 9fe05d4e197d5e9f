"""Who there is for a role: the lead engineer on call, else the first of the staff."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_LEAD = "lead_engineer"
_FIRST = "SELECT role, min(id) FROM staff GROUP BY role"
_ON_CALL = 'SELECT staff FROM roster WHERE start <= ?1 AND "end" > ?1 ORDER BY start DESC, id LIMIT 1'


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: their role, None where they are not on the staff; and how one finds a colleague for each role."""

    role: str | None
    colleagues: Callable[[], Mapping[str, str]] = dict


def actor_at(reader: "Reader", person: str, at: "Instant") -> Actor:
    """Describe who acts at a moment."""
    row = reader.execute("SELECT role FROM staff WHERE id = ?", (person,)).fetchone()
    return Actor(None if row is None else row[0], partial(colleagues, reader, at))


def colleagues(reader: "Reader", at: "Instant | None" = None) -> dict[str, str]:
    """Return one of the staff for each role; for the leads the one on call at a moment, where it is given."""
    found: dict[str, str] = dict(reader.execute(_FIRST).fetchall())
    on_call = reader.execute(_ON_CALL, (at,)).fetchone()
    return found if on_call is None else {**found, _LEAD: on_call[0]}
