"""The values of reference data as people and scripts read them: lists, true and false, times with an offset."""

import json
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

LISTS = frozenset(
    {
        "options",
        "skills",
        "roles",
        "compatible_models",
        "substitutes_models",
        "files",
        "allowed_levels",
        "windows",
        "channels",
        "items",
        "advice",
        "advisories_delivered",
        "changes_seen",
        "improvements",
        "models",
        "scopes",
        "entries",
        "delivered",
        "systems",
        "covers",
        "checklists",
        "engineers",
        "tickets",
    }
)
"""Columns that hold a list or an object as JSON text."""

FLAGS = frozenset(
    {
        "key_customer",
        "outlet",
        "remote_standing_authorisation",
        "procured_by_us",
        "off",
        "active",
        "internal",
        "unverified",
        "public",
        "urgent",
    }
)
_MOMENTS = frozenset({"start", "end", "requested_for", "at", "engineer_on_site_from", "engineer_on_site_to"})


def is_moment(name: str) -> bool:
    """Return whether a column holds a time."""
    return name in _MOMENTS or name.endswith("_at")


def nouns_with_reads(data: Mapping[str, Any], zone: tzinfo) -> dict[str, Any]:
    """Return what an action says of columns, `from` and `to` included, readable; what is readable already stays."""
    return {name: _readable(name, value, zone) for name, value in data.items()}


def _readable(name: str, value: Any, zone: tzinfo) -> Any:
    if isinstance(value, dict) and value.keys() == {"from", "to"}:
        return {side: _readable(name, one, zone) for side, one in value.items()}
    if name in LISTS and isinstance(value, str):
        return json.loads(value)
    if name in FLAGS and isinstance(value, int):
        return bool(value)
    if is_moment(name) and isinstance(value, int):
        return datetime.fromtimestamp(value, zone).isoformat()
    return value
