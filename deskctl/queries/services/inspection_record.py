"""The recorded items of an inspection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def recorded_items(conn: Reader, name: str) -> dict[str, dict[str, Any]]:
    """Return the recorded items of an inspection by key; empty if there are none."""
    row = conn.execute("SELECT items FROM inspection WHERE id = ?", [name]).fetchone()
    return {str(one["item"]): one for one in json.loads(row[0])} if row else {}
