"""The fields of an operation: what a person may say, how it is read, and what is wrong with it."""

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from keyword import iskeyword
from typing import Any

from deskctl.errors import BadData
from deskctl.i18n import N_

TEXT_LIMIT = 100_000
WORD_LIMIT = 2_000
_MARK = "field"
_KNOWN: dict[type, tuple["Field", ...]] = {}
_KINDS: Mapping[type, str] = {
    int: "int",
    float: "float",
    bool: "bool",
    datetime: "time",
    date: "date",
    str: "text",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to say in an operation.

    `kind`: text, longtext, int, float, bool, time, date, choice, id; `many` of it where it may be said repeatedly.
    `ref` names the kind of record that an id refers to. `help` is marked for translation.
    """

    name: str
    kind: str
    help: str
    required: bool
    default: Any = None
    choices: tuple[str, ...] = ()
    ref: str | None = None
    many: bool = False
    minimum: float | None = None
    maximum: float | None = None
    stored: bool = True

    @property
    def attribute(self) -> str:
        """Name the attribute of the class: a Python keyword carries an underscore there."""
        return f"{self.name}_" if iskeyword(self.name) else self.name


def option(  # noqa: PLR0913 - each is a keyword that reads as a word
    help_text: str,
    *,
    default: Any = None,
    required: bool = False,
    choices: tuple[str, ...] = (),
    ref: str | None = None,
    long: bool = False,
    minimum: float | None = None,
    maximum: float | None = None,
    stored: bool = True,
) -> Any:
    """Declare a field of an operation; one that is not `stored` does not go into the action's data."""
    said = {
        "help": help_text,
        "required": required,
        "choices": choices,
        "ref": ref,
        "long": long,
        "minimum": minimum,
        "maximum": maximum,
        "stored": stored,
    }
    many = isinstance(default, tuple)
    return dataclasses.field(default=default, metadata={_MARK: said, "many": many})


def fields_of(operation: type) -> tuple[Field, ...]:
    """Give the fields of an operation in the order in which they are asked for."""
    known = _KNOWN.get(operation)
    if known is None:
        known = _KNOWN[operation] = tuple(_fields(operation))
    return known


def _fields(operation: type) -> Iterator[Field]:
    hints = typing.get_type_hints(operation)
    for field in dataclasses.fields(operation):
        if _MARK in field.metadata:
            yield _field(field, hints[field.name])


def _field(field: dataclasses.Field[Any], hint: Any) -> Field:
    said = dict(field.metadata[_MARK])
    kind = _kind_of(hint)
    if said.pop("long"):
        kind = "longtext"
    elif said["choices"]:
        kind = "choice"
    elif said["ref"]:
        kind = "id"
    return Field(name=field.name.rstrip("_"), kind=kind, default=field.default, many=field.metadata["many"], **said)


def _kind_of(hint: Any) -> str:
    members = [member for member in typing.get_args(hint) if member not in {types.NoneType, Ellipsis}]
    inner = members[0] if members else hint
    return _KINDS[inner]


def read_values(fields: tuple[Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """Check values as a person or a script gave them, and bring them into their kinds."""
    unknown = set(values) - {field.name for field in fields}
    if unknown:
        raise BadData(
            N_("There is no field {field}; there are: {known}."),
            field=min(unknown),
            known=", ".join(field.name for field in fields) or "-",
        )
    read = {}
    for field in fields:
        value = values.get(field.name)
        empty = value is None or value in ("", (), [])
        if empty and field.required:
            raise BadData(N_("{field} is missing."), field=field.name)
        if not empty:
            read[field.attribute] = _read_many(field, value) if field.many else _read(field, value)
    return read


def _read_many(field: Field, value: Any) -> tuple[Any, ...]:
    items = value if isinstance(value, (list, tuple)) else [value]
    return tuple(_read(field, item) for item in items)


def _read(field: Field, value: Any) -> Any:
    try:
        read = _READERS[field.kind](value)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadData(
            N_("{field}: {value} is not {kind}."), field=field.name, value=_short(value), kind=field.kind
        ) from error
    _check_size(field, read)
    if field.choices and read not in field.choices:
        raise BadData(
            N_("{field}: {value} is not one of {choices}."),
            field=field.name,
            value=_short(value),
            choices=", ".join(field.choices),
        )
    return read


def _check_size(field: Field, value: Any) -> None:
    if isinstance(value, str):
        limit = TEXT_LIMIT if field.kind == "longtext" else WORD_LIMIT
        if len(value) > limit:
            raise BadData(
                N_("{field} is too long: {length} characters, at most {limit}."),
                field=field.name,
                length=len(value),
                limit=limit,
            )
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        low = field.minimum is not None and value < field.minimum
        if low or (field.maximum is not None and value > field.maximum):
            raise BadData(N_("{field}: {value} is out of range."), field=field.name, value=value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if isinstance(value, (bool, float)):
        raise TypeError
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or float(value) != float(value) or abs(float(value)) > 1e15:  # noqa: PLR2004
        raise ValueError
    return float(value)


def _flag(value: Any) -> bool:
    if value in (True, "true", "yes"):
        return True
    if value in (False, "false", "no"):
        return False
    raise ValueError


def _time(value: Any) -> datetime:
    told = value if isinstance(value, datetime) else datetime.fromisoformat(_text(value))
    if told.tzinfo is None:
        raise ValueError
    return told


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(_text(value))


def _short(value: Any) -> str:
    words = str(value)
    return repr(words if len(words) <= 40 else words[:37] + "...")  # noqa: PLR2004 - enough to recognise it by


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "longtext": _text,
    "id": _text,
    "choice": _text,
    "int": _whole,
    "float": _number,
    "bool": _flag,
    "time": _time,
    "date": _date,
}
