"""References to a record: the columns that refer to its table, and the tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskctl.store.port import Reader

Reference: TypeAlias = tuple[str, str]
"""A table and a column that refers to a record."""

_MERGED = "merged_into"
_MERGEABLE = frozenset({"customer", "contact", "asset"})
_BESIDE = {"customer": (("mail", "customer"),)}
"""Columns that refer to a record without being declared as references."""


def references_to(table: str) -> Iterator[Reference]:
    """Yield the columns that refer to records of a table, except `merged_into`."""
    from deskctl.models.records import record, tables

    yield from _BESIDE.get(table, ())
    for other in tables():
        for column in record(other).columns:
            if column.to == f"{table}.id" and column.name != _MERGED:
                yield other, column.name


def tickets_naming(conn: Reader, table: str, name: str) -> list[int]:
    """Return the tickets that refer to a customer, a contact or equipment."""
    text = (
        "SELECT ticket FROM ticket_asset WHERE asset = ? ORDER BY ticket"
        if table == "asset"
        else f"SELECT number FROM ticket WHERE {table} = ? ORDER BY number"
    )
    return [number for (number,) in conn.execute(text, [name])]


def tickets_naming_both(conn: Reader, one: str, other: str) -> list[int]:
    """Return the tickets that refer to both of two pieces of equipment."""
    rows = conn.execute(
        "SELECT ticket FROM ticket_asset WHERE asset = ? INTERSECT SELECT ticket FROM ticket_asset WHERE asset = ?",
        [one, other],
    )
    return [number for (number,) in rows]


def remaining_record(conn: Reader, table: str, name: str) -> str:
    """Return the remaining record of a merge: the one that a record was merged into, else itself."""
    row = conn.execute(f"SELECT merged_into FROM {table} WHERE id = ?", [name]).fetchone()
    return name if row is None or row[0] is None else remaining_record(conn, table, row[0])


def with_remaining_records(conn: Reader, table: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the values of a filter with merged records replaced by the remaining ones."""
    return tuple(remaining_record(conn, table, name) for name in names) if table in _MERGEABLE else tuple(names)


def merged_customers(conn: Reader) -> dict[str, str]:
    """Return the customers that were merged into others, each with the one that takes its place."""
    into = dict(conn.execute("SELECT id, merged_into FROM customer WHERE merged_into IS NOT NULL").fetchall())
    return {gone: _last_of(into, gone) for gone in into}


def _last_of(into: dict[str, str], name: str) -> str:
    while name in into:
        name = into[name]
    return name
