"""The address and the real path of a store in a file."""

import os
from pathlib import Path

from deskctl.errors import Usage
from deskctl.language.i18n import N_


def address(path: str, mode: str) -> str:
    """Return the SQLite URI of a path, which may contain any character; `mode` is ro, rw or rwc."""
    return f"{Path(path).absolute().as_uri()}?mode={mode}"


def real_path(path: str) -> str:
    """Return a path with links followed; without links it is returned unchanged.

    Raises `Usage` for an address that is not of a file.
    """
    scheme, is_address, _rest = path.partition("://")
    if is_address and scheme.isalnum():
        raise Usage(
            N_("{address} is not a store of deskctl: name a file or a postgresql:// address."),
            address=path,
            code="unknown_store",
        )
    real = os.path.realpath(path)
    return path if real == os.path.abspath(path) else real  # noqa: PTH100 - a text, as it was given
