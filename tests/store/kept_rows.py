"""Access to stored rows, for tests of a column that no query and no command returns."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

OfNumber = Callable[[int], Any]
"""A value that depends on the number of a ticket."""


def rows(conn: Any, table: str, columns: str, order: str = "", **where: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a table whose columns have the given values."""
    conditions = " AND ".join(f"{name} = ?" for name in where) or "TRUE"
    ordered = f" ORDER BY {order}" if order else ""
    return conn.execute(f"SELECT {columns} FROM {table} WHERE {conditions}{ordered}", [*where.values()]).fetchall()


def column(conn: Any, table: str, name: str, **where: Any) -> list[Any]:
    """Return the values of one column."""
    return [value for (value,) in rows(conn, table, name, **where)]


def count(conn: Any, table: str, **where: Any) -> int:
    """Count the rows of a table whose columns have the given values."""
    return int(rows(conn, table, "count(*)", **where)[0][0])


def kept(store: object, table: str, columns: str = "*", order: str = "", **where: Any) -> list[tuple[Any, ...]]:
    """Return rows of a store that no connection has open."""
    with closing(sqlite3.connect(str(store))) as conn:
        return rows(conn, table, columns, order, **where)


def stock(conn: sqlite3.Connection) -> dict[str, int]:
    """Return how many of each part are in stock."""
    moved = "SELECT coalesce(sum(qty), 0) FROM stock_move WHERE part = part.id"
    return dict(conn.execute(f"SELECT id, opening_qty + ({moved}) FROM part").fetchall())


def everything(store: object, but: Iterable[str] = ()) -> list[list[tuple[Any, ...]]]:
    """Return all rows of all tables except some, as bytes, for comparison."""
    with closing(sqlite3.connect(str(store))) as conn:
        names = column(conn, "sqlite_master", "name", type="table")
        conn.text_factory = bytes
        return [rows(conn, f'"{name}"', "*") for name in sorted({*names} - {*but})]


def faults_of_rows(store: object) -> list[tuple[Any, ...]]:
    """Return the references without a target and the damaged pages that SQLite finds."""
    with closing(sqlite3.connect(str(store))) as conn:
        found = [*conn.execute("PRAGMA foreign_key_check"), *conn.execute("PRAGMA integrity_check")]
    return [row for row in found if row != ("ok",)]


def spoil(store: object, table: str, changed: dict[str, Any], **where: Any) -> None:
    """Write other values into rows of a store directly, as damage or another program would."""
    with closing(sqlite3.connect(str(store))) as conn, conn:
        change(conn, table, changed, **where)


def change(conn: Any, table: str, changed: dict[str, Any], **where: Any) -> None:
    """Write other values into rows directly, without the checks and sums of deskctl."""
    assigned = ", ".join(f"{name} = ?" for name in changed)
    conditions = " AND ".join(f"{name} = ?" for name in where) or "TRUE"
    conn.execute(f"UPDATE {table} SET {assigned} WHERE {conditions}", [*changed.values(), *where.values()])


def without_table(store: object, table: str) -> None:
    """Drop a table, as damage would."""
    with closing(sqlite3.connect(str(store))) as conn, conn:
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute(f"DROP TABLE {table}")


def more_tickets(conn: Any, numbers: Iterable[int], like: Callable[[int], int], **changed: OfNumber) -> None:
    """Add copies of existing tickets with other numbers and the given changes."""
    names = column(conn, "pragma_table_info('ticket')", "name")
    models = {row[names.index("number")]: row for row in rows(conn, "ticket", ", ".join(names))}
    changes = {"number": lambda number: number, **changed}
    copied = (
        [
            changes[name](number) if name in changes else value
            for name, value in zip(names, models[like(number)], strict=True)
        ]
        for number in numbers
    )
    marks = ", ".join("?" * len(names))
    conn.executemany(f"INSERT INTO ticket ({', '.join(names)}) VALUES ({marks})", copied)


@contextmanager
def rolled_back(conn: sqlite3.Connection) -> Iterator[None]:
    """Roll back at the end what is written within the block."""
    conn.execute("BEGIN")
    try:
        yield
    finally:
        conn.rollback()


@contextmanager
def held(store: object) -> Iterator[sqlite3.Connection]:
    """Hold the lock of a store, as another program that is about to write, until the connection rolls back."""
    with closing(sqlite3.connect(str(store), isolation_level=None, check_same_thread=False)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        yield conn
        conn.rollback()
