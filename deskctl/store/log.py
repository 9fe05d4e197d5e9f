"""The log: one file in the data folder that records what happened to the stores, never their contents.

Only words of deskctl, numbers and places in its own source are noted.
"""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from deskctl import clock
from deskctl.private_files import open_private
from deskctl.sla.facts import Instant, instant

_FULL_AT = 1 << 20
_DETAILS = "DESKCTL_DEBUG"


def log_file() -> Path:
    """Return the log; the one before it ends in `.1`."""
    from deskctl.config import data_folder

    return data_folder() / "deskctl.log"


def log_files() -> list[Path]:
    """Return the log and the one before it, as far as they are there."""
    return [file for file in (log_file(), _full(log_file())) if file.exists()]


def note(event: str, **facts: str | int) -> None:
    """Add a line; a log that cannot be written is ignored."""
    stamp = clock.now().isoformat()
    values = " ".join(f"{name}={value}" for name, value in facts.items())
    line = f"{stamp} {os.getpid()} {event} {values}".rstrip()
    with suppress(OSError):
        _add(line + "\n")


def last_noted(event: str, **facts: str | int) -> Instant | None:
    """Return when an event with these facts was noted last; None if the log knows of none."""
    entry = f" {event} " + " ".join(f"{name}={value}" for name, value in facts.items())
    try:
        lines = log_file().read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    stamps = [line.split()[0] for line in lines if line.endswith(entry)]
    return instant(datetime.fromisoformat(stamps[-1])) if stamps else None


def note_failure(error: BaseException) -> None:
    """Note a fault of deskctl: the kind of error and where it was raised; its words only with `DESKCTL_DEBUG`."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    places = ">".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-6:])
    words = {"words": str(error)} if os.environ.get(_DETAILS) else {}
    note("fault", kind=type(error).__name__, at=places, **words)


def _full(file: Path) -> Path:
    return file.with_suffix(".log.1")


def _add(line: str) -> None:
    file = log_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size >= _FULL_AT:
        file.replace(_full(file))
    handle = open_private(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        os.write(handle, line.encode("utf-8", "backslashreplace"))
    finally:
        os.close(handle)
