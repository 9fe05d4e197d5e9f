"""Read a staging in portions, prepared before the write lock is taken, so that it is held only briefly."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from deskctl.store.facts.shipped_records import REPLACEABLE
from deskctl.store.port import Reader
from deskctl.store.row_statements import insertion
from deskctl.store.sqlite.bulk_import.staging import columns_of, is_numbered, key_of
from deskctl.store.sqlite.integrity.checksums import UNSEALED, Row, table_sum
from deskctl.store.sqlite.writing.transaction import ledger

POLICIES = "policy_version"
TICKET = "ticket"
_ORDERS = {
    "master_action": "noun, id, seq",
    "receipt": "key",
    "mail_seen": "account, folder, uidvalidity, uid",
    "outbox_try": "outbox, no",
}
"""Tables without row numbers, each with the columns that order it."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """New rows of one table, with their count and checksum."""

    table: str
    statement: str
    rows: Iterable[Row]
    count: int
    total: int

    def put(self, conn: sqlite3.Connection) -> None:
        """Insert the rows, within the transaction of the caller; they replace shipped records with the same id."""
        if self.table in REPLACEABLE:
            self._replace(conn)
            return
        conn.executemany(self.statement, self.rows)
        if self.table not in UNSEALED:
            ledger(conn).added(self.table, self.count, self.total)

    def _replace(self, conn: sqlite3.Connection) -> None:
        for row in self.rows:
            ledger(conn).add(self.table, dict(zip(columns_of(conn, self.table), row, strict=True)))
            conn.execute(self.statement.replace("INSERT", "INSERT OR REPLACE", 1), row)


@dataclass(frozen=True, slots=True)
class TicketBatch:
    """Some tickets, by number, with the rows of all tables that belong to them."""

    numbers: Sequence[int]
    parts: Sequence[TableRows]

    def put(self, conn: sqlite3.Connection) -> None:
        """Insert the tickets, within the transaction of the caller."""
        for part in self.parts:
            part.put(conn)


class StagingContents:
    """The content of a staging, read in portions."""

    def __init__(self, staging: sqlite3.Connection) -> None:
        self._staging = staging
        tables = [name for (name,) in staging.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in tables if name != "staged"]
        self.records = [name for name in kept if is_numbered(staging, name) and name not in {TICKET, POLICIES}]
        self._of_tickets = [name for name in kept if name == TICKET or key_of(staging, name) == "ticket"]

    def highest(self) -> int:
        """Return the highest number of a ticket."""
        (number,) = self._staging.execute("SELECT max(number) FROM ticket").fetchone()
        return number or 0

    def count_to(self, number: int) -> int:
        """Count the tickets up to a number."""
        (count,) = self._staging.execute("SELECT count(*) FROM ticket WHERE number <= ?", (number,)).fetchone()
        return int(count)

    def key(self, table: str) -> str:
        """Return the key column of a table of reference records, or of tickets."""
        return "number" if table == TICKET else "id"

    def contains(self, table: str, name: str | int) -> bool:
        """Return whether the staging contains a reference record or a ticket."""
        cursor = self._staging.execute(f'SELECT 1 FROM "{table}" WHERE {self.key(table)} = ?', (name,))
        return cursor.fetchone() is not None

    def all_records(self) -> list[TableRows]:
        """Return the reference records, in the order of the file; their rows are read while they are inserted."""
        records = [self._streamed(table, "rowid") for table in self.records]
        beside = (self._streamed(table, order) for table, order in _ORDERS.items())
        return [rows for rows in (*records, *beside) if rows.count]

    def record_tables(self) -> Iterator[tuple[str, tuple[str, ...], Iterable[Row]]]:
        """Yield each table except policies and those of tickets, with its columns and an iterator of its rows."""
        for table in (*self.records, *_ORDERS):
            order = _ORDERS.get(table, "rowid")
            yield (
                table,
                columns_of(self._staging, table),
                self._staging.execute(f'SELECT * FROM "{table}" ORDER BY {order}'),
            )

    def policies(self, conn: Reader) -> TableRows:
        """Return the policy versions that a store does not have."""
        existing = set(conn.execute(f"SELECT id, version FROM {POLICIES}"))
        staged = self._staging.execute(f"SELECT * FROM {POLICIES} ORDER BY rowid").fetchall()
        return self._ready(POLICIES, [row for row in staged if row[:2] not in existing])

    def tickets(self, after: int, most: int) -> TicketBatch:
        """Return the tickets with the next numbers, at most `most` of them."""
        rows = self._staging.execute(
            "SELECT number FROM ticket WHERE number > ? ORDER BY number LIMIT ?", (after, most)
        )
        numbers = [number for (number,) in rows]
        first, last = (numbers[0], numbers[-1]) if numbers else (0, 0)
        return TicketBatch(numbers, [self._between(table, first, last) for table in self._of_tickets])

    def _between(self, table: str, first: int, last: int) -> TableRows:
        key = key_of(self._staging, table)
        rows = self._staging.execute(f'SELECT * FROM "{table}" WHERE {key} BETWEEN ? AND ?', (first, last))
        return self._ready(table, rows.fetchall())

    def _ready(self, table: str, rows: list[Row]) -> TableRows:
        return TableRows(
            table, self._insertion(table), rows, *(table_sum(table, rows) if table not in UNSEALED else (0, 0))
        )

    def _streamed(self, table: str, order: str) -> TableRows:
        rows = f'SELECT * FROM "{table}" ORDER BY {order}'
        count, total = table_sum(table, self._staging.execute(rows))
        return TableRows(table, self._insertion(table), self._staging.execute(rows), count, total)

    def _insertion(self, table: str) -> str:
        return insertion(table, columns_of(self._staging, table))
