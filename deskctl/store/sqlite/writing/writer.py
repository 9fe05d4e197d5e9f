"""The write side: one transaction at a time, its lock taken at the start, safe on the disk when it ends."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from deskctl.store.save_count import note_saved
from deskctl.store.sqlite.address import address
from deskctl.store.sqlite.integrity.commit_log import keep_head, keep_history, require_agreement
from deskctl.store.sqlite.integrity.head_file import SAFE_EVERY, Head, sync_head
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.sqlite_errors import naming_trouble
from deskctl.store.sqlite.writing.transaction import SealedConnection
from deskctl.store.sqlite.writing.writer_queue import write_lock
from deskctl.store.store_errors import forked, moved
from deskctl.store.wait_limit import wait_limit


def connect_writer(path: str, *, foreign_keys: bool = True) -> SealedConnection:
    """Connect to a file for writing, whatever it holds."""
    conn: SealedConnection = sqlite3.connect(
        address(path, "rw"),
        uri=True,
        timeout=wait_limit(),
        isolation_level=None,
        check_same_thread=False,
        factory=SealedConnection,
    )
    conn.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
    conn.execute("PRAGMA secure_delete = ON")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("PRAGMA fullfsync = ON")
    return conn


def begin(conn: SealedConnection) -> None:
    """Begin a transaction with the lock, before anything is read."""
    conn.execute("BEGIN IMMEDIATE")
    conn.ledger.forget()
    conn.search.forget()
    conn.process = os.getpid()


def seal(conn: SealedConnection, path: str) -> Head | None:
    """Make a transaction ready to be committed by the process that began it; return the new head."""
    if conn.process != os.getpid():
        raise forked(path)
    conn.search.finish()
    return keep_history(conn)


def update_head(file: int, head: Head | None, *, sync: bool) -> bool:
    """Write the new head to the head file; return whether it is safe on the disk.

    If that fails the change is saved all the same, and the next writer does it.
    """
    if head is not None:
        note_saved()
    try:
        return head is None or keep_head(file, head, sync=sync)
    except OSError:
        return False


@contextmanager
def writing_once(path: str, *, accept: bool = False) -> Iterator[SealedConnection]:
    """Run one transaction: committed at the end, rolled back on any error; SQLite's errors are translated.

    Writers come in turn. A store that has lost changes is refused, unless it is to be accepted as it is.
    """
    open_reader(path).close()
    with writing_file(path, accept=accept) as conn:
        yield conn


@contextmanager
def writing_file(path: str, *, accept: bool = False, foreign_keys: bool = True) -> Iterator[SealedConnection]:
    """Run one transaction as `writing_once` does, in a file whose content nobody has looked at.

    Without `foreign_keys` rows may come before those that they refer to.
    """
    with (
        naming_trouble(path, writing=True),
        write_lock(path, wait_limit()) as file,
        closing(connect_writer(path, foreign_keys=foreign_keys)) as conn,
    ):
        with _alone(conn, file, path, accept=accept) as kept:
            yield conn
        update_head(file, kept.head, sync=True)


class Writer:
    """A store that is written to several times: its connection stays from one transaction to the next.

    Each transaction waits for its turn, as with `writing_once`, and is as safe on the disk. The head file is made safe
    there every few changes, and when the writer is closed. Raises `StoreUnusable` as `open_reader` does.

    With `bulk` rows may come before those that they refer to, and no commit clears SQLite's log: that is left to
    `clear_log`, so that nobody waits for it.
    """

    def __init__(self, path: str, *, bulk: bool = False) -> None:
        open_reader(path).close()
        self._path = path
        self._bulk = bulk
        self._patience = wait_limit()
        self._conn: SealedConnection | None = None
        self._file: tuple[int, int] | None = None
        self._head_is_safe = True

    @contextmanager
    def transaction(self, *, alone: bool = True, ticket: int | None = None) -> Iterator[SealedConnection]:  # noqa: ARG002
        """Run one transaction; in a file it is always alone."""
        with naming_trouble(self._path, writing=True), write_lock(self._path, self._patience) as file:
            with _alone(conn := self._connected(), file, self._path) as kept:
                yield conn
            if kept.head is not None:
                self._head_is_safe = update_head(file, kept.head, sync=kept.head.writes % SAFE_EVERY == 0)

    def clear_log(self) -> None:
        """Write the content of SQLite's log into the store, while others may write.

        Where that cannot be done nothing is lost: the log keeps it, and the next transaction says what is wrong.
        """
        if self._conn is not None:
            with suppress(sqlite3.OperationalError):
                self._conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        """Close the connection, and see to it that the head file is safe on the disk."""
        self._disconnect()
        if not self._head_is_safe:
            with suppress(OSError):
                sync_head(self._path)

    def _connected(self) -> SealedConnection:
        """Return the connection to the file that has the name now: another may have been restored in its place."""
        file = _file_at(self._path)
        if file is None:
            raise moved(self._path)
        if self._conn is not None and self._conn.process not in {None, os.getpid()}:
            raise forked(self._path)
        if self._conn is None or file != self._file:
            self._disconnect()
            self._conn, self._file = connect_writer(self._path, foreign_keys=not self._bulk), file
            if self._bulk:
                self._conn.execute("PRAGMA wal_autocheckpoint = 0")
        return self._conn

    def _disconnect(self) -> None:
        # SQLite leaves the log alone if another file has the name by now.
        if self._conn is not None:
            self._conn.close()
        self._conn = None


class _Kept:
    """What a transaction leaves: the new head, None if nothing was changed."""

    head: Head | None = None


@contextmanager
def _alone(conn: SealedConnection, file: int, path: str, *, accept: bool = False) -> Iterator[_Kept]:
    """Run a transaction; the holder of the lock is the only writer."""
    kept = _Kept()
    begin(conn)
    try:
        if not accept:
            require_agreement(conn, file, path)
        yield kept
        kept.head = seal(conn, path)
        conn.commit()
    except BaseException:
        conn.rollback()
        raise


def _file_at(path: str) -> tuple[int, int] | None:
    try:
        status = Path(path).stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
