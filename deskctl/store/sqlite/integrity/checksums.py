"""The seals: a checksum for each table of facts, updated by each change.

The checksum of a table is the sum of the hashes of its rows. So the order of rows does not matter, a change costs two
hashes, and the sum is wrong if a row is lost or altered by anything other than deskctl.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from deskctl.store.digest import blake2b
from deskctl.store.sqlite.trigram_terms import TABLES

Row: TypeAlias = tuple[Any, ...]
Key: TypeAlias = tuple[str, Row]

SIZE = 16
BYTES = "blob"
"""The table with the bytes of files."""
_MODULUS = 1 << (8 * SIZE)
LITESTREAM = frozenset({"_litestream_lock", "_litestream_seq"})
"""The tables that Litestream adds to a store that it copies; they contain nothing of the desk."""
UNSEALED = frozenset({"alembic_version", "clock", "counter", "history", "seal"}) | TABLES | LITESTREAM
"""Tables without a checksum: clocks and word indexes are derived, the others serve the store itself."""


def row_hash(table: str, row: Row) -> int:
    """Return the hash of a row."""
    if table == BYTES:  # large values are hashed directly, not as text
        row = (row[0], blake2b(row[1], digest_size=SIZE).digest())
    # `ascii` gives the same text in every version of Python, and is the fastest way to bytes.
    return int.from_bytes(blake2b(ascii((table, *row)).encode(), digest_size=SIZE).digest(), "big")


def sum_text(total: int) -> str:
    """Return a sum as stored, in hexadecimal."""
    return f"{total % _MODULUS:0{2 * SIZE}x}"


def table_sum(table: str, rows: Iterable[Row]) -> tuple[int, int]:
    """Return the number of rows and the sum of their hashes."""
    count = total = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the last count is the number of rows
        total += row_hash(table, row)
    return count, total % _MODULUS


def sealed_tables(conn: sqlite3.Connection) -> list[str]:
    """Return the tables that have a checksum."""
    rows = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name"
    )
    return [name for (name,) in rows if name not in UNSEALED]


class Ledger:
    """The hashes of the rows that a transaction changes, before the change; the sums are updated when it ends."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._before: dict[Key, int | None] = {}
        self.is_rebuilt = False
        """Whether all sums are to be computed again when the transaction ends."""
        self._added: dict[str, tuple[int, int]] = {}

    @property
    def touched(self) -> Iterator[Key]:
        """The changed rows, by table and key; rows inserted in bulk by their table and an empty key."""
        yield from self._before
        yield from ((table, ()) for table in self._added)

    def forget(self) -> None:
        """Forget all changes: a new transaction begins."""
        self._before.clear()
        self._added.clear()
        self.is_rebuilt = False

    def touch(self, table: str, **where: Any) -> None:
        """Register the rows with these values, which are about to be changed or removed."""
        if table in UNSEALED:
            return
        keys = _key_places(self._conn, table)
        for row in self._conn.execute(_select(table, tuple(where)), tuple(where.values())):
            self._before.setdefault((table, tuple(row[place] for _, place in keys)), row_hash(table, row))

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """Register a row that is about to be inserted, or to replace the one with its key."""
        if table in UNSEALED:
            return
        key = tuple(row[name] for name, _ in _key_places(self._conn, table))
        if (table, key) not in self._before:
            self._before[table, key] = self._hash(table, key)

    def added(self, table: str, rows: int, total: int) -> None:
        """Add the count and sum of new rows inserted in bulk; see `table_sum`."""
        rows_before, before = self._added.get(table, (0, 0))
        self._added[table] = (rows_before + rows, before + total)

    def sums_added(self) -> dict[str, tuple[int, int]]:
        """Return the counts and sums of rows inserted in bulk so far, for `restore_sums`."""
        return dict(self._added)

    def restore_sums(self, added: dict[str, tuple[int, int]]) -> None:
        """Forget the rows inserted in bulk since `sums_added`: they were rolled back."""
        self._added = added

    def combine(self) -> None:
        """Add the changes of single rows to the sums of their tables, like rows inserted in bulk."""
        self._added = self._changes()
        self._before.clear()

    def settle(self) -> int | None:
        """Write the new sums; return the change of the total, None if no sealed row has changed."""
        changes = self._changes()
        for table, (rows, total) in changes.items():
            self._put(table, rows, total)
        return sum(total for _, total in changes.values()) if changes else None

    def _changes(self) -> dict[str, tuple[int, int]]:
        """Return the changes of the counts and sums by table."""
        changes = dict(self._added)
        for (table, key), before in self._before.items():
            after = self._hash(table, key)
            if after != before:
                rows, total = changes.get(table, (0, 0))
                rows += (after is not None) - (before is not None)
                changes[table] = (rows, total + (after or 0) - (before or 0))
        return changes

    def _hash(self, table: str, key: Row) -> int | None:
        names = tuple(name for name, _ in _key_places(self._conn, table))
        row = self._conn.execute(_select(table, names), key).fetchone()
        return None if row is None else row_hash(table, row)

    def _put(self, table: str, rows: int, total: int) -> None:
        stored = self._conn.execute("SELECT rows, sum FROM seal WHERE name = ?", (table,)).fetchone()
        counted, summed = stored or (0, "0")
        self._conn.execute(
            "INSERT OR REPLACE INTO seal (name, rows, sum) VALUES (?, ?, ?)",
            (table, counted + rows, sum_text(int(summed, 16) + total)),
        )


def seal_again(conn: sqlite3.Connection) -> int:
    """Compute all sums again; return the total."""
    sums = [(table, *table_sum(table, conn.execute(f'SELECT * FROM "{table}"'))) for table in sealed_tables(conn)]
    conn.execute("DELETE FROM seal")
    conn.executemany(
        "INSERT INTO seal (name, rows, sum) VALUES (?, ?, ?)",
        [(table, count, sum_text(total)) for table, count, total in sums],
    )
    return sum(total for _, _, total in sums)


def broken_seals(conn: sqlite3.Connection) -> Iterator[tuple[str, int, int]]:
    """Yield the tables whose rows differ from the seal: name, number of rows in the seal, number of rows now."""
    sealed = {name: (rows, total) for name, rows, total in conn.execute("SELECT name, rows, sum FROM seal")}
    for table in sealed_tables(conn):
        count, total = table_sum(table, conn.execute(f'SELECT * FROM "{table}"'))
        rows, stored = sealed.pop(table, (0, sum_text(0)))
        if (rows, stored) != (count, sum_text(total)):
            yield table, rows, count
    for table, (rows, _) in sealed.items():
        yield table, rows, 0


@cache
def _select(table: str, names: tuple[str, ...]) -> str:
    conditions = " AND ".join(f'"{name}" = ?' for name in names)
    return f'SELECT * FROM "{table}" WHERE {conditions}'


def _key_places(conn: sqlite3.Connection, table: str) -> tuple[tuple[str, int], ...]:
    if table not in _keys():
        columns = conn.execute(f'PRAGMA table_info("{table}")').fetchall()
        keyed = sorted((place, name, index) for index, name, _, _, _, place in columns if place)
        _keys()[table] = tuple((name, index) for _, name, index in keyed)
    return _keys()[table]


@cache
def _keys() -> dict[str, tuple[tuple[str, int], ...]]:
    return {}
