"""The equipment of a site at an earlier time, whatever was moved, added or scrapped since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.store.facts.rows import rows_by_name

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_NOW = "SELECT * FROM asset WHERE site = ? AND retired_at IS NULL ORDER BY id"
_MOVED_SINCE = (
    "SELECT id, json_extract(data, '$.site.from') FROM master_action WHERE noun = 'asset' AND event = 'edited'"
    " AND at > ? AND json_extract(data, '$.site.from') IS NOT NULL ORDER BY at DESC, seq DESC"
)
_ADDED_SINCE = "SELECT id FROM master_action WHERE noun = 'asset' AND event = 'added' AND at > ?"
_THEN = "SELECT * FROM asset WHERE (site = ? OR id IN ({})) AND (retired_at IS NULL OR retired_at > ?) ORDER BY id"


def equipment_at(conn: Reader, site: str, at: Instant | None) -> list[dict[str, Any]]:
    """Return the equipment that a site had at a time, or has now, with its present names and numbers."""
    if at is None:
        return rows_by_name(conn, _NOW, [site])
    places = dict(conn.execute(_MOVED_SINCE, [at]).fetchall())
    added = {name for (name,) in conn.execute(_ADDED_SINCE, [at])}
    since_moved = [name for name, place in places.items() if place == site]
    rows = rows_by_name(conn, _THEN.format(", ".join("?" * len(since_moved))), [site, *since_moved, at])
    return [row for row in rows if places.get(row["id"], site) == site and row["id"] not in added]
