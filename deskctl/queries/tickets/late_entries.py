"""After how long an entry is late, by the policy of its ticket (rule 23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.policy_file.sections.durations import read_duration
from deskctl.sla.lifecycle import LATE_ENTRY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

_KEY = "late_entry.after"
_LATE_ENTRY_RULES = f"""
SELECT ticket.number, json_extract(kept.source, '$.{_KEY}') FROM ticket
JOIN policy_version AS kept ON kept.id = ticket.policy AND kept.version = ticket.policy_version
WHERE ticket.number IN ({{}})
"""
_AT_ONCE = 500


def late_after(conn: Reader, number: int) -> int:
    """Return after how many seconds an entry on a ticket is late."""
    return late_after_each(conn, [number]).get(number, LATE_ENTRY)


def late_after_each(conn: Reader, numbers: Sequence[int]) -> dict[int, int]:
    """Return after how many seconds an entry is late, by ticket."""
    seconds: dict[int, int] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = list(numbers[start : start + _AT_ONCE])
        rows = conn.execute(_LATE_ENTRY_RULES.format(", ".join("?" * len(some))), some)
        seconds.update((number, _seconds(text)) for number, text in rows)
    return seconds


def _seconds(duration: str | None) -> int:
    return LATE_ENTRY if duration is None else read_duration(duration, _KEY)
