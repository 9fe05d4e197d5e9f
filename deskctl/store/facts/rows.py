"""Read rows by the names of their columns, or a single row by its key; write the name of a ticket in SQL."""

from collections.abc import Iterator, Sequence
from typing import Any

from deskctl.store.port import Cursor, Reader
from deskctl.store.row_statements import key_condition


def ticket_name_sql(column: str) -> str:
    """Return the SQL expression for the name of the ticket whose number a column contains; see `names.ticket_name`."""
    return f"printf('T-%03d', {column})"


def by_name(cursor: Cursor) -> Iterator[dict[str, Any]]:
    """Yield the rows of a query by the names of its columns."""
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def rows_by_name(conn: Reader, text: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Return the rows of a query by the names of its columns."""
    return list(by_name(conn.execute(text, values)))


def row_by_name(conn: Reader, text: str, values: Sequence[Any] = ()) -> dict[str, Any] | None:
    """Return the first row of a query by the names of its columns; None if there is none."""
    cursor = conn.execute(text, values)
    row = cursor.fetchone()
    return None if row is None else dict(zip((column[0] for column in cursor.description), row, strict=True))


def row_of(conn: Reader, table: str, **key: Any) -> dict[str, Any] | None:
    """Return the row with a key; None if there is none."""
    return row_by_name(conn, f"SELECT * FROM {table} WHERE {key_condition(key)}", tuple(key.values()))


def row_exists(conn: Reader, table: str, column: str, value: Any) -> bool:
    """Return whether a table has a row with a value in a column."""
    return conn.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (value,)).fetchone() is not None
