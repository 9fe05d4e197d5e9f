"""The bytes of mails and files, stored once by hash, in pieces."""

import hashlib
from typing import TYPE_CHECKING

from deskctl.store.facts.rows import row_exists

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_PIECE = 256 << 10


def keep_bytes(desk: "Desk", data: bytes, digest: str | None = None) -> str:
    """Store bytes unless they are stored already, and return their hash, which the caller may know."""
    name = digest or hashlib.sha256(data).hexdigest()
    if not row_exists(desk.reader, "blob", "id", _piece(name, 0)):
        for number, place in enumerate(range(0, max(len(data), 1), _PIECE)):
            desk.insert("blob", {"id": _piece(name, number), "data": data[place : place + _PIECE]})
    return name


def remove_bytes(desk: "Desk", digest: str) -> None:
    """Remove bytes from the store."""
    number = 0
    while row_exists(desk.reader, "blob", "id", _piece(digest, number)):
        desk.remove("blob", id=_piece(digest, number))
        number += 1


def _piece(digest: str, number: int) -> str:
    return f"{digest}.{number:04d}"
