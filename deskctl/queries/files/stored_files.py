"""Files in the store: bytes by hash, attachments by record and by id."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound, StoreUnusable
from deskctl.language.i18n import N_
from deskctl.store.facts.rows import row_by_name

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_COLUMNS = ("id", "of", "name", "type", "size", "sha256", "inline")
_SELECT = 'SELECT id, "of", name, type, size, sha256, inline FROM attachment'
_ALL = "SELECT * FROM attachment WHERE id = ?"


def bytes_of(conn: Reader, sha256: str) -> bytes:
    """Return the bytes with a hash; raises `NotFound`, or `StoreUnusable` if they do not match the hash."""
    rows = conn.execute("SELECT data FROM blob WHERE id >= ? AND id < ? ORDER BY id", (f"{sha256}.", f"{sha256}/"))
    pieces = [data for (data,) in rows]
    if not pieces:
        raise NotFound(N_("The bytes of {sha256} are not in the store."), sha256=sha256, code="no_bytes")
    whole = b"".join(pieces)
    if hashlib.sha256(whole).hexdigest() != sha256:
        raise StoreUnusable(N_("The bytes of {sha256} were changed."), sha256=sha256, hint="deskctl store check")
    return whole


def files_of(conn: Reader, record: str) -> list[dict[str, Any]]:
    """Return the attachments of a record, in their order."""
    rows = conn.execute(f'{_SELECT} WHERE "of" = ? ORDER BY id', (record,))
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]


def file_named(conn: Reader, name: str) -> dict[str, Any]:
    """Return all columns of an attachment by its id; raises `NotFound`."""
    row = row_by_name(conn, _ALL, (name.upper(),))
    if row is None:
        raise NotFound(N_("There is no {noun} {key}."), noun="attachment", key=name, hint="deskctl attachment list")
    return row
