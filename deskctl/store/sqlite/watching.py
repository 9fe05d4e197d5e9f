"""Detect on an open reader that another connection has written to a store in a file."""

import sqlite3

from deskctl.store.port import Reader

ENGINE_VERSION = sqlite3.sqlite_version
"""The version of SQLite in use."""


def data_version(conn: Reader) -> int:
    """Return a number that changes when another connection commits, comparable only within one connection."""
    (version,) = conn.execute("PRAGMA data_version").fetchone()
    return int(version)


def data_version_if_readable(conn: Reader) -> int | None:
    """Return the number of `data_version`; None if the store cannot be read, which the next read will explain."""
    try:
        return data_version(conn)
    except sqlite3.Error:
        return None
