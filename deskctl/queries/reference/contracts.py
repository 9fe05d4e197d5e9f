"""The contract of a customer that is in force at a time, and whether another follows a contract."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_EVER = "9999-12-31"
FOLLOWED = (
    "EXISTS (SELECT 1 FROM contract AS later WHERE later.customer = contract.customer AND later.retired_at IS NULL"
    f" AND coalesce(later.maintenance_end, '{_EVER}') > contract.maintenance_end)"
)
"""True of a contract if another one of its customer ends later."""
_BY_RANK = """
SELECT contract.* FROM contract JOIN (
    SELECT id AS ranked, CASE WHEN retired_at <= ?2 THEN 3 WHEN maintenance_start > ?3 THEN 2
        WHEN maintenance_end < ?3 THEN 1 ELSE 0 END AS rank FROM contract WHERE customer = ?1
) AS ranks ON ranked = id
ORDER BY rank, CASE rank WHEN 0 THEN coalesce(maintenance_start, '') WHEN 1 THEN maintenance_end ELSE '' END DESC,
    coalesce(maintenance_start, ''), coalesce(maintenance_end, '9999-12-31') DESC, id LIMIT 1
"""


def contract_in_force(conn: Reader, customer: str | None, at: Instant, zone: tzinfo) -> dict[str, Any]:
    """Return the contract of a customer that covers the day of a time; of several the one that began last.

    Where none covers it: the one that ended last, else the next to begin, else a retired one; empty if there is none.
    """
    cursor = conn.execute(_BY_RANK, (customer, at, _day(at, zone)))
    row = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), row, strict=True)) if row else {}


def covers(contract: Mapping[str, Any], at: Instant, zone: tzinfo) -> bool:
    """Return whether a contract covers the day of a time; a desk without contracts or dates covers every day."""
    retired_at = contract.get("retired_at")
    if retired_at is not None and retired_at <= at:
        return False
    first, last = contract.get("maintenance_start") or "", contract.get("maintenance_end") or _EVER
    return first <= _day(at, zone) <= last


def is_followed(conn: Reader, contract: str) -> bool:
    """Return whether another contract of the same customer ends later."""
    return bool(conn.execute(f"SELECT 1 FROM contract WHERE id = ? AND {FOLLOWED}", [contract]).fetchone())


def _day(at: Instant, zone: tzinfo) -> str:
    return datetime.fromtimestamp(at, zone).date().isoformat()
