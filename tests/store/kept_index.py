"""A store whose index of words can be left out for a while, as if it did not know every ticket."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


def let_the_index_be_left_out(conn: sqlite3.Connection) -> None:
    """Put a table of this connection in front of the one that says whether every ticket is indexed."""
    conn.execute("CREATE TEMP TABLE counter (name, value)")


@contextmanager
def left_out(conn: sqlite3.Connection) -> Iterator[None]:
    """Let a ticket be unknown to the index meanwhile."""
    conn.execute("INSERT INTO temp.counter VALUES ('unindexed', 1)")
    try:
        yield
    finally:
        conn.execute("DELETE FROM temp.counter")
