"""Find the process that holds the lock of a store, on Linux."""

from pathlib import Path

from deskctl.store.sqlite.files import HEAD_FILE, SHARED

_LOCKS = Path("/proc/locks")
_PID, _PLACE = 4, 5  # the positions in a line: "1: FLOCK ADVISORY WRITE 4711 fe:00:1234 0 EOF"
_WRITES = "WRITE"


def holder_of(path: str) -> str | None:
    """Return the name and process id of the program that writes to a store; None if they are unknown."""
    files = {file.stat().st_ino for file in (Path(path + HEAD_FILE), Path(path + SHARED)) if file.exists()}
    try:
        lines = _LOCKS.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for words in map(str.split, lines):
        if _WRITES in words and "->" not in words and int(words[_PLACE].split(":")[-1]) in files:
            return _named(words[_PID])
    return None


def _named(process: str) -> str | None:
    try:
        program = Path("/proc", process, "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None
    return f"{program} ({process})"
