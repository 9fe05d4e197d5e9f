"""Write to a store in a file: one transaction, or several over one connection."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from deskctl.store.migrations.revision import require_current
from deskctl.store.save_count import note_saved
from deskctl.store.sqlite.address import address
from deskctl.store.sqlite.files import HEAD_FILE
from deskctl.store.sqlite.integrity.commit_log import record_commit, require_match, store_head
from deskctl.store.sqlite.integrity.head_file import SAFE_EVERY, Head, sync_head
from deskctl.store.sqlite.reader import open_reader, require_one_name
from deskctl.store.sqlite.sqlite_errors import translated_errors
from deskctl.store.sqlite.writing.transaction import SealedConnection
from deskctl.store.sqlite.writing.writer_queue import write_lock
from deskctl.store.store_errors import forked, moved
from deskctl.store.wait_limit import wait_limit


def connect_writer(path: str, *, foreign_keys: bool = True) -> SealedConnection:
    """Return a connection for writing to a file, whatever it contains."""
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
    """Begin a transaction and take the lock, before anything is read."""
    conn.execute("BEGIN IMMEDIATE")
    conn.ledger.forget()
    conn.search.forget()
    conn.process = os.getpid()


def seal(conn: SealedConnection, path: str) -> Head | None:
    """Prepare a transaction for the commit: update search texts and checksums, and return the new head."""
    if conn.process != os.getpid():
        raise forked(path)
    conn.search.finish()
    return record_commit(conn)


def update_head(file: int, head: Head | None, *, sync: bool) -> bool:
    """Write the new head to the head file; return whether it is on the disk.

    If that fails, the change is saved nevertheless, and the next writer updates the head file.
    """
    if head is not None:
        note_saved()
    try:
        return head is None or store_head(file, head, sync=sync)
    except OSError:
        return False


@contextmanager
def writing_once(path: str, *, accept: bool = False) -> Iterator[SealedConnection]:
    """Run one transaction, committed at the end, rolled back on any error; errors of SQLite are translated.

    Writers take turns. A store that has lost changes is refused, unless `accept` takes it as it is. Raises
    `StoreUnusable` as `open_reader` does; a file without a head file is checked before any file is made beside it.
    """
    if Path(path + HEAD_FILE).exists():
        with translated_errors(path):
            require_one_name(path)
    else:
        open_reader(path).close()
    with writing_file(path, accept=accept, any_content=False) as conn:
        yield conn


@contextmanager
def writing_file(
    path: str, *, accept: bool = False, foreign_keys: bool = True, any_content: bool = True
) -> Iterator[SealedConnection]:
    """Run one transaction as `writing_once` does, with `any_content` in a file whose schema is not checked.

    Without `foreign_keys`, rows may be inserted before the rows that they refer to.
    """
    with (
        translated_errors(path, writing=True),
        write_lock(path, wait_limit()) as file,
        closing(_connect(path, foreign_keys=foreign_keys, any_content=any_content)) as conn,
    ):
        with _transaction(conn, file, path, accept=accept) as result:
            yield conn
        update_head(file, result.head, sync=True)


def _connect(path: str, *, foreign_keys: bool, any_content: bool) -> SealedConnection:
    """Return a connection for writing, unless `any_content` to a store with the current schema only."""
    if any_content:
        return connect_writer(path, foreign_keys=foreign_keys)
    with translated_errors(path), ExitStack() as stack:
        conn = stack.enter_context(closing(connect_writer(path, foreign_keys=foreign_keys)))
        require_current(conn, path)
        stack.pop_all()
        return conn


class Writer:
    """Writes several transactions to a store over one connection.

    Each transaction waits for its turn and is synced to the disk, as with `writing_once`. The head file is synced every
    few changes, and when the writer is closed. Raises `StoreUnusable` as `open_reader` does.

    With `bulk`, rows may be inserted before the rows that they refer to, and commits do not clear the log of SQLite:
    that is left to `clear_log`, so that nobody waits for it.
    """

    def __init__(self, path: str, *, bulk: bool = False) -> None:
        open_reader(path).close()
        self._path = path
        self._bulk = bulk
        self._wait_seconds = wait_limit()
        self._conn: SealedConnection | None = None
        self._file: tuple[int, int] | None = None
        self._head_is_safe = True

    @contextmanager
    def transaction(self, *, alone: bool = True, ticket: int | None = None) -> Iterator[SealedConnection]:  # noqa: ARG002
        """Run one transaction, which in a file is always exclusive."""
        with translated_errors(self._path, writing=True), write_lock(self._path, self._wait_seconds) as file:
            with _transaction(conn := self._connected(), file, self._path) as result:
                yield conn
            if result.head is not None:
                self._head_is_safe = update_head(file, result.head, sync=result.head.writes % SAFE_EVERY == 0)

    def clear_log(self) -> None:
        """Write the content of the log of SQLite into the store, while others may write.

        If that fails, nothing is lost: the log keeps its content, and the next transaction reports the error.
        """
        if self._conn is not None:
            with suppress(sqlite3.OperationalError):
                self._conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        """Close the connection, and sync the head file."""
        self._disconnect()
        if not self._head_is_safe:
            with suppress(OSError):
                sync_head(self._path)

    def _connected(self) -> SealedConnection:
        """Return a connection to the file that now has the path: another store may have been restored to it."""
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
        # SQLite leaves the log alone if another file has the path by now.
        if self._conn is not None:
            self._conn.close()
        self._conn = None


class _Result:
    """The result of a transaction: the new head, None if nothing was changed."""

    head: Head | None = None


@contextmanager
def _transaction(conn: SealedConnection, file: int, path: str, *, accept: bool = False) -> Iterator[_Result]:
    """Run a transaction in the holder of the write lock, the only writer."""
    result = _Result()
    begin(conn)
    try:
        if not accept:
            require_match(conn, file, path)
        yield result
        result.head = seal(conn, path)
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
