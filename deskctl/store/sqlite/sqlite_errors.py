"""Translate errors of SQLite for people."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deskctl.errors import StoreUnusable
from deskctl.language.i18n import N_
from deskctl.store.store_errors import (
    FOREIGN,
    FULL,
    IN_USE,
    MOVED,
    NOT_SAVED,
    NOTHING_CHANGED,
    READ_ONLY,
    StoreError,
    absent,
    damaged_word_index,
    in_use,
)

_NO_TEXT = "Could not decode"  # the message of Python continues with the text itself
_NO_ROOM = 1 << 16  # bytes: less than what SQLite shares among its connections
_PRIMARY = 0xFF  # the low byte of an extended result code
_SENTENCES = {
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_BUSY: IN_USE,
    sqlite3.SQLITE_LOCKED: IN_USE,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_NOTADB: FOREIGN,
    sqlite3.SQLITE_CORRUPT: (
        N_("The store {path} is damaged: {reason}."),
        N_("Do not write to it; put the last good backup in its place with deskctl store restore."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        N_("The store {path} cannot be opened: {reason}."),
        N_("Check the permissions of the file and its folder."),
    ),
    sqlite3.SQLITE_IOERR: (
        N_("The store {path} cannot be read or written: {reason}."),
        N_("Check the disk, and keep the store on a local disk, not on a network disk."),
    ),
    sqlite3.SQLITE_PROTOCOL: (
        N_("The disk of the store {path} does not support locks reliably."),
        N_("Keep the store on a local disk, not on a network disk."),
    ),
}
_BY_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
}


_OF_TEMPORARY_FILES = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR_GETTEMPPATH)
_OF_WORD_INDEX = (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_CORRUPT_VTAB)
"""The codes of a damaged word index; those of other tables are longer, such as `SQLITE_CONSTRAINT_UNIQUE`."""
_TEMPORARY = ("SQLITE_TMPDIR", "TMPDIR")
_USUAL = ("/var/tmp", "/usr/tmp", "/tmp", ".")  # noqa: S108 - where SQLite puts its temporary files


def is_full(error: sqlite3.Error) -> bool:
    """Return whether an error of SQLite is that a disk has no space left."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY == sqlite3.SQLITE_FULL


def unusable(error: sqlite3.Error, path: str, saved: str = NOTHING_CHANGED) -> StoreUnusable | None:
    """Return the meaning of an error of SQLite; None if the statement is wrong, not the store."""
    import shutil

    if str(error).startswith(_NO_TEXT):
        what, todo = _SENTENCES[sqlite3.SQLITE_CORRUPT]
        return StoreError(what, saved=saved, todo=todo, path=path, reason="UTF-8")
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & _PRIMARY
    if (other := _beside_the_tables(extended, path, saved)) or code not in _SENTENCES:
        return other
    if _SENTENCES[code] is IN_USE:
        return in_use(path, saved)
    if not Path(path).exists():
        return absent(path)
    what, todo = MOVED if extended == sqlite3.SQLITE_READONLY_DBMOVED else _SENTENCES[code]
    if code == sqlite3.SQLITE_IOERR and shutil.disk_usage(Path(path).absolute().parent).free < _NO_ROOM:
        what, todo = FULL
    return StoreError(what, saved=saved, todo=todo, path=path, reason=str(error))


def _beside_the_tables(extended: int, path: str, saved: str) -> StoreError | None:
    """Return the error of temporary files or of the word index; None if it is another one."""
    if extended in _OF_TEMPORARY_FILES and (fault := _no_temporary_file(saved)):
        return fault
    return damaged_word_index(path, saved) if extended in _OF_WORD_INDEX else None


def _no_temporary_file(saved: str) -> StoreError | None:
    """Return the error for the folder in which SQLite cannot make a temporary file; None if it can."""
    from deskctl.temporary_files import NOT_POSSIBLE, reason_against

    folders = [*filter(None, map(os.environ.get, _TEMPORARY)), *_USUAL]
    usable = (folder for folder in folders if Path(folder).is_dir() and os.access(folder, os.W_OK | os.X_OK))
    folder = next(usable, folders[0])
    reason = reason_against(folder)
    if os.name != "posix" or reason is None:
        return None
    return StoreError(NOT_POSSIBLE, saved=saved, folder=folder, reason=reason)


def _file_error(error: OSError, path: str, saved: str) -> StoreUnusable | None:
    if isinstance(error, TimeoutError):
        return in_use(path, saved)
    if not str(error.filename or path).startswith(path) or error.errno not in _BY_SYSTEM:
        return None
    what, todo = _BY_SYSTEM[error.errno]
    return StoreError(what, saved=saved, todo=todo, path=path)


@contextmanager
def translated_errors(path: str, *, writing: bool = False) -> Iterator[None]:
    """Raise errors of SQLite, also wrapped by SQLAlchemy, and of the files of a store as `StoreUnusable`."""
    saved = NOT_SAVED if writing else NOTHING_CHANGED
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", error)
        known: StoreUnusable | None = None
        if isinstance(cause, sqlite3.Error):
            known = unusable(cause, path, saved)
        elif isinstance(cause, OSError):
            known = _file_error(cause, path, saved)
        if known is None:
            raise
        from deskctl.store.log import note

        note("trouble", kind=getattr(cause, "sqlite_errorname", type(cause).__name__))
        raise known from error


def as_store_error(error: Exception) -> StoreUnusable | None:
    """Return the meaning of an SQLite error without a known store; None for any other error."""
    if isinstance(error, sqlite3.Error):
        return StoreUnusable(N_("The store cannot be used: {reason}."), reason=str(error))
    return None
