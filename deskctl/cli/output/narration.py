"""Messages on stderr other than errors; `-q` turns them off."""

import sys


class _Narration:
    """Whether the current call prints such messages."""

    is_quiet = False


def narrate(text: str) -> None:
    """Print a line on stderr, unless the call is quiet."""
    if not _Narration.is_quiet:
        sys.stderr.write(text + "\n")


def be_quiet(*, quiet: bool) -> None:
    """Turn the messages of the current call off, or on again."""
    _Narration.is_quiet = quiet


def is_quiet() -> bool:
    """Return whether the current call prints nothing but its result and errors."""
    return _Narration.is_quiet
