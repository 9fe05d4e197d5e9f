"""A copy of the policies and days in a staging, for processes that cannot use its connection."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from deskctl.store.row_statements import insertion
from deskctl.store.sqlite.bulk_import.staging import columns_of

_TABLES = ("policy_version", "holiday", "calendar_day", "calendar_year")


@dataclass(frozen=True, slots=True)
class ContextCopy:
    """Statements that create and fill tables, each with its rows."""

    statements: list[tuple[str, str, list[tuple[Any, ...]]]]

    def opened(self) -> sqlite3.Connection:
        """Return a new connection to the tables, in memory."""
        conn = sqlite3.connect(":memory:", isolation_level=None)
        for creation, filling, rows in self.statements:
            conn.execute(creation)
            conn.executemany(filling, rows)
        return conn


def copied_context(staging: sqlite3.Connection) -> ContextCopy:
    """Copy the policies and days that a staging contains now."""
    return ContextCopy([_copied(staging, table) for table in _TABLES])


def _copied(staging: sqlite3.Connection, table: str) -> tuple[str, str, list[tuple[Any, ...]]]:
    (creation,) = staging.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    columns = columns_of(staging, table)
    rows = staging.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall()
    return creation, insertion(table, ("rowid", *columns)), rows
