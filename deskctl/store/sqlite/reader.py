"""Open a store in a file for reading, and check that its schema is current."""

import os
import sqlite3
import stat
from pathlib import Path

from deskctl.store.migrations.revision import require_current
from deskctl.store.sqlite.address import address
from deskctl.store.sqlite.files import OLD
from deskctl.store.sqlite.sqlite_errors import translated_errors
from deskctl.store.store_errors import absent, foreign, two_names
from deskctl.store.wait_limit import wait_limit

_LINKS_DURING_RESTORE = 2
FEW_PAGES = "PRAGMA cache_size = -512"


def open_reader(path: str, *, few_pages: bool = False) -> sqlite3.Connection:
    """Open a store for reading; raises `StoreUnusable` if it does not exist, is not a store, or has another schema.

    With `few_pages`, at most half a megabyte of the file is kept in memory.
    """
    with translated_errors(path):
        conn = connect_reader(path)
        try:
            if few_pages:
                conn.execute(FEW_PAGES)
            require_current(conn, path)
        except BaseException:
            conn.close()
            raise
        return conn


def connect_reader(path: str) -> sqlite3.Connection:
    """Return a read-only connection to a file, whatever it contains."""
    require_one_name(path)
    conn = _connect(address(path, "ro"))
    try:
        conn.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        conn.close()
        if not _is_immutable(path):
            raise
        return _connect(f"{address(path, 'ro')}&immutable=1")
    except sqlite3.DatabaseError:
        conn.close()
        raise
    return conn


def place_of(path: str) -> tuple[int, int] | None:
    """Return the device and inode of a file; None if there is none.

    Also None for a file with a second name, and for one that is read as if nobody could change it.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - a path object costs twice as much, before each read
    except OSError:
        return None
    return None if status.st_nlink > 1 or _is_immutable(path) else (status.st_dev, status.st_ino)


def require_one_name(path: str) -> None:
    """Raise `StoreError` for a folder, and for a store with a second hard link: each name has its own log and head.

    While a store is replaced by a backup, it has both its old and its new name for a moment.
    """
    try:
        status = Path(path).stat()
    except FileNotFoundError:
        raise absent(path) from None
    if stat.S_ISDIR(status.st_mode):
        raise foreign(path)
    if status.st_nlink > 1 and not (status.st_nlink == _LINKS_DURING_RESTORE and _is_kept_beside(path)):
        raise two_names(path)


def _is_kept_beside(path: str) -> bool:
    try:
        return Path(path + OLD).samefile(path)
    except FileNotFoundError:
        return False


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=wait_limit(), isolation_level=None, check_same_thread=False)


def _is_immutable(path: str) -> bool:
    """Return whether nobody can write to the folder of a file, so that no writer can change the file."""
    folder = Path(path).absolute().parent
    return not os.access(folder, os.W_OK) and not Path(f"{path}-wal").exists()
