"""A private copy of a store, for a transaction whose changes are discarded at the end.

SQLite keeps the copy in memory, and a large one in a temporary file that it removes as soon as it has opened it, so
that nothing remains of the copy however the process ends.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from deskctl.language.i18n import N_
from deskctl.store.sqlite.copy_store import Progress
from deskctl.store.sqlite.integrity.commit_log import begin_snapshot, head_in, lost_changes, matches_head
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.sqlite_errors import is_full, translated_errors
from deskctl.store.sqlite.writing.transaction import SealedConnection
from deskctl.store.sqlite.writing.writer import begin
from deskctl.store.store_errors import StoreError

_PRIVATE = ""
"""The name with which SQLite opens a temporary database."""

_PAGES = 10_000  # in one go: a store of up to 40 megabytes is copied at once, without a report


@contextmanager
def discarded_transaction(path: str, on_progress: Progress | None = None) -> Iterator[SealedConnection]:
    """Run a transaction on a private copy of a store, which is discarded at the end.

    No lock is taken, and no file of the store is changed. Raises `StoreUnusable` as `writing_once` does, and if the
    disk has no space for the copy.
    """
    with translated_errors(path), _space_for_copy(path), closing(_private_database()) as conn:
        _copy(path, conn, on_progress)
        begin(conn)
        yield conn


def _private_database() -> SealedConnection:
    conn: SealedConnection = sqlite3.connect(
        _PRIVATE, isolation_level=None, check_same_thread=False, factory=SealedConnection
    )
    conn.execute("PRAGMA foreign_keys = ON")
    return conn


def _copy(path: str, target: SealedConnection, on_progress: Progress | None) -> None:
    """Copy a snapshot of a store; raises `StoreError` if the store has lost changes."""

    def report(_: int, remaining: int, total: int) -> None:
        if on_progress and total > _PAGES:
            on_progress(total - remaining, total)

    with closing(open_reader(path)) as source:
        head = begin_snapshot(source, path)
        if not matches_head(source, head):
            raise lost_changes(path, head, head_in(source))
        source.backup(target, pages=_PAGES, progress=report)


@contextmanager
def _space_for_copy(path: str) -> Iterator[None]:
    """Raise `StoreError` if the disk has no space for the copy, which need not be the disk of the store."""
    try:
        yield
    except sqlite3.Error as error:
        if not is_full(error):
            raise
        raise StoreError(
            N_("No disk space left for a temporary copy of the store {path}."),
            todo=N_("Free disk space, or name another folder for temporary files in TMPDIR, and try again."),
            path=path,
        ) from error
