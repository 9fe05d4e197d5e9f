"""Replacing a file atomically."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from deskctl.errors import NotFound, Usage
from deskctl.language.i18n import N_
from deskctl.private_files import open_private


@contextmanager
def replacing(file: str) -> Iterator[IO[bytes]]:
    """Open a temporary file that replaces `file` when it is complete.

    Raises `NotFound` if its folder is missing, and `Usage` if it has no name or cannot be written for another reason.
    """
    if not file.strip():
        raise Usage(N_("{option} needs a value."), option="FILE")
    temporary = f"{file}.part"
    try:
        stream = open(temporary, "wb", opener=open_private) if _is_ordinary(file) else open(file, "wb")  # noqa: PTH123, SIM115
    except FileNotFoundError as error:
        raise NotFound(N_("There is no folder {path}."), path=str(Path(file).parent)) from error
    except OSError as error:
        raise Usage(N_("{path} cannot be written: {reason}."), path=file, reason=error.strerror) from error
    try:
        with stream:
            yield stream
    except BaseException:
        if stream.name == temporary:
            Path(temporary).unlink()
        raise
    if stream.name == temporary:
        Path(temporary).replace(file)


def _is_ordinary(file: str) -> bool:
    """Return whether a path may be replaced: it does not exist or is an ordinary file."""
    try:
        return stat.S_ISREG(os.lstat(file).st_mode)
    except OSError:
        return True
