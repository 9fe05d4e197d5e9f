"""Single rows, by their key; a ticket by its name."""

from typing import Any

from deskctl.store.port import Reader


def ticket_named(column: str) -> str:
    """Return SQL for the name of the ticket whose number is in a column, as `names.ticket_name` writes it."""
    return f"printf('T-%03d', {column})"


def row_of(conn: Reader, table: str, **key: Any) -> dict[str, Any] | None:
    """Return the row with a key; None if there is none."""
    condition = " AND ".join(f'"{name}" = ?' for name in key)
    cursor = conn.execute(f"SELECT * FROM {table} WHERE {condition}", tuple(key.values()))
    row = cursor.fetchone()
    return None if row is None else dict(zip((column[0] for column in cursor.description), row, strict=True))


def is_there(conn: Reader, table: str, column: str, value: Any) -> bool:
    """Return whether there is a row with a value."""
    return conn.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (value,)).fetchone() is not None
