"""What an engineer needs before a visit: the phone number of the contact, and the last work on the same equipment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_LAST = """
SELECT other.number, other.reported_at, other.title FROM ticket
JOIN ticket AS other ON other.site = ticket.site AND other.number < ticket.number
WHERE ticket.number = ?1 AND other.status IN ('resolved', 'closed') AND (
  NOT EXISTS (SELECT 1 FROM ticket_asset WHERE ticket = ?1)
  OR EXISTS (SELECT 1 FROM ticket_asset AS theirs JOIN ticket_asset AS ours ON ours.asset = theirs.asset
             WHERE theirs.ticket = other.number AND ours.ticket = ?1))
ORDER BY other.number DESC LIMIT 1
"""


class EarlierTicket(NamedTuple):
    """An earlier ticket about the same equipment, or at the same site if the ticket names none."""

    number: int
    reported_at: Instant
    title: str


def last_work_at(conn: Reader, number: int) -> EarlierTicket | None:
    """Return the last resolved or closed ticket about the same equipment; None if there is none."""
    row = conn.execute(_LAST, [number]).fetchone()
    return None if row is None else EarlierTicket(*row)


def phone_of(conn: Reader, contact: str | None) -> str | None:
    """Return the phone number of a contact."""
    row = conn.execute("SELECT phone FROM contact WHERE id = ?", [contact]).fetchone()
    return row[0] if row else None
