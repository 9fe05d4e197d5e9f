"""The name and phone of one of the staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def name_and_phone(conn: Reader, staff: str) -> str:
    """Return name, id and phone of one of the staff, as far as they are recorded."""
    row = conn.execute("SELECT name, phone FROM staff WHERE id = ?", [staff]).fetchone()
    name, phone = row or (None, None)
    return " ".join(dict.fromkeys(part for part in (name, staff, phone) if part))
