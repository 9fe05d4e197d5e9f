"""The files of a store: the one that holds it and those beside it."""

import os
import re
from pathlib import Path

WAL, SHARED, HEAD_FILE, QUEUE = "-wal", "-shm", "-head", "-queue"
STAGED, IMPORTING = "-import", "-importing"
COMPANIONS = (WAL, SHARED, HEAD_FILE, QUEUE, STAGED, IMPORTING)
"""What the names of the files beside a store end in."""

OLD = ".old"
"""What the name of a store ends in that was replaced by a restored one."""


def files_of(path: str) -> list[Path]:
    """Return the files of a store that are there."""
    return [file for file in (Path(path + ending) for ending in ("", *COMPANIONS)) if file.exists()]


def earlier_files(path: str) -> list[Path]:
    """Return what is kept of a store as it was before it was restored or migrated."""
    kept = re.compile(re.escape(Path(path).name) + rf"(\.\d{{4}}|{re.escape(OLD)}({WAL}|{STAGED})?)")
    folder = Path(path).absolute().parent
    return sorted(file for file in folder.iterdir() if kept.fullmatch(file.name)) if folder.is_dir() else []


def sync_folder(path: str) -> None:
    """Make a new or renamed file's name safe on the disk, if the system can."""
    if os.name != "posix":
        return
    folder = os.open(Path(path).absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
