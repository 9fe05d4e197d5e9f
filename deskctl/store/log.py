"""The log: a file in the data folder that records what happened to the stores, never their content.

It contains only words of deskctl, numbers, and places in its source code.
"""

import os
from contextlib import suppress
from pathlib import Path

from deskctl import clock
from deskctl.private_files import open_private
from deskctl.sla.facts import Instant, instant_of

_FULL_AT = 1 << 20
_DETAILS = "DESKCTL_DEBUG"


def log_file() -> Path:
    """Return the path of the log."""
    from deskctl.config import data_folder

    return data_folder() / "deskctl.log"


def log_files() -> list[Path]:
    """Return the existing files of the log: the current one and the one before it."""
    return [file for file in (log_file(), _previous(log_file())) if file.exists()]


def note(event: str, **facts: str | int) -> None:
    """Append a line to the log; errors of writing are ignored."""
    stamp = clock.now().isoformat()
    values = " ".join(f"{name}={value}" for name, value in facts.items())
    line = f"{stamp} {os.getpid()} {event} {values}".rstrip()
    with suppress(OSError):
        _add(line + "\n")


def last_noted(event: str, **facts: str | int) -> Instant | None:
    """Return when an event with these facts was logged last; None if the log does not contain it."""
    entry = f" {event} " + " ".join(f"{name}={value}" for name, value in facts.items())
    try:
        lines = log_file().read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    stamps = [line.split()[0] for line in lines if line.endswith(entry)]
    return instant_of(stamps[-1]) if stamps else None


def note_failure(error: BaseException) -> None:
    """Log an internal error: its type and where it was raised; its message only with `DESKCTL_DEBUG`."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    places = ">".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-6:])
    words = {"words": str(error)} if os.environ.get(_DETAILS) else {}
    note("fault", kind=type(error).__name__, at=places, **words)


def _previous(file: Path) -> Path:
    return file.with_suffix(".log.1")


def _add(line: str) -> None:
    file = log_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size >= _FULL_AT:
        file.replace(_previous(file))
    handle = open_private(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        os.write(handle, line.encode("utf-8", "backslashreplace"))
    finally:
        os.close(handle)
