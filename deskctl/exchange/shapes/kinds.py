"""The kinds of values, each with its conversion from JSON to a column and back."""

import base64
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.sla.facts import Instant, instant_of

_TICKET = re.compile(r"T-(\d{1,18})", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PACKER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False)
_MOST = 1 << 63
_LATEST = 253370764800  # the year 9999, less a day for time zones


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value.

    `read` returns the column's value, or raises ValueError or TypeError; `write` returns the JSON value, times in a
    zone. `expected` describes the kind in an error message.
    """

    expected: str
    read: Callable[[Any], Any]
    write: Callable[[Any, tzinfo], Any]


def _as_it_is(value: Any, _zone: tzinfo) -> Any:
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _id(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not -_MOST <= value < _MOST:
        raise TypeError
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise TypeError
    return float(value)


def _flag(value: Any) -> int:
    if not isinstance(value, bool):
        raise TypeError
    return int(value)


def read_time(value: Any) -> Instant:
    """Parse an RFC 3339 time; raises `ValueError` for a time without an offset."""
    at = instant_of(_text(value))
    if not 0 <= at < _LATEST:
        raise ValueError
    return at


def write_time(at: Instant, zone: tzinfo) -> str:
    """Format a time as RFC 3339 in a zone."""
    return datetime.fromtimestamp(at, zone).isoformat()


def _date(value: Any) -> str:
    if not _DATE.fullmatch(_text(value)):
        raise ValueError
    return date.fromisoformat(value).isoformat()


def ticket_number(value: Any) -> int:
    """Parse the name of a ticket."""
    match = _TICKET.fullmatch(_text(value))
    if not match or not int(match[1]):
        raise ValueError
    return int(match[1])


def _reader_of(shape: type[list[Any]] | type[dict[str, Any]], member: type | None = None) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, shape):
            raise TypeError
        if member is not None and not all(isinstance(item, member) for item in value):
            raise TypeError
        return packed(value)

    return read


def packed(value: Any) -> str:
    """Return a list or an object as JSON text for a column."""
    return _PACKER.encode(value) if value else str(value)


def one_of(*choices: str) -> Kind:
    """Return the kind of a text with a fixed set of values."""

    def read(value: Any) -> str:
        if _text(value) not in choices:
            raise ValueError
        return str(value)

    return Kind(" | ".join(choices), read, _as_it_is)


def _bytes(value: Any) -> bytes:
    return base64.b64decode(_text(value), validate=True)


def _unpacked(value: str, _zone: tzinfo) -> Any:
    return json.loads(value)


def _zone(value: Any) -> str:
    return ZoneInfo(_id(value)).key


TEXT = Kind(N_("a text"), _text, _as_it_is)
ID = Kind(N_("an id"), _id, _as_it_is)
WHOLE = Kind(N_("a whole number"), _whole, _as_it_is)
NUMBER = Kind(N_("a number"), _number, lambda value, _: int(value) if value == int(value) else value)
FLAG = Kind(N_("true or false"), _flag, lambda value, _: bool(value))
TIME = Kind(N_("a time with an offset, such as 2026-11-22T09:30:00+08:00"), read_time, write_time)
DATE = Kind(N_("a date, such as 2026-11-22"), _date, _as_it_is)
TICKET = Kind(N_("a ticket, such as T-017"), ticket_number, lambda value, _: ticket_name(value))
WORDS = Kind(N_("a list of texts"), _reader_of(list, str), _unpacked)
RECORDS = Kind(N_("a list of objects"), _reader_of(list, dict), _unpacked)
LIST = Kind(N_("a list"), _reader_of(list), _unpacked)
ZONE = Kind(N_("a time zone, such as Asia/Shanghai"), _zone, _as_it_is)
BYTES = Kind(N_("bytes in base64"), _bytes, lambda value, _: base64.b64encode(value).decode("ascii"))
OBJECT = Kind(N_("an object"), _reader_of(dict), _unpacked)
