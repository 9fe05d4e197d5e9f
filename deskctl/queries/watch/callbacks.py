"""The promised calls that were not made yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_OPEN = """
SELECT callback.id, callback.staff, staff.name, due_at, text, ticket, contact.name,
  coalesce(callback.phone, contact.phone)
FROM callback LEFT JOIN staff ON staff.id = callback.staff LEFT JOIN contact ON contact.id = callback.contact
WHERE done_at IS NULL ORDER BY due_at, callback.id
"""


@dataclass(frozen=True, slots=True)
class PromisedCall:
    """A promised call: who calls whom, when, about what."""

    id: str
    staff: str
    staff_name: str | None
    due_at: Instant
    text: str
    ticket: int | None
    contact: str | None
    phone: str | None


def promised_calls(conn: Reader) -> list[PromisedCall]:
    """Return the promised calls that were not made yet, the soonest first."""
    return [PromisedCall(*row) for row in conn.execute(_OPEN)]
