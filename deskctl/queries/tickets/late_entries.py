"""From when on an entry is late: as the policy says that its ticket was opened under (rule 23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.policy_file.sections.durations import read_duration
from deskctl.sla.lifecycle import LATE_ENTRY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.store.port import Reader

_KEY = "late_entry.after"
_STATED = f"""
SELECT ticket.number, json_extract(kept.source, '$.{_KEY}') FROM ticket
JOIN policy_version AS kept ON kept.id = ticket.policy AND kept.version = ticket.policy_version
"""


def late_after(conn: Reader, number: int) -> int:
    """Return after how many seconds an entry on a ticket is late."""
    row = conn.execute(f"{_STATED} WHERE ticket.number = ?", (number,)).fetchone()
    return _seconds(row[1] if row else None)


def late_after_each(conn: Reader) -> Mapping[int, int]:
    """Return after how many seconds an entry is late, for each ticket."""
    return {number: _seconds(stated) for number, stated in conn.execute(_STATED)}


def _seconds(stated: str | None) -> int:
    return LATE_ENTRY if stated is None else read_duration(stated, _KEY)
