"""Make the values of columns readable in the data of an action: lists, true and false, times with an offset."""

import json
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from deskctl.models.records import PACKED, record


def readable_values(table: str, data: Mapping[str, Any], zone: tzinfo) -> dict[str, Any]:
    """Return the data of an action with readable values of a table's columns, also in `from` and `to`."""
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
