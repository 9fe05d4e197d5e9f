"""Conversion between the text of a field and the value of an operation, and an example of such a text."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from deskctl.errors import BadData
from deskctl.language.i18n import N_, _
from deskctl.language.time_words.times import read_bounded, read_date, read_time
from deskctl.language.words.operation_names import operation_name
from deskctl.operations.framework.base import Field
from deskctl.screens.keys import TAKE

AREAS = frozenset({"longtext"})
_COMING = frozenset({"due", "eta", "by", "planned_at", "until", "requested_for", "start", "end"})
"""The names of fields whose times are usually in the future."""
_STEP, _AGO = timedelta(minutes=30), timedelta(minutes=15)


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
    if field.kind == "date":
        return read_date(stripped, now=now, zone=zone)
    if field.moment:
        read_time(stripped, now=now, zone=zone)  # the operation counts it from its own time
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


def placeholder(field: Field, now: datetime) -> str:
    """Return an example for a field; empty for words."""
    match "time" if field.moment else field.kind:
        case "int" | "float":
            return _("a number")
        case "date":
            return f"{now:%Y-%m-%d}"
        case "time":
            return _coming(now) if field.name in _COMING else _past(now)
    return ""


def _coming(now: datetime) -> str:
    """Return times that lie ahead: the next half hour but one, while it is still today."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    coming = hour + (now - hour) // _STEP * _STEP + 2 * _STEP
    if coming.date() != now.date():
        return _("in half an hour, tomorrow 9:00")
    return _("{time}, in half an hour, tomorrow 9:00").format(time=f"{coming:%H:%M}")


def _past(now: datetime) -> str:
    """Return times that have been."""
    past = now - _AGO
    return _("{time}, -15m, yesterday 9:00").format(time=f"{past if past.date() == now.date() else now:%H:%M}")


def step_title(noun: str, verb: str, values: Mapping[str, Any], actor: str | None) -> str:
    """Return the name of an operation as the title of its form; to assign a ticket to oneself is to take it."""
    is_taken = (noun, verb) == ("ticket", "assign") and actor is not None and values.get("to") == actor
    return _(TAKE.description) if is_taken else operation_name(noun, verb)
