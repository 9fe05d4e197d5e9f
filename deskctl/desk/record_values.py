"""What an action says of columns, as people and scripts read it: lists, true and false, times with an offset."""

import json
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from deskctl.models.records import PACKED, record


def readable_values(table: str, data: Mapping[str, Any], zone: tzinfo) -> dict[str, Any]:
    """Return what an action says of a table's columns, `from` and `to` included; what is readable already stays."""
    kinds = {column.name: column.meaning for column in record(table).columns}
    return {name: _readable(kinds.get(name, ""), value, zone) for name, value in data.items()}


def _readable(kind: str, value: Any, zone: tzinfo) -> Any:
    if isinstance(value, dict) and value.keys() == {"from", "to"}:
        return {side: _readable(kind, one, zone) for side, one in value.items()}
    if kind in PACKED and isinstance(value, str):
        return json.loads(value)
    if kind == "flag" and isinstance(value, int):
        return bool(value)
    if kind == "time" and isinstance(value, int):
        return datetime.fromtimestamp(value, zone).isoformat()
    return value
