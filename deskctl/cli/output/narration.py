"""What is printed beside the answer, on stderr; `-q` leaves it out. Errors are not narration."""

import sys


class _Narration:
    """Whether the present call says anything beside its answer."""

    is_quiet = False


def narrate(text: str) -> None:
    """Write a line beside the answer, unless the call is to be quiet."""
    if not _Narration.is_quiet:
        sys.stderr.write(text + "\n")


def be_quiet(*, quiet: bool) -> None:
    """Silence the narration of the present call, or allow it again."""
    _Narration.is_quiet = quiet


def is_quiet() -> bool:
    """Return whether the present call says nothing beside its answer."""
    return _Narration.is_quiet
