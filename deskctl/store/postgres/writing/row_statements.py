"""The statements that write a row, and its values as the server expects them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from deskctl.models.records import record
from deskctl.store.port import Row


def values_of(table: str, row: Row) -> tuple[Any, ...]:
    """Return the values of a row, with booleans for flags."""
    flags = _flags(table)
    return tuple(bool(value) if name in flags and value is not None else value for name, value in row.items())


@cache
def _flags(table: str) -> frozenset[str]:
    return frozenset(column.name for column in record(table).columns if column.type == "BOOLEAN")


def condition(key: Mapping[str, Any]) -> str:
    """Return the condition that selects the rows with a key."""
    return " AND ".join(f'"{name}" = ?' for name in key)


@cache
def insertion(table: str, names: tuple[str, ...]) -> str:
    """Return the statement that inserts a row."""
    listed = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(names))})"


@cache
def replacement(table: str, names: tuple[str, ...]) -> str:
    """Return the statement that replaces the row with the same key."""
    key = ", ".join(f'"{name}"' for name in record(table).key)
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    return f"{insertion(table, names)} ON CONFLICT ({key}) DO UPDATE SET {sets}"
