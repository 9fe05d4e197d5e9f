"""Rows as the store keeps them: for a test that asks about a column which no query or command gives."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any


def rows(conn: sqlite3.Connection, table: str, columns: str, order: str = "", **where: Any) -> list[tuple[Any, ...]]:
    """Read the rows of a table whose columns have some values."""
    conditions = " AND ".join(f"{name} = :{name}" for name in where) or "TRUE"
    ordered = f" ORDER BY {order}" if order else ""
    return conn.execute(f"SELECT {columns} FROM {table} WHERE {conditions}{ordered}", where).fetchall()


def stock(conn: sqlite3.Connection) -> dict[str, int]:
    """Count how many of each part there are."""
    moved = "SELECT coalesce(sum(qty), 0) FROM stock_move WHERE part = part.id"
    return dict(conn.execute(f"SELECT id, opening_qty + ({moved}) FROM part").fetchall())


def spoil(store: object, table: str, changed: dict[str, Any], **where: Any) -> None:
    """Write other values into rows of a store behind the desk's back, as damage or another program would."""
    assigned = ", ".join(f"{name} = :new_{name}" for name in changed)
    conditions = " AND ".join(f"{name} = :{name}" for name in where) or "TRUE"
    values = {**where, **{f"new_{name}": value for name, value in changed.items()}}
    with closing(sqlite3.connect(str(store))) as conn, conn:
        conn.execute(f"UPDATE {table} SET {assigned} WHERE {conditions}", values)


@contextmanager
def held(store: object) -> Iterator[sqlite3.Connection]:
    """Hold a store's lock, as another program would that is about to write; roll back by the connection, or here."""
    with closing(sqlite3.connect(str(store), isolation_level=None, check_same_thread=False)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        yield conn
        conn.rollback()
