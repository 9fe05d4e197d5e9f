"""The read side: a connection that cannot write, opened without loading any ORM."""

import os
import sqlite3
from pathlib import Path

from deskctl.store.migrations.revision import require_current
from deskctl.store.sqlite.address import address
from deskctl.store.sqlite.files import OLD
from deskctl.store.sqlite.sqlite_errors import naming_trouble
from deskctl.store.store_errors import absent, two_names
from deskctl.store.wait_limit import wait_limit

_WHILE_RESTORED = 2


def open_reader(path: str) -> sqlite3.Connection:
    """Open a store for reading; raises `StoreUnusable` if it is absent, no store, or of another schema."""
    with naming_trouble(path):
        conn = connect_reader(path)
        try:
            require_current(conn, path)
        except BaseException:
            conn.close()
            raise
        return conn


def connect_reader(path: str) -> sqlite3.Connection:
    """Connect to a file for reading, whatever it holds."""
    _require_one_name(path)
    conn = _connect(address(path, "ro"))
    try:
        conn.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        conn.close()
        if not _lies_still(path):
            raise
        return _connect(f"{address(path, 'ro')}&immutable=1")
    except sqlite3.DatabaseError:
        conn.close()
        raise
    return conn


def _require_one_name(path: str) -> None:
    """Refuse a store with a second hard link: each name would have a log and a head file of its own.

    A store that is being replaced by a backup has both its old and its new name for a short time.
    """
    try:
        status = Path(path).stat()
    except FileNotFoundError:
        raise absent(path) from None
    if status.st_nlink > 1 and not (status.st_nlink == _WHILE_RESTORED and _is_kept_beside(path)):
        raise two_names(path)


def _is_kept_beside(path: str) -> bool:
    try:
        return Path(path + OLD).samefile(path)
    except FileNotFoundError:
        return False


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=wait_limit(), isolation_level=None, check_same_thread=False)


def _lies_still(path: str) -> bool:
    """Return whether a file lies where nothing can be written, so that no writer can change it."""
    folder = Path(path).absolute().parent
    return not os.access(folder, os.W_OK) and not Path(f"{path}-wal").exists()
