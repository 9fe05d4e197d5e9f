"""The `Transaction` of SQLite, which updates checksums and search texts with every change of a row."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from deskctl.store.port import Key, Row
from deskctl.store.row_statements import assignments, insertion, key_condition
from deskctl.store.search.upkeep import SearchUpkeep
from deskctl.store.sqlite.integrity.checksums import BYTES, Ledger, row_hash
from deskctl.store.store_errors import row_not_saved

_NEXT = """
INSERT INTO counter (name, value) VALUES (?, ? + 1)
ON CONFLICT (name) DO UPDATE SET value =
    CASE WHEN counter.value < excluded.value THEN excluded.value ELSE counter.value + 1 END RETURNING value
"""


class SealedConnection(sqlite3.Connection):
    """A connection that writes, and records its changes in a ledger."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.ledger = Ledger(self)
        self.search = SearchUpkeep(self)
        self.process: int | None = None
        """The process that began the transaction."""

    @property
    def touched(self) -> Iterator[Key]:
        """The rows that were changed so far."""
        return self.ledger.touched

    def insert(self, table: str, row: Row) -> None:
        """Add a row."""
        if table == BYTES:  # large, new and never changed: it is hashed directly, not read again
            self.ledger.added(table, 1, row_hash(table, tuple(row.values())))
            self.execute(insertion(table, tuple(row)), tuple(row.values()))
            return
        self.ledger.add(table, row)
        if self.execute(insertion(table, tuple(row)), tuple(row.values())).rowcount != 1:
            raise row_not_saved(table)
        self.search.written(table, row)

    def replace(self, table: str, row: Row) -> None:
        """Replace the row with the same key."""
        self.ledger.add(table, row)
        self.execute(insertion(table, tuple(row), "INSERT OR REPLACE"), tuple(row.values()))
        self.search.written(table, row)

    def update(self, table: str, key: Mapping[str, Any], columns: Row) -> None:
        """Change columns of the rows with a key."""
        self.ledger.touch(table, **key)
        with self.search.following(table, key, columns):
            self.execute(
                f"UPDATE {table} SET {assignments(columns)} WHERE {key_condition(key)}",
                (*columns.values(), *key.values()),
            )

    def delete(self, table: str, key: Mapping[str, Any]) -> None:
        """Remove the rows with a key."""
        self.ledger.touch(table, **key)
        with self.search.following(table, key):
            self.execute(f"DELETE FROM {table} WHERE {key_condition(key)}", tuple(key.values()))

    def next_number(self, name: str, after: int = 0) -> int:
        """Return the next number of a counter, which is greater than `after`; none is returned twice."""
        return int(self.execute(_NEXT, (name, after)).fetchone()[0])

    def hold(self, table: str, key: object = None) -> None:
        """Do nothing: a file has only one writer at a time."""

    def combine_changes(self) -> None:
        """Add the changes so far to the sums of their tables."""
        self.ledger.combine()

    @contextmanager
    def step(self, *, keep: bool = True) -> Iterator[None]:
        """Undo the changes of the block if it fails or `keep` is false."""
        self.execute("SAVEPOINT step")
        added = self.ledger.sums_added()
        try:
            yield
        except BaseException:
            keep = False
            raise
        finally:
            if not keep:
                self.execute("ROLLBACK TO step")
                self.ledger.restore_sums(added)
            self.execute("RELEASE step")


def ledger(conn: object) -> Ledger:
    """Return the ledger of a connection that was opened for writing."""
    if not isinstance(conn, SealedConnection):
        raise TypeError(type(conn))
    return conn.ledger
