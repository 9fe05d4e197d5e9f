"""Private files: readable only by their owner."""

import os
from pathlib import Path

PRIVATE = 0o600
_OTHERS = 0o077


def open_private(path: str | Path, flags: int = os.O_RDWR | os.O_CREAT) -> int:
    """Open a file; a new one is private from its creation, whatever the umask."""
    return os.open(path, flags, PRIVATE)


def is_open_to_others(file: Path) -> bool:
    """Return whether anybody but the owner has access to a file; not checked on Windows."""
    return os.name == "posix" and bool(file.stat().st_mode & _OTHERS)
