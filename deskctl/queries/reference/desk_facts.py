"""What a desk says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def has_tickets(conn: Reader) -> bool:
    """Return whether anything was ever asked of the desk."""
    return conn.execute("SELECT 1 FROM ticket LIMIT 1").fetchone() is not None


def note(conn: Reader) -> str | None:
    """Return the note that came with the desk's file."""
    row: tuple[str | None] | None = conn.execute("SELECT note FROM meta LIMIT 1").fetchone()
    return row[0] if row else None
