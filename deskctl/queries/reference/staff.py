"""The firm's people: who an actor is, who is on call."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


def staff_of(conn: Reader, actor: str) -> tuple[str, str, str] | None:
    """Find a member of the staff by id or name, as `(id, name, role)`."""
    found = conn.execute(
        "SELECT id, name, role FROM staff WHERE id = ? COLLATE NOCASE OR name = ? ORDER BY id = ? DESC LIMIT 1",
        [actor, actor, actor],
    )
    row: tuple[str, str, str] | None = found.fetchone()
    return row


def on_call(conn: Reader, at: Instant) -> tuple[str, str, str | None, int, int] | None:
    """Find who is on call at a moment, as `(staff, name, phone, start, end)`; None in a gap of the roster."""
    found = conn.execute(
        'SELECT roster.staff, staff.name, staff.phone, roster.start, roster."end" FROM roster'
        ' JOIN staff ON staff.id = roster.staff WHERE roster.start <= ? AND roster."end" > ?'
        " ORDER BY roster.start LIMIT 1",
        [at, at],
    )
    row: tuple[str, str, str | None, int, int] | None = found.fetchone()
    return row
