"""Keep the bytes of a message or file: once, by their hash, in pieces."""

import hashlib
from typing import TYPE_CHECKING

from deskctl.queries.messages.stored_files import has_bytes

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_PIECE = 256 << 10


def keep_bytes(desk: "Desk", data: bytes) -> str:
    """Put bytes into the store unless they are there, and return their hash."""
    digest = hashlib.sha256(data).hexdigest()
    if not has_bytes(desk.reader, digest):
        for number, place in enumerate(range(0, max(len(data), 1), _PIECE)):
            desk.insert("blob", {"id": f"{digest}.{number:04d}", "data": data[place : place + _PIECE]})
    return digest
