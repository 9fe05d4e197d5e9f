"""The read side: a connection that cannot write, opened without loading any ORM."""

import os
import sqlite3
from pathlib import Path

from deskctl.store.address import address
from deskctl.store.revision import require_current
from deskctl.store.trouble import absent, naming_trouble

BUSY_SECONDS = 30.0
_WAIT = "DESKCTL_WAIT"


def patience() -> float:
    """Tell how many seconds to wait for a store that others write to: `DESKCTL_WAIT`, else half a minute."""
    try:
        return min(max(float(os.environ.get(_WAIT, "")), 0.0), 86400.0)
    except ValueError:
        return BUSY_SECONDS


def open_reader(path: str) -> sqlite3.Connection:
    """Open a store for reading; raises `StoreUnusable` where it is absent, no store, or of another schema."""
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
    if not Path(path).exists():
        raise absent(path)
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


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=patience(), isolation_level=None, check_same_thread=False)


def _lies_still(path: str) -> bool:
    """Tell whether a file lies where nothing can be written, so that no writer can be at work on it."""
    folder = Path(path).absolute().parent
    return not os.access(folder, os.W_OK) and not Path(f"{path}-wal").exists()
