"""The fields of an operation."""

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from deskctl.language.i18n import N_

NOBODY = "none"
"""A value in place of an id: nobody, if the field allows it."""

OWN = "."
"""A reference to a record of the operation's own noun."""

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

    - `kind`: text, longtext, int, float, bool, time, date, choice, id.
    - `offers`: what a form offers for it: a kind of record, though it takes more than their ids, or its own choice.
    - `many`: it may be given repeatedly.
    - `ref`: the kind of record that an id refers to; it must belong to the customer unless `any_customer`.
    - `or_none`: the word `none` stands for no record.
    - `allows_retired`: a retired record may be named.
    - `cli_only`: it is an option of the command line only.
    - `day`: a time may be given as a day, which is the `first` or the `last` of a period.
    - `coming`: a time or a day that is usually to come; one that is over is noticed (a visit warns by itself).
    - `moment`: its text is a time, counted from when the action happens.
    - `of_policy`: a policy may name others than the `choices`: its `level` or `severity`.
    - `slot`: the attribute of the class, if its name differs.
    - `help`: marked for translation.
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
    allows_retired: bool = False
    cli_only: bool = False
    day: str = ""
    offers: str = ""
    moment: bool = False
    coming: bool = False
    of_policy: str = ""
    slot: str = ""

    @property
    def attribute(self) -> str:
        """The attribute of the class: a name that is a Python keyword has an underscore there."""
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
    allows_retired: bool = False,
    cli_only: bool = False,
    day: str = "",
    offers: str = "",
    moment: bool = False,
    coming: bool = False,
    of_policy: str = "",
) -> Any:
    """Declare a field of an operation; one that is not `stored` does not go into the action's data."""
    options = {
        "help": help_text, "required": required, "choices": tuple(choices), "ref": ref, "long": long,
        "minimum": minimum, "maximum": maximum, "stored": stored, "any_customer": any_customer, "or_none": or_none,
        "allows_retired": allows_retired, "cli_only": cli_only, "day": day, "offers": offers, "moment": moment,
        "coming": coming, "of_policy": of_policy,
    }  # fmt: skip
    return dataclasses.field(default=default, metadata={_MARK: options, "many": isinstance(default, tuple)})


def fields_of(operation: type) -> tuple[Field, ...]:
    """Return the fields of an operation in the order of the form."""
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


def _field(field: dataclasses.Field[Any], hint: Any, options: dict[str, Any]) -> Field:
    kind = _kind_of(hint)
    if options.pop("long"):
        kind = "longtext"
    elif options["choices"]:
        kind = "choice"
    elif options["ref"]:
        kind = "id"
    return Field(
        name=field.name.rstrip("_"),
        kind=kind,
        default=field.default,
        many=field.metadata["many"],
        slot=field.name,
        **options,
    )


def _kind_of(hint: Any) -> str:
    members = [member for member in typing.get_args(hint) if member not in {types.NoneType, Ellipsis}]
    inner = members[0] if members else hint
    return _KINDS[inner]
