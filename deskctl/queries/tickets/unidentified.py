"""The open tickets whose customer is not identified yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.sla.lifecycle import OPEN_STATUSES

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_UNIDENTIFIED = f"""
SELECT number, title FROM ticket WHERE customer IS NULL AND status IN ({", ".join("?" * len(OPEN_STATUSES))})
ORDER BY number
"""


def unidentified_tickets(conn: Reader) -> list[tuple[int, str]]:
    """Return the open tickets whose customer is not identified yet: number and title."""
    return [(int(number), str(title or "")) for number, title in conn.execute(_UNIDENTIFIED, [*OPEN_STATUSES])]
