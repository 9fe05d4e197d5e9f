"""Rows as the store keeps them: for a test that asks about a column which no query or command gives."""

import sqlite3
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
