"""Conversion between the text of a field and the value of an operation."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.language.time_words.times import read_bounded
from deskctl.operations.framework.base import Field

AREAS = frozenset({"longtext"})


def typed_value(field: Field, text: str, *, now: datetime, zone: str) -> Any:
    """Return the value of a field's text; None if it is empty."""
    stripped = text if field.kind in AREAS else text.strip()
    if not stripped.strip():
        return None
    if field.many:
        return [part.strip() for part in stripped.replace("，", ",").split(",") if part.strip()]
    return _single(field, stripped, now, zone)


def _single(field: Field, stripped: str, now: datetime, zone: str) -> Any:
    try:
        if field.kind == "int":
            return int(stripped)
        if field.kind == "float":
            return float(stripped)
    except ValueError as error:
        raise BadData(N_("{value!r} is not a number."), field=field.name, value=stripped) from error
    if field.kind == "time":
        return read_bounded(stripped, field.day, now=now, zone=zone)
    return stripped


def shown_value(value: Any, zone: tzinfo) -> str:
    """Return the text of a field for a preset value."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)


def without_blanks(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are not None, so that defaults apply to the others."""
    return {name: value for name, value in values.items() if value is not None}
