"""What SQLite's errors mean for a person: the one place that names them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deskctl.errors import StoreUnusable
from deskctl.i18n import N_

INIT = "deskctl init"
MIGRATE = "deskctl store migrate"

_PRIMARY = 0xFF  # the low byte of an extended result code
_SENTENCES = {
    sqlite3.SQLITE_PERM: N_("The store {path} may not be written to: {reason}."),
    sqlite3.SQLITE_READONLY: N_("The store {path} may not be written to: {reason}."),
    sqlite3.SQLITE_BUSY: N_("The store {path} is in use by another program that does not let go of it."),
    sqlite3.SQLITE_LOCKED: N_("The store {path} is in use by another program that does not let go of it."),
    sqlite3.SQLITE_FULL: N_("There is no room left for the store {path}."),
    sqlite3.SQLITE_NOTADB: N_("{path} is no store of deskctl; it was left as it is."),
    sqlite3.SQLITE_CORRUPT: N_("The store {path} is damaged: {reason}."),
    sqlite3.SQLITE_CANTOPEN: N_("The store {path} cannot be opened: {reason}."),
    sqlite3.SQLITE_IOERR: N_("The store {path} cannot be read or written: {reason}."),
}


def absent(path: str) -> StoreUnusable:
    """Say that there is no store yet."""
    return StoreUnusable(N_("There is no store at {path} yet."), path=path, hint=INIT)


def foreign(path: str) -> StoreUnusable:
    """Say that the file is something else."""
    return StoreUnusable(_SENTENCES[sqlite3.SQLITE_NOTADB], path=path)


def unusable(error: sqlite3.Error, path: str) -> StoreUnusable | None:
    """Say what an error of SQLite means; None where it is no trouble of the store but of the statement."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code not in _SENTENCES:
        return None
    if code == sqlite3.SQLITE_CANTOPEN and not Path(path).exists():
        return absent(path)
    return StoreUnusable(_SENTENCES[code], path=path, reason=str(error))


@contextmanager
def naming_trouble(path: str) -> Iterator[None]:
    """Turn errors of SQLite, bare or wrapped by SQLAlchemy, into `StoreUnusable`."""
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", error)
        trouble = unusable(cause, path) if isinstance(cause, sqlite3.Error) else None
        if trouble is None:
            raise
        raise trouble from error
