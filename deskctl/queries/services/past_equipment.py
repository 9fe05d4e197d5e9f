"""The equipment of a site at an earlier time, whatever was moved, added or scrapped since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.store.facts.rows import rows_by_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_WITH_SITE = "SELECT asset.*, site.name AS site_name FROM asset LEFT JOIN site ON site.id = ?"
_NOW = f"{_WITH_SITE} WHERE asset.site = ? AND asset.retired_at IS NULL ORDER BY asset.id"
_MOVED_SINCE = (
    "SELECT id, json_extract(data, '$.site.from') FROM master_action WHERE noun = 'asset' AND event = 'edited'"
    " AND at > ? AND json_extract(data, '$.site.from') IS NOT NULL ORDER BY at DESC, seq DESC"
)
_ADDED_SINCE = "SELECT id FROM master_action WHERE noun = 'asset' AND event = 'added' AND at > ?"
_THEN = (
    f"{_WITH_SITE} WHERE (asset.site = ? OR asset.id IN ({{}})) AND (asset.retired_at IS NULL OR asset.retired_at > ?)"
    " ORDER BY asset.id"
)


def equipment_then(conn: Reader, sites: Iterable[str], at: Instant | None) -> list[dict[str, Any]]:
    """Return the equipment that some sites had at a time, or have now, by site in their order."""
    return [row for site in sites for row in _equipment_of(conn, site, at)]


def _equipment_of(conn: Reader, site: str, at: Instant | None) -> list[dict[str, Any]]:
    """Return the equipment that a site had at a time, or has now, with the name of the site."""
    if at is None:
        return rows_by_name(conn, _NOW, [site, site])
    places = dict(conn.execute(_MOVED_SINCE, [at]).fetchall())
    added = {name for (name,) in conn.execute(_ADDED_SINCE, [at])}
    since_moved = [name for name, place in places.items() if place == site]
    rows = rows_by_name(conn, _THEN.format(", ".join("?" * len(since_moved))), [site, site, *since_moved, at])
    return [row for row in rows if places.get(row["id"], site) == site and row["id"] not in added]
