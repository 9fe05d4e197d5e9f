"""The tickets that need a visit not planned yet, and the last change of each visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.sla.lifecycle import OPEN_STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

_UNPLANNED = f"""
SELECT DISTINCT ticket.number, customer.name, ticket.title FROM ticket
JOIN action ON action.ticket = ticket.number AND action.event = 'onsite_requested'
LEFT JOIN customer ON customer.id = ticket.customer
WHERE ticket.status IN ({", ".join("?" * len(OPEN_STATUSES))})
  AND NOT EXISTS (SELECT 1 FROM visit WHERE visit.ticket = ticket.number AND visit.state <> 'dropped')
  AND NOT EXISTS (SELECT 1 FROM action AS gone WHERE gone.ticket = ticket.number
    AND gone.event IN ('departed', 'arrived', 'onsite_cancelled'))
ORDER BY ticket.number
"""
_CHANGES = "SELECT id, max(seq) FROM master_action WHERE noun = 'visit' AND id IN ({marks}) GROUP BY id"
_MANY = 500


def visits_to_plan(conn: Reader) -> list[tuple[int, str | None, str]]:
    """Return the open tickets with a requested visit but no planned one: number, customer, title."""
    return [(row[0], row[1], row[2]) for row in conn.execute(_UNPLANNED, [*OPEN_STATUSES])]


def changes_of(conn: Reader, visits: Sequence[str]) -> dict[str, int]:
    """Return the number of the last action of each visit."""
    changes: dict[str, int] = {}
    for place in range(0, len(visits), _MANY):
        some = visits[place : place + _MANY]
        changes |= dict(conn.execute(_CHANGES.format(marks=", ".join("?" * len(some))), list(some)).fetchall())
    return changes
