"""The SQL conditions for promises that are due soon, shared by counts, board and alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.sla.state import OPEN

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

FIRM = f"clock.outcome = '{OPEN}' AND NOT clock.soft AND {IS_OPEN}"
"""The condition for promises that people are warned of: firm, open, on a ticket that is not over."""

SOON = (
    f"{FIRM} AND +clock.due >= ?1 AND clock.warns_at <= ?1 AND clock.start <= ?1"
    " AND (clock.opens_at IS NULL OR clock.opens_at <= ?1)"
)
"""The condition for those that run, are past their warning time, and are not late.

The plus sign before `due` makes SQLite use the index on `warns_at`: few promises are past it, but many are not late.
"""

LATE_OR_SOON = (
    f"{FIRM} AND (clock.due < ?1 OR clock.warns_at <= ?1) AND clock.start <= ?1"
    " AND (clock.opens_at IS NULL OR clock.opens_at <= ?1)"
)
"""The condition for promises that are due soon or late."""

_TICKETS = f"SELECT ticket.number, ticket.owner FROM clock JOIN ticket ON ticket.number = clock.ticket WHERE {SOON}"


def soon_tickets(conn: Reader, at: Instant) -> dict[int, str | None]:
    """Return the open tickets with a promise that is due soon, each with its owner; another promise may be late."""
    return dict(conn.execute(_TICKETS, [at]).fetchall())
