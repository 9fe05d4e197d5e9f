"""Exporting files: the bytes of each are written to a folder, named by their hash."""

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.private_files import open_private
from deskctl.store.port import Reader, stream

_PIECES = "SELECT substr(id, 1, 64), data FROM blob ORDER BY id"


def write_files(conn: Reader, folder: str) -> int:
    """Write the bytes of every file to a folder, except existing ones; return the number of files."""
    try:
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        count = 0
        for name, pieces in groupby(stream(conn, _PIECES), key=lambda row: str(row[0])):
            _write(Path(folder) / name, (data for _name, data in pieces))
            count += 1
    except OSError as error:
        raise BadData(N_("{path} cannot be written: {reason}."), path=folder, reason=error.strerror) from error
    return count


def _write(file: Path, pieces: Iterator[bytes]) -> None:
    if file.exists():
        for _data in pieces:
            pass
        return
    temporary = file.with_suffix(".part")
    with os.fdopen(open_private(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "wb") as stream:
        stream.writelines(pieces)
    temporary.replace(file)
