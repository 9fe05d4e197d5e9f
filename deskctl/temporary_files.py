"""Temporary files and folders; an error names the folder in which none can be made, and what to do."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from deskctl.errors import BadData
from deskctl.language.i18n import N_

NOT_POSSIBLE = N_(
    "No temporary file can be made in {folder}: {reason}. "
    "Name another folder for temporary files in TMPDIR, and try again."
)
"""The message of an error: the folder, and the reason of the system."""

_USUAL = "/tmp"  # noqa: S108 - only named
_NAMELESS = (errno.ENOENT, errno.ENOSPC, errno.EDQUOT)
"""The errors of temporary files that name no file: no folder is usable, or the disk is full."""


def open_temporary_file() -> IO[bytes]:
    """Return a file without a name, which is deleted when it is closed; raises `BadData`."""
    import tempfile

    with naming_temporary_folder():
        return tempfile.TemporaryFile()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a folder that is removed at the end; raises `BadData` if it cannot be made."""
    import tempfile

    with naming_temporary_folder():
        folder = tempfile.TemporaryDirectory(prefix="deskctl-")
    with folder as name:
        yield Path(name)


@contextmanager
def naming_temporary_folder() -> Iterator[None]:
    """Raise errors of making and writing temporary files as `BadData`; others stay as they are."""
    try:
        yield
    except OSError as error:
        folder = _folder()
        name = error.filename
        if error.errno not in _NAMELESS if name is None else not str(name).startswith(folder):
            raise
        reason = reason_against(folder) or error.strerror
        raise BadData(NOT_POSSIBLE, folder=folder, reason=reason) from error


def reason_against(folder: str) -> str | None:
    """Return why no file can be made in a folder; None if one can."""
    import tempfile

    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        return error.strerror
    return None


def _folder() -> str:
    """Return the folder of temporary files; if none is usable, the one that should be."""
    import tempfile

    try:
        return tempfile.gettempdir()
    except OSError:
        return os.environ.get("TMPDIR") or _USUAL
