"""The values of a row as the server expects them, and the statement that replaces a row."""

from functools import cache
from typing import Any

from deskctl.models.records import record
from deskctl.store.port import Row
from deskctl.store.row_statements import column_list, insertion


def values_of(table: str, row: Row) -> tuple[Any, ...]:
    """Return the values of a row, with booleans for flags."""
    flags = _flags(table)
    return tuple(bool(value) if name in flags and value is not None else value for name, value in row.items())


@cache
def _flags(table: str) -> frozenset[str]:
    return frozenset(column.name for column in record(table).columns if column.type == "BOOLEAN")


@cache
def replacement(table: str, names: tuple[str, ...]) -> str:
    """Return the statement that replaces the row with the same key."""
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    return f"{insertion(table, names)} ON CONFLICT ({column_list(record(table).key)}) DO UPDATE SET {sets}"
