"""The names of the files of a store: the database and those beside it."""

import os
import re
from pathlib import Path

WAL, SHARED, HEAD_FILE, QUEUE = "-wal", "-shm", "-head", "-queue"
STAGED, IMPORTING = "-import", "-importing"
COMPANIONS = (WAL, SHARED, HEAD_FILE, QUEUE, STAGED, IMPORTING)
"""The endings of the names of the files beside a store."""

OLD = ".old"
"""The ending of the name of a store that was replaced by a restored one."""


def files_of(path: str) -> list[Path]:
    """Return the existing files of a store."""
    return [file for file in (Path(path + ending) for ending in ("", *COMPANIONS)) if file.exists()]


def earlier_files(path: str) -> list[Path]:
    """Return the copies of a store from before it was restored or migrated."""
    kept = re.compile(re.escape(Path(path).name) + rf"(\.\d{{4}}|{re.escape(OLD)}({WAL}|{STAGED})?)")
    folder = Path(path).absolute().parent
    return sorted(file for file in folder.iterdir() if kept.fullmatch(file.name)) if folder.is_dir() else []


def sync_folder(path: str) -> None:
    """Wait until the name of a new or renamed file is on the disk, if the system supports it."""
    if os.name != "posix":
        return
    folder = os.open(Path(path).absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
