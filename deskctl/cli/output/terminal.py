"""Whether a person looks at the output: tables and colours are for terminals, plain text for pipes."""

import os
import sys


def is_terminal() -> bool:
    """Return whether stdout can show a table in colour; FORCE_COLOR says so of a pipe, TERM=dumb denies it."""
    if os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def is_watched() -> bool:
    """Return whether stderr is a terminal, where a line of progress is welcome."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
