"""The head file: a small file beside the store with its commit count and checksum.

SQLite calls a store sound whose newest changes were lost with its write-ahead log; the head knows better. It is
written after each commit, by whoever holds the turn, when the change is safe on the disk: it is never ahead. A program
that is killed in between leaves it one change behind.

A batch does not wait for the disk with each entry, but with every `SAFE_EVERY`th change of the store, and in the end.
A process may be killed at any time: what it wrote is with the system, and the head as far as ever. Where the power
fails the head may be some changes behind; the store remembers what it was before its last `REMEMBERED` changes, so it
knows such a head for its own past, and any other for a loss. What goes unnoticed is a log that is lost in the same
failure of the power, though it was on the disk, and of that no more than those changes that the head had not come to.
"""

import os
from typing import NamedTuple

from deskctl.store.sqlite.files import HEAD_FILE

SAFE_EVERY = 8
"""Of so many changes one waits until the head file is safe on the disk."""

REMEMBERED = 4 * SAFE_EVERY
"""How many changes the head may be behind: writers may be killed just when one of them was to wait for the disk."""

_SLOT = 128
_SLOTS = 2  # the older entry stays whole while the newer one is written


class Head(NamedTuple):
    """How far a store has come: its name, the number of its changes, and the sum of all that it holds."""

    store: str
    writes: int
    total: str

    def as_line(self) -> bytes:
        """Write it as one line with its own checksum."""
        text = f"{self.store} {self.writes} {self.total}"
        return f"{text} {_check(text)}".encode().ljust(_SLOT - 1) + b"\n"


def read_head(file: int) -> Head | None:
    """Read the newest whole entry of an open head file; None if there is none."""
    content = os.pread(file, _SLOT * _SLOTS, 0) if hasattr(os, "pread") else _read_all(file)
    entries = (_entry(content[place : place + _SLOT]) for place in range(0, _SLOT * _SLOTS, _SLOT))
    return max((entry for entry in entries if entry is not None), key=lambda entry: entry.writes, default=None)


def head_of(path: str) -> Head | None:
    """Read the head of a store; None if there is none."""
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
    os.lseek(file, head.writes % _SLOTS * _SLOT, os.SEEK_SET)
    os.write(file, head.as_line())
    if sync:
        _sync(file)


def sync_head(path: str) -> None:
    """Wait until the head of a store is on the disk, also if another process wrote it."""
    file = os.open(path + HEAD_FILE, os.O_RDWR)
    try:
        _sync(file)
    finally:
        os.close(file)


def begin_head(file: int, head: Head) -> None:
    """Write the first entry of a store, and forget those of another."""
    os.ftruncate(file, 0)
    write_head(file, head)


def _sync(file: int) -> None:
    (os.fdatasync if hasattr(os, "fdatasync") else os.fsync)(file)


def _read_all(file: int) -> bytes:
    os.lseek(file, 0, os.SEEK_SET)
    return os.read(file, _SLOT * _SLOTS)


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
