"""Shifting the times of a file, so that its last weeks end now."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from deskctl.exchange.shapes.import_errors import not_json

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_HOUR = re.compile(r"\d\d:\d\d", re.ASCII)
_HOURS = ("eta", "from", "to")
"""The fields in the data of an action that may contain an hour instead of a time."""
_UNSHIFTED = frozenset({"calendar", "holiday"})


def shifted(lines: Iterable[str | bytes], by: timedelta) -> Iterator[str]:
    """Yield the lines with every RFC 3339 time, and every hour in the data of an action, shifted by whole seconds.

    Dates, free text and calendars are unchanged. Raises `BadData` for a line that is not JSON.
    """
    whole = timedelta(seconds=int(by.total_seconds()))
    for number, line in enumerate(lines, 1):
        record = _parsed(number, line)
        moved = record if isinstance(record, dict) and record.get("type") in _UNSHIFTED else _moved(record, whole)
        yield json.dumps(moved, ensure_ascii=False) + "\n"


def _parsed(number: int, line: str | bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise not_json(number, str(error)) from error


def _moved(value: Any, by: timedelta) -> Any:
    if isinstance(value, str):
        return (datetime.fromisoformat(value) + by).isoformat() if _TIME.fullmatch(value) else value
    if isinstance(value, list):
        return [_moved(item, by) for item in value]
    if isinstance(value, dict):
        return {name: _moved(item, by) for name, item in _with_hours_moved(value, by).items()}
    return value


def _with_hours_moved(action: dict[str, Any], by: timedelta) -> dict[str, Any]:
    """Move the hours in the data of an action; one that comes to another day than the action carries its date."""
    at, data = action.get("at"), action.get("data")
    if not (isinstance(at, str) and _TIME.fullmatch(at) and isinstance(data, dict)):
        return action
    entry = datetime.fromisoformat(at)
    hours = {name: text for name in _HOURS if isinstance(text := data.get(name), str) and _HOUR.fullmatch(text)}
    return {**action, "data": {**data, **{name: _hour_moved(text, entry, by) for name, text in hours.items()}}}


def _hour_moved(text: str, entry: datetime, by: timedelta) -> str:
    then = datetime.combine(entry.date(), time.fromisoformat(text)) + by
    is_same_day = then.date() == (entry + by).date()
    return f"{then:%H:%M}" if is_same_day else f"{then:%Y-%m-%d %H:%M}"
