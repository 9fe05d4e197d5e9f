"""Reference records as they were at a time, before later edits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_EDITED_SINCE = """
SELECT data FROM master_action WHERE noun = ? AND id = ? AND event = 'edited' AND at > ? ORDER BY seq DESC
"""


def as_of(conn: Reader, noun: str, row: dict[str, Any] | None, at: Instant) -> dict[str, Any] | None:
    """Return a copy of a record with the values that it had at a time."""
    if row is None:
        return None
    past = dict(row)
    for (data,) in conn.execute(_EDITED_SINCE, [noun, row["id"], at]):
        changes = json.loads(data)
        past.update({name: change["from"] for name, change in changes.items() if name in past and _is_change(change)})
    return past


def _is_change(change: Any) -> bool:
    return isinstance(change, dict) and "from" in change
