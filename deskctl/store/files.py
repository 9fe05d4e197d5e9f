"""The files of a store: the one that holds it and those beside it, made so that only their owner can read them."""

import os
from pathlib import Path

WAL, SHARED, HEAD_FILE, QUEUE = "-wal", "-shm", "-head", "-queue"
STAGED, IMPORTING = "-import", "-importing"
COMPANIONS = (WAL, SHARED, HEAD_FILE, QUEUE, STAGED, IMPORTING)
"""What the names of the files beside a store end in."""

PRIVATE = 0o600
_OTHERS = 0o077


def open_private(path: str | Path, flags: int = os.O_RDWR | os.O_CREAT) -> int:
    """Open a file; one that is made is its owner's alone from the first moment, whatever the umask."""
    return os.open(path, flags, PRIVATE)


def files_of(path: str) -> list[Path]:
    """Name the files of a store that are there."""
    return [file for file in (Path(path + ending) for ending in ("", *COMPANIONS)) if file.exists()]


def is_open_to_others(file: Path) -> bool:
    """Tell whether anybody but the owner has a right to a file; Windows keeps other books."""
    return os.name == "posix" and bool(file.stat().st_mode & _OTHERS)


def sync_folder(path: str) -> None:
    """Make a new or renamed file's name safe on the disk, where the system lets one."""
    if os.name != "posix":
        return
    folder = os.open(Path(path).absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
