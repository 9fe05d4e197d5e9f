"""Find reference records by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.language.folding import fold
from deskctl.models.records import record

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_NAMES = {"contract": "no"}
_OTHER = ("external_id", "user")


def records_named(conn: Reader, table: str, word: str, customer: str | None = None) -> list[tuple[str, str]]:
    """Return the records not retired with this id, name, user name or external id, folded, as (id, name).

    If any of them belongs to the customer, only those are returned.
    """
    columns = record(table).names
    name = _NAMES.get(table, "name")
    if name not in columns:
        return []
    keys = ["id", name, *(column for column in _OTHER if column in columns)]
    owner = "customer" if "customer" in columns else "NULL"
    in_use = "retired_at IS NULL" if "retired_at" in columns else "TRUE"
    sought = fold(word)
    rows = conn.execute(f"SELECT {owner}, {', '.join(keys)} FROM {table} WHERE {in_use} ORDER BY id")
    named = [row for row in rows if any(value is not None and fold(value) == sought for value in row[1:])]
    theirs = [row for row in named if customer is not None and row[0] == customer]
    return [(row[1], row[2]) for row in theirs or named]
