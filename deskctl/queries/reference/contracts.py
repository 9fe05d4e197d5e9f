"""The current contract of a customer: the one whose maintenance ends last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deskctl.store.port import Reader

NEWEST = "SELECT * FROM contract WHERE customer = ? ORDER BY maintenance_end DESC NULLS LAST, id LIMIT 1"


def newest_contract(conn: Reader, customer: str | None) -> dict[str, Any]:
    """Return the contract of a customer whose maintenance ends last; empty if there is none."""
    cursor = conn.execute(NEWEST, (customer,))
    row = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), row, strict=True)) if row else {}
