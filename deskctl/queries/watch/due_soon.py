"""Which promises are soon due: one definition for the counts, the board and the alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.sla.state import OPEN

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

FIRM = f"clock.outcome = '{OPEN}' AND NOT clock.soft AND {IS_OPEN}"
"""The condition of the promises that people are warned of: firm ones of tickets that are not over."""

SOON = (
    f"{FIRM} AND +clock.due >= ?1 AND clock.warns_at <= ?1 AND clock.start <= ?1"
    " AND (clock.opens_at IS NULL OR clock.opens_at <= ?1)"
)
"""The condition of those that run, are past the warning time of their policy, and are not late.

The sign before `due` leaves the choice of the index to `warns_at`: few are past their warning, many are not late.
"""

LATE_OR_SOON = (
    f"{FIRM} AND (clock.due < ?1 OR clock.warns_at <= ?1) AND clock.start <= ?1"
    " AND (clock.opens_at IS NULL OR clock.opens_at <= ?1)"
)
"""The condition of these and of those that are late."""

_TICKETS = f"SELECT ticket.number, ticket.owner FROM clock JOIN ticket ON ticket.number = clock.ticket WHERE {SOON}"


def soon_tickets(conn: Reader, at: Instant) -> dict[int, str | None]:
    """Return the open tickets with a promise that is soon due, each with its owner; another of it may be late."""
    return dict(conn.execute(_TICKETS, [at]).fetchall())
