"""Copy a store to a single file, and verify the copy."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from deskctl.errors import StoreUnusable
from deskctl.language.i18n import N_
from deskctl.private_files import open_private
from deskctl.store.broken_chains import broken_chains
from deskctl.store.migrations.revision import stored_revision
from deskctl.store.sqlite.address import address
from deskctl.store.sqlite.bulk_import.resume_mark import mark_in, not_finished
from deskctl.store.sqlite.files import sync_folder
from deskctl.store.sqlite.integrity.checksums import broken_seals
from deskctl.store.sqlite.integrity.commit_log import head_in
from deskctl.store.sqlite.integrity.head_file import Head
from deskctl.store.sqlite.integrity.integrity_checks import broken_pages, broken_references
from deskctl.store.sqlite.reader import connect_reader
from deskctl.store.sqlite.sqlite_errors import translated_errors
from deskctl.store.store_errors import CHECK
from deskctl.store.wait_limit import wait_limit

Progress = Callable[[int, int], None]
"""Receives how many pages were copied, and their total."""

_PAGES = 2000  # in one go; writers go on between


def copy_store(source: str, target: Path, on_progress: Progress | None = None) -> Head:
    """Copy a store, even one in use, to a new file and verify it; on an error no file remains. Return its head."""
    target.unlink(missing_ok=True)
    try:
        with translated_errors(str(target)):
            os.close(open_private(target, os.O_RDWR | os.O_CREAT | os.O_EXCL))
            _copy(source, target, on_progress)
            head = verify_store(str(target), source)
            _sync(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return head


def verify_store(path: str, copied_from: str | None = None) -> Head:
    """Return the head of a store; raises `StoreUnusable` unless the file is a sound store."""
    shown = copied_from or path
    with translated_errors(path), closing(connect_reader(path)) as conn:
        if stored_revision(conn, path) is None:
            raise _not_sound(shown)
        if mark_in(conn) is not None:
            raise not_finished(shown)
        head = None
        try:
            conn.execute("BEGIN")
            head = head_in(conn)
            broken = [*broken_pages(conn), *broken_references(conn), *broken_seals(conn), *broken_chains(conn)]
        except UnicodeError:
            broken = [()]
        if head is None or broken:
            raise _not_sound(shown)
        return head


def _not_sound(path: str) -> StoreUnusable:
    what = N_("{path} is not a sound store: its content is not what deskctl wrote.")
    return StoreUnusable(what, path=path, hint=f"{CHECK} --store {path}")


def _copy(source: str, target: Path, on_progress: Progress | None) -> None:
    def report(_: int, remaining: int, total: int) -> None:
        if on_progress:
            on_progress(total - remaining, total)

    with closing(connect_reader(source)) as source_conn, closing(_opened(target)) as target_conn:
        source_conn.backup(target_conn, pages=_PAGES if on_progress else -1, progress=report)
        target_conn.execute("PRAGMA journal_mode = DELETE")


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(address(str(path), "rw"), uri=True, timeout=wait_limit(), isolation_level=None)


def _sync(file: Path) -> None:
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(str(file))
