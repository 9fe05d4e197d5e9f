"""The parts of statements that read and write rows by the names of their columns."""

from collections.abc import Iterable
from functools import cache


def column_list(columns: Iterable[str]) -> str:
    """Return an SQL list of column names."""
    return ", ".join(f'"{column}"' for column in columns)


def assignments(columns: Iterable[str]) -> str:
    """Return the assignments that set some columns."""
    return ", ".join(f'"{column}" = ?' for column in columns)


def key_condition(key: Iterable[str]) -> str:
    """Return the condition that selects the rows with a key, by the columns of the key."""
    return " AND ".join(f'"{column}" = ?' for column in key)


@cache
def insertion(table: str, columns: tuple[str, ...], verb: str = "INSERT") -> str:
    """Return the statement that inserts a row."""
    return f"{verb} INTO {table} ({column_list(columns)}) VALUES ({', '.join('?' * len(columns))})"
