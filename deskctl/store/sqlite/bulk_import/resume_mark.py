"""The mark of a running import in the store, the lock that it holds, and the errors about it.

A long import consists of many transactions. From the first to the last one the store contains a mark, which shows the
next program after an interruption that the import is not finished, and which staging contains the rest.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from deskctl.language.i18n import N_
from deskctl.private_files import open_private
from deskctl.store.port import Reader
from deskctl.store.sqlite.files import IMPORTING, STAGED
from deskctl.store.sqlite.sqlite_errors import translated_errors
from deskctl.store.sqlite.writing.locks import try_whole
from deskctl.store.store_errors import ACCEPT, INIT, NOTHING_CHANGED, StoreError

_PREFIX = "import "  # followed by the name of the staging, in the table of counters
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class ResumeMark:
    """The id of the staging that an import applies, and the number of the last ticket imported."""

    staging: str
    last: int


def mark_in(conn: Reader) -> ResumeMark | None:
    """Return the mark of a store; None if no import is unfinished."""
    row = conn.execute("SELECT name, value FROM counter WHERE name GLOB ?", (f"{_PREFIX}*",)).fetchone()
    return None if row is None else ResumeMark(row[0].removeprefix(_PREFIX), row[1])


def insert_mark(conn: Reader, mark: ResumeMark) -> None:
    """Insert the mark, within the transaction of the caller."""
    conn.execute("INSERT INTO counter (name, value) VALUES (?, ?)", (_PREFIX + mark.staging, mark.last))


def advance_mark(conn: Reader, mark: ResumeMark, last: int) -> ResumeMark | None:
    """Advance the mark, within the transaction of the caller; return None if the store has another mark or none."""
    moved = conn.execute(
        "UPDATE counter SET value = ? WHERE name = ? AND value = ?", (last, _PREFIX + mark.staging, mark.last)
    )
    return ResumeMark(mark.staging, last) if moved.rowcount else None


def remove_mark(conn: Reader) -> None:
    """Remove the mark, within the transaction of the caller."""
    conn.execute("DELETE FROM counter WHERE name GLOB ?", (f"{_PREFIX}*",))


@contextmanager
def importing(path: str, seconds: float) -> Iterator[None]:
    """Hold the lock of imports into a store; raises `StoreError` if another import holds it for so many seconds."""
    deadline = time.monotonic() + seconds
    with translated_errors(path, writing=True):
        while (file := _locked(path + IMPORTING)) is None:
            if time.monotonic() >= deadline:
                raise under_way(path)
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        with suppress(OSError):  # a system that keeps a file while it is open
            Path(path + IMPORTING).unlink()
        os.close(file)


def _locked(name: str) -> int | None:
    """Open a file and lock it; None if another process holds it, or removed it meanwhile."""
    file = open_private(name)
    if try_whole(file) and _is_still(name, file):
        return file
    os.close(file)
    return None


def _is_still(name: str, file: int) -> bool:
    try:
        return os.path.samestat(Path(name).stat(), os.fstat(file))
    except FileNotFoundError:
        return False


def is_importing(path: str) -> bool:
    """Return whether an import into a store is running."""
    try:
        file = open_private(path + IMPORTING, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not try_whole(file)
    finally:
        os.close(file)


def under_way(path: str) -> StoreError:
    """Return the error that another import is running."""
    todo = N_("Wait until it is finished, then try again.")
    return StoreError(N_("An import into the store {path} is running."), todo=todo, path=path)


def not_finished(path: str) -> StoreError:
    """Return the error that an import is not finished."""
    what = N_("An import into the store {path} is not finished.")
    return StoreError(
        what, saved="", todo=N_("Continue an interrupted import with deskctl init."), path=path, hint=INIT
    )


def begun_by_another(path: str) -> StoreError:
    """Return the error that a store cannot be migrated because of an unfinished import."""
    what = N_("The store {path} has an older schema, and an import into it is not finished.")
    todo = N_("Finish the import with the deskctl that began it (deskctl init), then do it again; or restore a backup.")
    return StoreError(what, todo=todo, path=path)


def rest_lost(path: str) -> StoreError:
    """Return the error that the rest of an import is lost."""
    what = N_("An import into the store {path} was interrupted, and the file {file} with the rest of it is missing.")
    todo = N_("Restore the last good backup with deskctl store restore, or accept the store as it is.")
    return StoreError(what, saved=NOTHING_CHANGED, todo=todo, path=path, file=path + STAGED, hint=ACCEPT)


def replaced(path: str) -> StoreError:
    """Return the error that a store was replaced during an import."""
    return StoreError(N_("The store {path} was replaced during an import into it."), saved="", path=path)
