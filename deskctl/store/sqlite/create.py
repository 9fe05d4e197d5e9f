"""Create a store in a file, and keep its schema up to date."""

import errno
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from deskctl.language.i18n import N_
from deskctl.private_files import open_private
from deskctl.store.migrations.revision import HEAD, require_current, stored_revision
from deskctl.store.port import Connection
from deskctl.store.sqlite.address import address
from deskctl.store.sqlite.files import HEAD_FILE, files_of
from deskctl.store.sqlite.integrity.head_file import head_of
from deskctl.store.sqlite.reader import connect_reader, open_reader
from deskctl.store.sqlite.sqlite_errors import translated_errors
from deskctl.store.sqlite.writing.writer_queue import write_lock
from deskctl.store.store_errors import StoreError, emptied
from deskctl.store.wait_limit import wait_limit

SCHEMA = Path(__file__).with_name("schema.sql")
"""The schema after all migrations, written by `.ci/records`."""

_MAKING = 1
"""How many writes it takes to make a store."""


def create_store(path: str, *, with_records: bool = False, zone: str | None = None) -> bool:
    """Create a store and its folders, readable only by the owner; return whether it was created.

    `with_records` fills in the shipped records and a time zone, by default that of the policy.

    An empty file, such as one left by an interruption, becomes the store; but not one that was emptied later.
    """
    _make_file(path)
    head = head_of(path)
    if _revision(path) is not None:
        ensure_current(path)
        return False
    if head is not None:
        raise emptied(path, head.writes)
    with translated_errors(path), closing(_connect(path)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
    return _fill(path, zone, with_records=with_records)


def discard_unused(path: str) -> None:
    """Remove a store that was made and into which nothing was written since."""
    with translated_errors(path, writing=True), write_lock(path, wait_limit()):
        head = head_of(path)
        if head is None or head.writes > _MAKING:
            return
        for file in files_of(path):
            with suppress(PermissionError):  # a system that keeps a file while it is open
                file.unlink()


def ensure_current(path: str) -> bool:
    """Migrate a store with an older schema; return whether it was. A newer schema is refused."""
    with translated_errors(path), closing(connect_reader(path)) as conn:
        if stored_revision(conn, path) in {None, HEAD}:
            require_current(conn, path)
            return False
    from deskctl.store.migrations.migrate import migrate_file

    migrated = migrate_file(path)
    open_reader(path).close()
    return migrated


def _revision(path: str) -> str | None:
    with translated_errors(path), closing(connect_reader(path)) as conn:
        return stored_revision(conn, path)


def _make_file(path: str) -> None:
    """Create the file before SQLite opens it, so that other users can never read it."""
    try:
        Path(path).absolute().parent.mkdir(parents=True, exist_ok=True)
        if not Path(path).exists():
            Path(path + HEAD_FILE).unlink(missing_ok=True)
        os.close(open_private(path, os.O_RDWR | os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        if not Path(path).exists():
            raise _unmakable(path, os.strerror(errno.EEXIST)) from None
    except OSError as error:
        raise _unmakable(path, error.strerror or str(error)) from error


def _unmakable(path: str, reason: str) -> StoreError:
    todo = N_("Get write permission for its folder, or name another place with --store.")
    return StoreError(N_("The store {path} cannot be made: {reason}."), todo=todo, path=path, reason=reason)


def _fill(path: str, zone: str | None, *, with_records: bool) -> bool:
    """Create the schema and the packaged policies in an empty file; False if another program was quicker."""
    from deskctl.store.facts.policies import install_packaged
    from deskctl.store.facts.shipped_records import set_up_records
    from deskctl.store.sqlite.writing.transaction import ledger
    from deskctl.store.sqlite.writing.writer import writing_file

    with writing_file(path) as conn:
        if stored_revision(conn, path) is not None:
            return False
        _make_tables(conn)
        install_packaged(conn)
        if with_records:
            set_up_records(conn, zone)
        ledger(conn).is_rebuilt = True
    return True


def _make_tables(conn: Connection) -> None:
    """Create the current schema without running the migrations."""
    from deskctl.store.search.search_index import make_index

    for statement in SCHEMA.read_text(encoding="utf-8").removesuffix(";\n").split(";\n"):
        conn.execute(statement)
    conn.execute("INSERT INTO alembic_version (version_num) VALUES (?)", (HEAD,))
    make_index(conn)


def _connect(path: str) -> sqlite3.Connection:
    return sqlite3.connect(address(path, "rw"), uri=True, timeout=wait_limit(), isolation_level=None)
