"""The open tickets of an owner or a customer, which keep the record in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import IS_OPEN

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def open_tickets_of(conn: Reader, column: str, name: str) -> list[int]:
    """Return the numbers of the open tickets of an owner or a customer."""
    rows = conn.execute(f"SELECT number FROM ticket WHERE {column} = ? AND {IS_OPEN} ORDER BY number", [name])
    return [number for (number,) in rows]


def open_tickets_visited_by(conn: Reader, staff: str) -> list[int]:
    """Return the numbers of the open tickets on which a person ever arrived on site."""
    rows = conn.execute(
        "SELECT DISTINCT number FROM ticket JOIN action ON action.ticket = number"
        f" WHERE action.event = 'arrived' AND action.actor = ? AND {IS_OPEN} ORDER BY number",
        [staff],
    )
    return [number for (number,) in rows]
