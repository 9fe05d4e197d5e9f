"""Whether stdout and stderr are terminals."""

import os
import sys

from deskctl.cli.output.narration import is_quiet


def is_terminal() -> bool:
    """Return whether stdout can show coloured tables; FORCE_COLOR turns them on, TERM=dumb off."""
    if os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def is_watched() -> bool:
    """Return whether stderr is a terminal that can show progress."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not is_quiet()
