"""The fields of an operation."""

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from deskctl.language.i18n import N_

NOBODY = "none"
"""In the place of an id: nobody, where a field allows it."""

OWN = "."
"""As a reference: to a record of the operation's own noun."""

ANSWER = "value"
"""The field that is answered by yes or no: its options are `--yes` and `--no`."""

_MARK = "field"
_FIELDS: dict[type, tuple["Field", ...]] = {}
_KINDS: Mapping[type, str] = {
    int: "int",
    float: "float",
    bool: "bool",
    datetime: "time",
    date: "date",
    str: "text",
}


class Field(NamedTuple):
    """One field of an operation.

    `kind`: text, longtext, int, float, bool, time, date, choice, id; `many` if it may be given repeatedly.
    `ref` names the kind of record that an id refers to; it is one of the customer's own unless `any_customer` says that
    those of others will do. With `or_none` the word
    `none` stands for nobody, with `retired_too` a retired record may be named. One `of_terminal` is
    an option of the command line alone. A day alone is taken for a time whose `day` is `first` or `last`: the day
    begins the stretch, or is the last one in it. `help` is marked for translation.
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
    any_customer: bool = False
    or_none: bool = False
    retired_too: bool = False
    of_terminal: bool = False
    day: str = ""
    slot: str = ""

    @property
    def attribute(self) -> str:
        """The attribute of the class: a name that is taken carries an underscore there."""
        return self.slot or self.name


MAIL_WITH_IT = N_("the mail in which it was said")
"""The help of a field that names a mail as evidence."""


def option(  # noqa: PLR0913 - each is a keyword that reads as a word
    help_text: str,
    *,
    default: Any = None,
    required: bool = False,
    choices: Iterable[str] = (),
    ref: str | None = None,
    long: bool = False,
    minimum: float | None = None,
    maximum: float | None = None,
    stored: bool = True,
    any_customer: bool = False,
    or_none: bool = False,
    retired_too: bool = False,
    of_terminal: bool = False,
    day: str = "",
) -> Any:
    """Declare a field of an operation; one that is not `stored` does not go into the action's data."""
    reported = {
        "help": help_text,
        "required": required,
        "choices": tuple(choices),
        "ref": ref,
        "long": long,
        "minimum": minimum,
        "maximum": maximum,
        "stored": stored,
        "any_customer": any_customer,
        "or_none": or_none,
        "retired_too": retired_too,
        "of_terminal": of_terminal,
        "day": day,
    }
    many = isinstance(default, tuple)
    return dataclasses.field(default=default, metadata={_MARK: reported, "many": many})


def fields_of(operation: type) -> tuple[Field, ...]:
    """Return the fields of an operation in the order in which they are asked for."""
    fields = _FIELDS.get(operation)
    if fields is None:
        fields = _FIELDS[operation] = tuple(_fields(operation))
    return fields


def _fields(operation: type) -> Iterator[Field]:
    hints = typing.get_type_hints(operation)
    needed = getattr(operation, "needed", ())
    noun = getattr(operation, "table", "") or getattr(operation, "noun", None)
    for field in dataclasses.fields(operation):
        if _MARK in field.metadata:
            options = dict(field.metadata[_MARK])
            ref = noun if options["ref"] == OWN else options["ref"]
            required = options["required"] or field.name in needed
            yield _field(field, hints[field.name], {**options, "ref": ref, "required": required})


def _field(field: dataclasses.Field[Any], hint: Any, reported: dict[str, Any]) -> Field:
    kind = _kind_of(hint)
    if reported.pop("long"):
        kind = "longtext"
    elif reported["choices"]:
        kind = "choice"
    elif reported["ref"]:
        kind = "id"
    return Field(
        name=field.name.rstrip("_"),
        kind=kind,
        default=field.default,
        many=field.metadata["many"],
        slot=field.name,
        **reported,
    )


def _kind_of(hint: Any) -> str:
    members = [member for member in typing.get_args(hint) if member not in {types.NoneType, Ellipsis}]
    inner = members[0] if members else hint
    return _KINDS[inner]
