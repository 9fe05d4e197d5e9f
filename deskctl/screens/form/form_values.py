"""What a form is opened with, and how what was typed becomes the values of an operation."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.language.time_words.times import read_time
from deskctl.operations.framework.base import Field

AREAS = frozenset({"longtext"})


def typed_value(field: Field, text: str, *, now: datetime, zone: str) -> Any:
    """Turn the text of a field into its value; None where nothing was typed."""
    reported = text if field.kind in AREAS else text.strip()
    if not reported.strip():
        return None
    if field.many:
        return [part.strip() for part in reported.replace("，", ",").split(",") if part.strip()]
    return _single(field, reported, now, zone)


def _single(field: Field, reported: str, now: datetime, zone: str) -> Any:
    try:
        if field.kind == "int":
            return int(reported)
        if field.kind == "float":
            return float(reported)
    except ValueError as error:
        raise BadData(N_("{value!r} is not a number."), field=field.name, value=reported) from error
    if field.kind == "time":
        return read_time(reported, now=now, zone=zone)
    return reported


def shown_value(value: Any, zone: tzinfo) -> str:
    """Write a preset value as the text of its field."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)


def without_blanks(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the fields that were left empty, so that their defaults hold."""
    return {name: value for name, value in values.items() if value is not None}
