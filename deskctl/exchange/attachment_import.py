"""Importing files from a folder that an export wrote: the bytes of attachments and mails."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from deskctl.errors import BadData, NotFound
from deskctl.language.i18n import N_
from deskctl.store.port import Connection, Reader
from deskctl.store.row_statements import insertion

_PIECE = 256 << 10
_NAMED = "SELECT sha256 FROM attachment WHERE purged_at IS NULL UNION SELECT sha256 FROM mail WHERE sha256 <> ''"
_HAS_FILE = "SELECT 1 FROM blob WHERE id = ?"
_PUT = insertion("blob", ("id", "data"))


def stage_files(folder: str, desk: Reader, staged: Connection) -> None:
    """Stage the bytes that records name and that are not stored yet; files that the folder lacks are skipped."""
    if not Path(folder).is_dir():
        raise NotFound(N_("There is no folder {path}."), path=folder)
    for (sha256,) in staged.execute(_NAMED).fetchall():
        file = Path(folder) / sha256
        first = f"{sha256}.0000"
        if not any(place.execute(_HAS_FILE, (first,)).fetchone() for place in (desk, staged)) and file.is_file():
            staged.executemany(_PUT, _pieces(file, sha256))


def _pieces(file: Path, sha256: str) -> Iterator[tuple[str, bytes]]:
    digest, number = hashlib.sha256(), 0
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            yield f"{sha256}.{number:04d}", piece
            number += 1
    if digest.hexdigest() != sha256:
        raise BadData(N_("The bytes of {sha256} were changed."), sha256=sha256)
