"""Messages on stderr; `-q` turns off those that are not errors."""

import os
import sys
from contextlib import suppress


class _Narration:
    """Whether the current call prints such messages, and has printed one."""

    is_quiet = False
    has_begun = False


def narrate(text: str) -> None:
    """Print a line on stderr, unless the call is quiet."""
    if not _Narration.is_quiet:
        _Narration.has_begun = True
        write_stderr(text + "\n")


def write_stderr(text: str, *, utf8: bool = False) -> None:
    """Write text on stderr; a full disk or a closed pipe there changes neither the result nor the exit code."""
    try:
        reconfigure = getattr(sys.stderr, "reconfigure", None)
        if utf8 and reconfigure is not None:
            reconfigure(encoding="utf-8")
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _discard_stderr()


def _discard_stderr() -> None:
    """Redirect stderr to the null device, so that Python's flush at exit does not fail."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def be_quiet(*, quiet: bool) -> None:
    """Begin a call, with its messages on or off."""
    _Narration.is_quiet = quiet
    _Narration.has_begun = False


def has_narrated() -> bool:
    """Return whether the current call has printed such a message."""
    return _Narration.has_begun


def is_quiet() -> bool:
    """Return whether the current call prints nothing but its result and errors."""
    return _Narration.is_quiet
