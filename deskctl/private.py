"""Files that are their owner's alone."""

import os
from pathlib import Path

PRIVATE = 0o600
_OTHERS = 0o077


def open_private(path: str | Path, flags: int = os.O_RDWR | os.O_CREAT) -> int:
    """Open a file; one that is made is its owner's alone from the first time, whatever the umask."""
    return os.open(path, flags, PRIVATE)


def is_open_to_others(file: Path) -> bool:
    """Return whether anybody but the owner has a right to a file; Windows keeps other books."""
    return os.name == "posix" and bool(file.stat().st_mode & _OTHERS)
