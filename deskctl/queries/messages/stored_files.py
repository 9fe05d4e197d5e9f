"""The files in the store: their bytes by hash, and what each record has."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound, StoreUnusable
from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_COLUMNS = ("id", "of", "name", "type", "size", "sha256", "inline")
_SELECT = 'SELECT id, "of", name, type, size, sha256, inline FROM attachment'


def has_bytes(conn: Reader, sha256: str) -> bool:
    """Return True if the bytes with a hash are in the store."""
    return conn.execute("SELECT 1 FROM blob WHERE id = ?", (f"{sha256}.0000",)).fetchone() is not None


def bytes_of(conn: Reader, sha256: str) -> bytes:
    """Return the bytes with a hash; raises `NotFound`, and `StoreUnusable` if they are not those."""
    found = conn.execute("SELECT data FROM blob WHERE id >= ? AND id < ? ORDER BY id", (f"{sha256}.", f"{sha256}/"))
    pieces = [data for (data,) in found]
    if not pieces:
        raise NotFound(N_("The bytes of {sha256} are not in the store."), sha256=sha256)
    whole = b"".join(pieces)
    if hashlib.sha256(whole).hexdigest() != sha256:
        raise StoreUnusable(N_("The bytes of {sha256} were changed."), sha256=sha256, hint="deskctl store check")
    return whole


def files_of(conn: Reader, record: str) -> list[dict[str, Any]]:
    """Return the attachments of a record, in their order."""
    rows = conn.execute(f'{_SELECT} WHERE "of" = ? ORDER BY id', (record,))
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]


def files_of_ticket(conn: Reader, number: int) -> list[dict[str, Any]]:
    """Return the attachments of a ticket's mails, oldest mail first."""
    rows = conn.execute(f'{_SELECT} WHERE "of" IN (SELECT id FROM mail WHERE ticket = ?) ORDER BY id', (number,))
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]


def file_named(conn: Reader, name: str) -> dict[str, Any]:
    """Return an attachment by its id; raises `NotFound`."""
    row = conn.execute(f"{_SELECT} WHERE id = ?", (name,)).fetchone()
    if row is None:
        raise NotFound(N_("There is no {noun} {key}."), noun="attachment", key=name, hint="deskctl attachment list")
    return dict(zip(_COLUMNS, row, strict=True))
