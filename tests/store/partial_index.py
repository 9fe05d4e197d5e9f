"""A store whose search index can be made incomplete for a while."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


def prepare_incomplete_index(conn: sqlite3.Connection) -> None:
    """Create a table on this connection that hides the counter of tickets that are not indexed."""
    conn.execute("CREATE TEMP TABLE counter (name, value)")


@contextmanager
def incomplete_index(conn: sqlite3.Connection) -> Iterator[None]:
    """Report a ticket as not indexed within the block."""
    conn.execute("INSERT INTO temp.counter VALUES ('unindexed', 1)")
    try:
        yield
    finally:
        conn.execute("DELETE FROM temp.counter")
