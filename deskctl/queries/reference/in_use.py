"""Records in use: the open tickets of an owner or a customer, a loaner that is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.stock_and_loans import out_on

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def open_tickets_of(conn: Reader, column: str, name: str) -> list[int]:
    """Return the numbers of the open tickets of an owner or a customer."""
    rows = conn.execute(f"SELECT number FROM ticket WHERE {column} = ? AND {IS_OPEN} ORDER BY number", [name])
    return [number for (number,) in rows]


def loaner_is_out(conn: Reader, loaner: str) -> bool:
    """Return whether a loaner is with a customer."""
    row = conn.execute(f"SELECT {out_on('loaner.id', '1')} FROM loaner WHERE id = ?", [loaner]).fetchone()
    return bool(row and row[0])
