"""How an open reader notices that others wrote."""

import sqlite3

from deskctl.store.port import Reader

ENGINE_VERSION = sqlite3.sqlite_version
"""The version of SQLite that is at work."""


def data_version(conn: Reader) -> int:
    """Return a number that changes when another connection commits; compare only those of one connection."""
    (version,) = conn.execute("PRAGMA data_version").fetchone()
    return int(version)


def data_version_if_readable(conn: Reader) -> int | None:
    """Return the number as `data_version` does; None if the store cannot be read, which the next read explains."""
    try:
        return data_version(conn)
    except sqlite3.Error:
        return None
