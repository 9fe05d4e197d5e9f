"""A type of record as a list of fields, used for both reading and writing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from deskctl.exchange.shapes.kinds import (
    BYTES,
    DATE,
    FLAG,
    ID,
    LIST,
    NUMBER,
    OBJECT,
    RECORDS,
    TEXT,
    TICKET,
    TIME,
    WHOLE,
    WORDS,
    Kind,
)
from deskctl.models.records import Column, record

_KINDS: Mapping[str, Kind] = {
    "bytes": BYTES, "date": DATE, "flag": FLAG, "id": ID, "list": LIST, "number": NUMBER, "object": OBJECT,
    "objects": RECORDS, "text": TEXT, "ticket": TICKET, "time": TIME, "whole": WHOLE, "texts": WORDS,
}  # fmt: skip
"""Meaning of a column -> kind of its values in the file."""

_OF_THIS_STORE = frozenset({"origin", "lease", "chain"})
"""Columns that files lack: the origin of shipped records, the lease of a worker, the hashes that chain actions."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a type.

    `column` is its column in the store. An `optional` field is left out if it is null; a field `beside` another is
    written even if it is null, unless the other one has a value. `to` names the types that it may refer to. A `derived`
    field is checked but not stored, since the store derives it.
    """

    name: str
    kind: Kind = TEXT
    column: str = ""
    optional: bool = False
    beside: str | None = None
    to: tuple[str, ...] = ()
    derived: bool = False

    @property
    def stored_as(self) -> str:
        """The name of the column."""
        return self.column or self.name


@dataclass(frozen=True, slots=True)
class Shape:
    """A type of record: its name, the table that keeps it, its fields in the order in which they are written."""

    noun: str
    fields: tuple[Field, ...]
    table: str = ""

    @property
    def stored_in(self) -> str:
        """The name of the table."""
        return self.table or self.noun

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in the order of the fields."""
        return tuple(field.stored_as for field in self.fields)

    def as_object(self, row: tuple[Any, ...], zone: tzinfo) -> dict[str, Any]:
        """Return a row of `columns` as a JSON object."""
        record: dict[str, Any] = {}
        values = dict(zip((field.name for field in self.fields), row, strict=True))
        for field in self.fields:
            value = values[field.name]
            if value is not None:
                record[field.name] = field.kind.write(value, zone)
            elif not field.optional and (field.beside is None or values[field.beside] is None):
                record[field.name] = None
        return record


def shape_of(
    table: str,
    otherwise: tuple[Field, ...] = (),
    *,
    noun: str = "",
    first: tuple[str, ...] = (),
    without: str = "",
) -> Shape:
    """Return the type of a table's records: the columns of the model, with the fields in `otherwise` replacing theirs.

    The fields have the order of the columns, except that those in `first` come first; `without` is left out.
    """
    own_fields = {field.stored_as: field for field in otherwise}
    columns = [column for column in record(table).columns if column.name not in {without, *_OF_THIS_STORE}]
    if first:
        columns.sort(key=lambda column: first.index(column.name) if column.name in first else len(first))
    fields = tuple(own_fields.get(column.name) or _field(column) for column in columns)
    return Shape(noun or table, fields, "" if noun in {"", table} else table)


def _field(column: Column) -> Field:
    to = (column.refers,) if column.refers else ()
    return Field(column.name, _KINDS[column.meaning], optional=column.later, to=to)


def words(*names: str) -> tuple[Field, ...]:
    """Declare text fields."""
    return tuple(Field(name) for name in names)


def some(kind: Kind, *names: str) -> tuple[Field, ...]:
    """Declare fields of one kind."""
    return tuple(Field(name, kind) for name in names)


def ref(name: str, to: str = "", *, kind: Kind = ID, optional: bool = False) -> Field:
    """Declare a reference; without `to`, the name of the field is the type."""
    return Field(name, kind, to=(to or name,), optional=optional)


def ticket_ref(name: str = "ticket", *, optional: bool = False) -> Field:
    """Declare a reference to a ticket."""
    return Field(name, TICKET, to=("ticket",), optional=optional)
