"""Who is on call, and name and phone of one of the staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


def on_call(conn: Reader, at: Instant) -> tuple[str, str, str | None, int, int] | None:
    """Return who is on call at a time, as `(staff, name, phone, start, end)`; None in a gap of the roster.

    A person who is absent, or has left the firm, is not on call.
    """
    cursor = conn.execute(
        'SELECT roster.staff, staff.name, staff.phone, roster.start, roster."end" FROM roster'
        ' JOIN staff ON staff.id = roster.staff WHERE roster.start <= ? AND roster."end" > ?'
        " AND (staff.retired_at IS NULL OR staff.retired_at > ?)"
        " AND NOT EXISTS (SELECT 1 FROM absence WHERE absence.staff = roster.staff AND absence.retired_at IS NULL"
        ' AND absence.start <= ? AND absence."end" > ?) ORDER BY roster.start LIMIT 1',
        [at] * 5,
    )
    row: tuple[str, str, str | None, int, int] | None = cursor.fetchone()
    return row


def reach(conn: Reader, staff: str) -> str:
    """Return name, id and phone of one of the staff, as far as they are recorded."""
    row = conn.execute("SELECT name, phone FROM staff WHERE id = ?", [staff]).fetchone()
    name, phone = row or (None, None)
    return " ".join(dict.fromkeys(part for part in (name, staff, phone) if part))
