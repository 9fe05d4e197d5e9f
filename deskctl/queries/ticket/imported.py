"""Which tickets came by import."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def imported_tickets(conn: Reader) -> list[tuple[int, int]]:
    """Return the imported tickets by number, each with the last action that was imported with it."""
    return [(number, last) for number, last in conn.execute("SELECT ticket, last_seq FROM import_mark ORDER BY ticket")]
