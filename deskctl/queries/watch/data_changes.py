"""Which tickets others changed since the last look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


def changed_since(conn: Reader, since: Instant) -> list[int]:
    """List the numbers of the tickets on which something was recorded at a time or later."""
    rows = conn.execute("SELECT number FROM ticket WHERE changed_at >= ? ORDER BY number", [since])
    return [number for (number,) in rows]
