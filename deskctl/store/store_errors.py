"""What SQLite's errors mean for a person: the one place that names them.

Each says what failed, whether the change was saved, and what to do; none quotes a value.
"""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskctl.errors import StoreUnusable
from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant

INIT = "deskctl init"
MIGRATE = "deskctl store migrate"
CHECK = "deskctl store check"
ACCEPT = "deskctl store rebuild --accept"

NOT_SAVED = N_("The change was not saved.")
NOTHING_CHANGED = N_("Nothing was changed.")

CLOCK_TOLERANCE = 300
"""How many seconds a clock may be set back without a step being refused: clocks are corrected by seconds."""

_NO_TEXT = "Could not decode"  # what Python says next is the text itself
_NO_ROOM = 1 << 16  # bytes: less than what SQLite shares among its connections
_PRIMARY = 0xFF  # the low byte of an extended result code
_READ_ONLY = (
    N_("The store {path} may not be written to."),
    N_("Give yourself the right to write to the file and its folder, or take a store elsewhere with --store."),
)
_IN_USE = (
    N_("The store {path} is in use by another program that does not let go of it."),
    N_("Wait and do it again; if it stays so, end the other program."),
)
_HELD = (
    N_("The store {path} is in use by {holder}, another program that does not let go of it."),
    N_("Wait and do it again; if it stays so, end the other program."),
)
_FULL = (
    N_("There is no room left for the store {path}."),
    N_("Make room on the disk and do it again."),
)
_SENTENCES = {
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_NOTADB: (
        N_("{path} is no store of deskctl; it was left as it is."),
        N_("Name another file with --store, or put a backup in its place."),
    ),
    sqlite3.SQLITE_CORRUPT: (
        N_("The store {path} is damaged: {reason}."),
        N_("Do not write to it; put the last good backup in its place with deskctl store restore."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        N_("The store {path} cannot be opened: {reason}."),
        N_("Look at the rights of the file and of its folder."),
    ),
    sqlite3.SQLITE_IOERR: (
        N_("The store {path} cannot be read or written: {reason}."),
        N_("Look at the disk, and keep the store on a disk of this machine, not of the network."),
    ),
    sqlite3.SQLITE_PROTOCOL: (
        N_("The place of the store {path} does not keep locks as it must."),
        N_("Keep the store on a disk of this machine, not of the network."),
    ),
}
_MOVED = (
    N_("The store {path} was moved or deleted while it was open."),
    N_("Put it back, or restore the last backup with deskctl store restore."),
)
_BY_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
}


class Trouble(StoreUnusable):
    """A store that cannot be used: what failed, what became of the change, what to do."""

    def __init__(self, template: str, /, *, saved: str = NOTHING_CHANGED, todo: str = "", **values: Any) -> None:
        super().__init__(template, **values)
        self.saved = saved
        self.todo = todo

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentences in the language of `translate`."""
        more = [translate(sentence) for sentence in (self.saved, self.todo) if sentence]
        return " ".join([super().text(translate), *more])


def absent(path: str) -> StoreUnusable:
    """Describe that there is no store yet."""
    return StoreUnusable(N_("There is no store at {path} yet."), path=path, hint=INIT)


def foreign(path: str) -> StoreUnusable:
    """Describe that the file is something else."""
    what, todo = _SENTENCES[sqlite3.SQLITE_NOTADB]
    return Trouble(what, todo=todo, path=path)


def moved(path: str, saved: str = NOT_SAVED) -> Trouble:
    """Describe that a store is no longer where it was opened."""
    what, todo = _MOVED
    return Trouble(what, saved=saved, todo=todo, path=path)


def lost(path: str, changes: int | None) -> Trouble:
    """Describe that a store is behind what was saved in it; `changes` None where it is another store altogether."""
    todo = N_("Restore the last good backup with deskctl store restore, or accept what is there.")
    if changes is None:
        what = N_("Another store was put in the place of {path}.")
    elif changes:
        what = N_("The store {path} has lost changes that were saved in it: {changes}.")
    else:
        what = N_("The store {path} was changed by something other than deskctl.")
    return Trouble(what, saved=NOT_SAVED, todo=todo, path=path, changes=changes, hint=ACCEPT)


def emptied(path: str, changes: int) -> Trouble:
    """Describe that a store holds nothing although something was saved in it."""
    return Trouble(
        N_("The store {path} is empty, but changes were saved in it: {changes}."),
        todo=N_("It is left as it is; restore the last good backup with deskctl store restore."),
        path=path,
        changes=changes,
    )


def clock_went_back(now: "Instant", ticket: str, last: "Instant") -> Trouble:
    """Describe that a step would be recorded before the one that is there already."""
    from deskctl.sla.facts import moment

    return Trouble(
        N_(
            "The clock of this machine went back: it shows {now}, but the last step on {ticket} was recorded at {last}."
        ),
        saved=NOT_SAVED,
        todo=N_("Set the clock of this machine right and do it again."),
        now=moment(now).isoformat(),
        ticket=ticket,
        last=moment(last).isoformat(),
    )


def forked(path: str) -> Trouble:
    """Describe that a copy of the process tried to end a write that the process itself had begun."""
    what = N_("A copy of this process tried to end a write to the store {path} that it did not begin.")
    return Trouble(what, saved=NOT_SAVED, path=path)


def in_use(path: str, saved: str) -> Trouble:
    """Describe that others do not let go of a store, and who, where that can be known."""
    from deskctl.store.sqlite.locks.lock_owner import holder_of

    holder = holder_of(path)
    what, todo = _HELD if holder else _IN_USE
    return Trouble(what, saved=saved, todo=todo, path=path, holder=holder)


def unusable(error: sqlite3.Error, path: str, saved: str = NOTHING_CHANGED) -> StoreUnusable | None:
    """Return what an error of SQLite means; None where it is no trouble of the store but of the statement."""
    import shutil

    if str(error).startswith(_NO_TEXT):
        what, todo = _SENTENCES[sqlite3.SQLITE_CORRUPT]
        return Trouble(what, saved=saved, todo=todo, path=path, reason="UTF-8")
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & _PRIMARY
    if code not in _SENTENCES:
        return None
    if _SENTENCES[code] is _IN_USE:
        return in_use(path, saved)
    if not Path(path).exists():
        return absent(path)
    what, todo = _MOVED if extended == sqlite3.SQLITE_READONLY_DBMOVED else _SENTENCES[code]
    if code == sqlite3.SQLITE_IOERR and shutil.disk_usage(Path(path).absolute().parent).free < _NO_ROOM:
        what, todo = _FULL
    return Trouble(what, saved=saved, todo=todo, path=path, reason=str(error))


def _by_system(error: OSError, path: str, saved: str) -> StoreUnusable | None:
    if isinstance(error, TimeoutError):
        return in_use(path, saved)
    if not str(error.filename or path).startswith(path) or error.errno not in _BY_SYSTEM:
        return None
    what, todo = _BY_SYSTEM[error.errno]
    return Trouble(what, saved=saved, todo=todo, path=path)


@contextmanager
def naming_trouble(path: str, *, writing: bool = False) -> Iterator[None]:
    """Turn errors of SQLite, bare or wrapped by SQLAlchemy, and of the files beside it into `StoreUnusable`."""
    saved = NOT_SAVED if writing else NOTHING_CHANGED
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", error)
        trouble: StoreUnusable | None = None
        if isinstance(cause, sqlite3.Error):
            trouble = unusable(cause, path, saved)
        elif isinstance(cause, OSError):
            trouble = _by_system(cause, path, saved)
        if trouble is None:
            raise
        from deskctl.store.log import note

        note("trouble", kind=getattr(cause, "sqlite_errorname", type(cause).__name__))
        raise trouble from error
