"""Read a single row by its key, and write the name of a ticket in SQL."""

from typing import Any

from deskctl.store.port import Reader
from deskctl.store.row_statements import key_condition


def ticket_name_sql(column: str) -> str:
    """Return the SQL expression for the name of the ticket whose number a column contains; see `names.ticket_name`."""
    return f"printf('T-%03d', {column})"


def row_of(conn: Reader, table: str, **key: Any) -> dict[str, Any] | None:
    """Return the row with a key; None if there is none."""
    cursor = conn.execute(f"SELECT * FROM {table} WHERE {key_condition(key)}", tuple(key.values()))
    row = cursor.fetchone()
    return None if row is None else dict(zip((column[0] for column in cursor.description), row, strict=True))


def row_exists(conn: Reader, table: str, column: str, value: Any) -> bool:
    """Return whether a table has a row with a value in a column."""
    return conn.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (value,)).fetchone() is not None
