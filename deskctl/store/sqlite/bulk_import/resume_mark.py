"""An import that is under way: the mark that it leaves in the store, and the lock that it holds while it lives.

A long import goes in bit by bit. From its first bit to its last the store bears a mark, so that whoever comes after
one that was stopped knows that there is more to come, and that it lies in the staging beside the store.
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
from deskctl.store.sqlite.sqlite_errors import naming_trouble
from deskctl.store.sqlite.writing.locks import try_whole
from deskctl.store.store_errors import ACCEPT, INIT, NOTHING_CHANGED, Trouble

_PREFIX = "import "  # followed by the name of the staging, in the table of counters
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Mark:
    """The staging that an import applies, and the number of the last ticket that is in the store."""

    staging: str
    last: int


def mark_in(conn: Reader) -> Mark | None:
    """Read the mark of a store; None if no import is under way."""
    row = conn.execute("SELECT name, value FROM counter WHERE name GLOB ?", (f"{_PREFIX}*",)).fetchone()
    return None if row is None else Mark(row[0].removeprefix(_PREFIX), row[1])


def begin(conn: Reader, mark: Mark) -> None:
    """Mark a store, within the caller's transaction."""
    conn.execute("INSERT INTO counter (name, value) VALUES (?, ?)", (_PREFIX + mark.staging, mark.last))


def advance(conn: Reader, mark: Mark, last: int) -> Mark | None:
    """Move the mark on, within the caller's transaction; None if it is not the mark of the store, or no longer."""
    moved = conn.execute(
        "UPDATE counter SET value = ? WHERE name = ? AND value = ?", (last, _PREFIX + mark.staging, mark.last)
    )
    return Mark(mark.staging, last) if moved.rowcount else None


def end(conn: Reader) -> None:
    """Remove the mark, within the caller's transaction."""
    conn.execute("DELETE FROM counter WHERE name GLOB ?", (f"{_PREFIX}*",))


@contextmanager
def importing(path: str, seconds: float) -> Iterator[None]:
    """Be the only import into a store; raises `Trouble` if another one goes on for longer than so many seconds."""
    deadline = time.monotonic() + seconds
    with naming_trouble(path, writing=True):
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
    """Return whether an import into a store is alive."""
    try:
        file = open_private(path + IMPORTING, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not try_whole(file)
    finally:
        os.close(file)


def under_way(path: str) -> Trouble:
    """Describe that another import is at work."""
    todo = N_("Wait until it is done, and do it again.")
    return Trouble(N_("An import into the store {path} is under way."), todo=todo, path=path)


def not_finished(path: str) -> Trouble:
    """Describe that a store lacks the rest of an import."""
    what = N_("An import into the store {path} is not finished.")
    return Trouble(what, saved="", todo=N_("deskctl init goes on with one that was broken off."), path=path, hint=INIT)


def begun_by_another(path: str) -> Trouble:
    """Describe that an import keeps a store at its older schema."""
    what = N_("The store {path} has an older schema, and an import into it is not finished.")
    todo = N_("Finish the import with the deskctl that began it (deskctl init), then do it again; or restore a backup.")
    return Trouble(what, todo=todo, path=path)


def rest_lost(path: str) -> Trouble:
    """Describe that the rest of an import is lost."""
    what = N_("An import into the store {path} was broken off, and the file {file} that held its rest is gone.")
    todo = N_("Restore the last good backup with deskctl store restore, or accept what is there.")
    return Trouble(what, saved=NOTHING_CHANGED, todo=todo, path=path, file=path + STAGED, hint=ACCEPT)


def replaced(path: str) -> Trouble:
    """Describe that an import lost its store."""
    return Trouble(N_("The store {path} was replaced while an import into it was under way."), saved="", path=path)
