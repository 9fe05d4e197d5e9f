"""The head file: a small file beside a store with its commit count and checksum.

SQLite cannot detect that the newest changes were lost with its write-ahead log; the head file shows it. It is written
by the holder of the write lock after each commit, once the change is on the disk, so it is never ahead. A program that
is killed in between leaves it one change behind.

A writer of several transactions syncs the head file only with every `SAFE_EVERY`th change of the store, and at the end.
Killing the process loses nothing, as the system still has what was written. After a power failure the head may be some
changes behind. The store remembers its heads before the last `REMEMBERED` changes, so it recognizes such a head as its
own past, and any other as a loss. The only unnoticed loss is that of a write-ahead log in the same power failure,
although it was on the disk, and only of changes that the head did not contain yet.
"""

import os
from typing import NamedTuple

from deskctl.store.sqlite.files import HEAD_FILE

SAFE_EVERY = 8
"""After how many changes a writer waits until the head file is on the disk."""

REMEMBERED = 4 * SAFE_EVERY
"""How many changes the head may be behind: several writers may be killed just before they wait for the disk."""

_ENTRY_BYTES = 128
_ENTRIES = 2  # the older entry stays whole while the newer one is written


class Head(NamedTuple):
    """The head of a store: its name, the number of changes, and the total checksum."""

    store: str
    writes: int
    total: str

    def as_line(self) -> bytes:
        """Return the head as a line with a checksum of its own."""
        text = f"{self.store} {self.writes} {self.total}"
        return f"{text} {_check(text)}".encode().ljust(_ENTRY_BYTES - 1) + b"\n"


def read_head(file: int) -> Head | None:
    """Return the newest complete entry of an open head file; None if there is none."""
    content = os.pread(file, _ENTRY_BYTES * _ENTRIES, 0) if hasattr(os, "pread") else _read_all(file)
    entries = (
        _entry(content[place : place + _ENTRY_BYTES]) for place in range(0, _ENTRY_BYTES * _ENTRIES, _ENTRY_BYTES)
    )
    return max((entry for entry in entries if entry is not None), key=lambda entry: entry.writes, default=None)


def head_of(path: str) -> Head | None:
    """Return the head in the head file of a store; None if there is none."""
    try:
        file = os.open(path + HEAD_FILE, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        return read_head(file)
    finally:
        os.close(file)


def write_head(file: int, head: Head, *, sync: bool = True) -> None:
    """Replace the older entry; with `sync` wait until it is on the disk."""
    os.lseek(file, head.writes % _ENTRIES * _ENTRY_BYTES, os.SEEK_SET)
    os.write(file, head.as_line())
    if sync:
        _sync(file)


def sync_head(path: str) -> None:
    """Wait until the head file of a store is on the disk, whichever process wrote it."""
    file = os.open(path + HEAD_FILE, os.O_RDWR)
    try:
        _sync(file)
    finally:
        os.close(file)


def begin_head(file: int, head: Head) -> None:
    """Write the first entry of a store, and remove those of another store."""
    os.ftruncate(file, 0)
    write_head(file, head)


def _sync(file: int) -> None:
    (os.fdatasync if hasattr(os, "fdatasync") else os.fsync)(file)


def _read_all(file: int) -> bytes:
    os.lseek(file, 0, os.SEEK_SET)
    return os.read(file, _ENTRY_BYTES * _ENTRIES)


def _entry(line: bytes) -> Head | None:
    words = line.decode("ascii", "replace").split()
    try:
        store, writes, total, check = words
        return Head(store, int(writes), total) if check == _check(f"{store} {writes} {total}") else None
    except ValueError:
        return None


def _check(text: str) -> str:
    from deskctl.store.digest import blake2b

    return blake2b(text.encode(), digest_size=8).hexdigest()
