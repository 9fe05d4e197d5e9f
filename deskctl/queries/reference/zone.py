"""The zone of the desk: every time that is shown is of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.store.port import Reader

DEFAULT_ZONE = "Asia/Shanghai"


def zone(conn: Reader) -> str:
    """Return the zone that the desk's times are shown in."""
    found = conn.execute(
        "SELECT json_extract(source, '$.zone') FROM policy_version ORDER BY id, installed_at DESC LIMIT 1"
    ).fetchone()
    return found[0] if found and found[0] else DEFAULT_ZONE
