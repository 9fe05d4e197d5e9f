"""Find possible duplicates: records with the same name, phone, mail address, serial or contract number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.language.folding import fold, joined, phone_digits
from deskctl.queries.conditions.record_words import ids_holding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from deskctl.store.port import Reader

_SAME: Mapping[str, Mapping[str, Callable[[str], str]]] = {
    "customer": {"name": fold, "agreed_phone": phone_digits},
    "site": {"name": fold},
    "contact": {"name": fold, "phone": phone_digits, "email": fold},
    "contract": {"no": joined},
    "asset": {"serial": joined},
    "staff": {"name": fold, "phone": phone_digits, "email": fold},
    "vendor": {"name": fold},
    "part": {"model": joined},
    "loaner": {"serial": joined},
    "expert": {"name": fold},
    "hotline": {"number": phone_digits},
}
_WITHIN = {("contact", "name"): "customer", ("site", "name"): "customer"}
"""Columns whose equal values mean a duplicate only within the same owner."""

_MOST = 3


def duplicates_of(conn: Reader, table: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield possible duplicates of a row, each with the column that is equal, a few for each column."""
    for column, normalise in _SAME.get(table, {}).items():
        if row.get(column):
            for name in _same_value(conn, table, column, row, normalise):
                yield name, column


def _same_value(
    conn: Reader, table: str, column: str, row: Mapping[str, Any], normalise: Callable[[str], str]
) -> list[str]:
    """Return the first few records with the same value in a column; the word index finds the candidates."""
    condition, values = ids_holding(conn, table, row[column]) if table != "hotline" else ("TRUE", [])
    owner = _WITHIN.get((table, column))
    if owner is not None:
        condition, values = f"{condition} AND {owner} = ?", [*values, row.get(owner)]
    rows = conn.execute(
        f"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL AND id <> ? AND retired_at IS NULL"
        f" AND {condition} ORDER BY id",
        [row["id"], *values],
    )
    same = normalise(row[column])
    return [name for name, value in rows if same and normalise(value) == same][:_MOST]
