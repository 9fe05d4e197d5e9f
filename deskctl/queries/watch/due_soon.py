"""Which tickets are soon due: counted every few seconds, from an index alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import IS_OPEN

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_SOON = f"SELECT number, owner FROM ticket WHERE {IS_OPEN} AND next_warns_at <= ? AND next_due_at >= ?"


def soon_tickets(conn: Reader, at: Instant) -> dict[int, str | None]:
    """Return the open tickets whose next promise has been warned of and is not late, each with its owner."""
    return dict(conn.execute(_SOON, [at, at]).fetchall())
