"""Make verified backups of a store, remove the oldest ones, and restore one."""

import os
import re
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from shlex import quote

from deskctl.errors import NotFound, Refused, StoreUnusable, Usage
from deskctl.language.i18n import N_
from deskctl.store.log import note
from deskctl.store.sqlite.address import address
from deskctl.store.sqlite.bulk_import.apply import settle_import
from deskctl.store.sqlite.copy_store import Progress, copy_store, verify_store
from deskctl.store.sqlite.files import HEAD_FILE, OLD, SHARED, STAGED, WAL, sync_folder
from deskctl.store.sqlite.integrity.commit_log import head_in, store_head
from deskctl.store.sqlite.integrity.head_file import Head, head_of
from deskctl.store.sqlite.reader import connect_reader, open_reader
from deskctl.store.sqlite.sqlite_errors import translated_errors
from deskctl.store.sqlite.writing.writer_queue import write_lock
from deskctl.store.wait_limit import wait_limit

_NEW = ".new"
_STAMP = "%Y%m%dT%H%M%SZ"
_STAMPED = r"-\d{8}T\d{6}Z?"
_FIRST_BYTES = b"SQLite format 3\0"
_SIMILARITY = 0.7
"""How similar the name of a backup must be to the one that was typed to be proposed, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and verified, and the older ones that were removed."""

    file: Path
    writes: int
    removed: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """The number of changes in the restored store, and where the replaced one was moved."""

    writes: int
    old: Path | None


def back_up(
    path: str, file: Path, now: datetime, *, keep: int | None = None, on_progress: Progress | None = None
) -> Backup:
    """Copy a store to a file and verify the copy; return what was done.

    With `keep` the time in UTC is appended to the name, and only so many files of that name are kept. A file that is
    not a backup is not replaced. Raises `StoreUnusable`, `Usage` and `Refused`.
    """
    if keep is not None and keep < 1:
        raise Usage(N_("--keep must be at least 1."))
    settle_import(path, wait=True)
    target = file if keep is None else file.with_name(f"{file.stem}-{_stamp(now)}{file.suffix}")
    _require_replaceable(path, target)
    beside = target.with_name(target.name + _NEW)
    head = copy_store(path, beside, on_progress)
    beside.replace(target)
    sync_folder(str(target))
    removed = () if keep is None else tuple(_surplus(file, keep))
    for old in removed:
        old.unlink()
    note("backed_up", store=head.store, writes=head.writes, removed=len(removed))
    return Backup(target, head.writes, removed)


def restore(file: Path, path: str, *, force: bool = False, on_progress: Progress | None = None) -> RestoreResult:
    """Replace a store by a backup; the old store is kept beside it.

    Raises `Refused` without `force` if the store is newer than the backup, or another store.
    """
    _require_file(file)
    if Path(path).exists() and file.samefile(path):
        raise Refused(N_("{path} is the desk itself; it was not changed."), path=str(file))
    kept = verify_store(str(file))
    if not Path(path).exists() and not head_of(path):
        Path(path).absolute().parent.mkdir(parents=True, exist_ok=True)
    new = Path(path + _NEW)
    with translated_errors(path, writing=True), write_lock(path, wait_limit()) as head:
        if not force:
            _require_older(path, kept, file)
        copy_store(str(file), new, on_progress)
        old = _swap(path, new)
        store_head(head, kept)
    note("restored", store=kept.store, writes=kept.writes)
    return RestoreResult(kept.writes, old)


def _require_file(file: Path) -> None:
    """Raise `NotFound`, with the backup of the most similar name, if there is one, unless the file exists."""
    if file.exists():
        return
    folder = file.parent
    if not folder.is_dir():
        raise NotFound(N_("There is no folder {path}."), path=str(folder))
    by_stem = {one.stem: one for one in folder.iterdir() if _may_be_backup(one)}
    near = get_close_matches(file.stem, by_stem, n=1, cutoff=_SIMILARITY)
    if not near:
        raise NotFound(N_("There is no file {path}."), path=str(file), hint=f"ls -t {quote(str(folder))}")
    backup = by_stem[near[0]]
    raise NotFound(
        N_("There is no backup {path}; nearest: {near}."),
        path=str(file),
        near=backup.name,
        hint=f"deskctl store restore {quote(str(backup))}",
    )


def _may_be_backup(file: Path) -> bool:
    """Return whether a file is a database, and not a desk in use, which has its head file beside it."""
    if Path(f"{file}{HEAD_FILE}").exists():
        return False
    with suppress(OSError), file.open("rb") as stream:
        return stream.read(len(_FIRST_BYTES)) == _FIRST_BYTES
    return False


def _require_replaceable(path: str, target: Path) -> None:
    if not target.parent.is_dir():  # what is to hold backups may be a disk that is not there
        raise NotFound(N_("There is no folder {path}."), path=str(target.parent))
    if target.is_dir():
        raise Usage(N_("{path} is a folder, not a file."), path=str(target))
    if not target.exists():
        return
    with suppress(StoreUnusable), closing(open_reader(str(target))):
        if not target.samefile(path):
            return
    raise Refused(N_("{file} is not a backup; it was left as it is."), file=str(target))


def _require_older(path: str, kept: Head, backup: Path) -> None:
    force = f"deskctl store restore {quote(str(backup))} --force"
    current = _newest_head(path)
    if current is None or (current.store == kept.store and current.writes <= kept.writes):
        return
    if current.store != kept.store:
        raise Refused(N_("{path} is not the store of the backup; it was left as it is."), path=path, hint=force)
    raise Refused(
        N_("The store {path} is newer than the backup; changes that would be lost: {changes}."),
        path=path,
        changes=current.writes - kept.writes,
        hint=force,
    )


def _newest_head(path: str) -> Head | None:
    """Return the newest head of a store: the one in it, or the one in its head file."""
    heads = [head_of(path)]
    if Path(path).exists():
        with suppress(Exception), closing(connect_reader(path)) as conn:
            heads.append(head_in(conn))
    return max((head for head in heads if head is not None), key=lambda head: head.writes, default=None)


def _swap(path: str, new: Path) -> Path | None:
    """Replace the old file by the new one; the old one is kept beside it with its log and its staging."""
    _write_ahead(new)
    old = Path(path + OLD)
    exists = Path(path).exists()
    for beside in (WAL, STAGED):
        if Path(path + beside).exists():
            Path(path + beside).replace(Path(f"{old}{beside}"))
        elif exists:
            Path(f"{old}{beside}").unlink(missing_ok=True)
    Path(path + SHARED).unlink(missing_ok=True)
    if exists:
        old.unlink(missing_ok=True)
        os.link(path, old)
    new.replace(path)
    sync_folder(path)
    return old if exists else None


def _write_ahead(file: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(address(str(file), "rw"), uri=True, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")


def _stamp(now: datetime) -> str:
    """Return a time in UTC as text, so that names sort by age."""
    return now.astimezone(UTC).strftime(_STAMP)


def _surplus(file: Path, keep: int) -> list[Path]:
    """Return all backups but the newest ones, by the times in their names."""
    pattern = re.compile(re.escape(file.stem) + _STAMPED + re.escape(file.suffix))
    copies = sorted(entry for entry in file.absolute().parent.iterdir() if pattern.fullmatch(entry.name))
    return copies[:-keep]
