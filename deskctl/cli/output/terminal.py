"""Whether stdout and stderr are terminals, and progress on stderr."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from deskctl.cli.output.narration import is_quiet, write_stderr


def is_terminal() -> bool:
    """Return whether stdout can show coloured tables; FORCE_COLOR turns them on, TERM=dumb off."""
    if os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def is_watched() -> bool:
    """Return whether stderr is a terminal that can show progress."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not is_quiet()


@contextmanager
def progress_line(words: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show progress, such as "{done} of {total} pages copied", on one line of stderr; None if it is not a terminal.

    The line ends when all is done, so that a result may follow within the block.
    """
    if not is_watched():
        yield None
        return
    is_open = False

    def show(done: int, total: int) -> None:
        nonlocal is_open
        is_open = done < total
        write_stderr("\r" + words.format(done=done, total=total) + ("" if is_open else "\n"))

    try:
        yield show
    finally:
        if is_open:
            write_stderr("\n")
