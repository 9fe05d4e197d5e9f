"""A type of record as a list of fields: one description for reading and for writing."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from deskctl.exchange.shapes.kinds import DATE, ID, TEXT, TICKET, Kind


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a type.

    `column` is where the store keeps it. An `optional` field is left out where it is null; one `beside` another is
    written, null or not, unless that other one is there. `to` names the types that it may refer to. A `told` field is
    checked, but not stored: the store derives it.
    """

    name: str
    kind: Kind = TEXT
    column: str = ""
    optional: bool = False
    beside: str | None = None
    to: tuple[str, ...] = ()
    given: bool = False

    @property
    def stored_as(self) -> str:
        """The column."""
        return self.column or self.name


@dataclass(frozen=True, slots=True)
class Shape:
    """A type of record: its name, the table that keeps it, its fields in the order in which they are written."""

    noun: str
    fields: tuple[Field, ...]
    table: str = ""

    @property
    def stored_in(self) -> str:
        """The table."""
        return self.table or self.noun

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in the order of the fields."""
        return tuple(field.stored_as for field in self.fields)

    def written(self, row: tuple[Any, ...], zone: tzinfo) -> dict[str, Any]:
        """Write a row of `columns` as a JSON object."""
        record: dict[str, Any] = {}
        values = dict(zip((field.name for field in self.fields), row, strict=True))
        for field in self.fields:
            value = values[field.name]
            if value is not None:
                record[field.name] = field.kind.write(value, zone)
            elif not field.optional and (field.beside is None or values[field.beside] is None):
                record[field.name] = None
        return record


def ident() -> Field:
    """Declare the id of a reference record."""
    return Field("id", ID)


def words(*names: str) -> tuple[Field, ...]:
    """Declare plain texts."""
    return tuple(Field(name) for name in names)


def some(kind: Kind, *names: str) -> tuple[Field, ...]:
    """Declare fields of one kind."""
    return tuple(Field(name, kind) for name in names)


def dates(*names: str) -> tuple[Field, ...]:
    """Declare dates."""
    return some(DATE, *names)


def ref(name: str, to: str = "", *, kind: Kind = ID, optional: bool = False) -> Field:
    """Declare a reference; the type that it names is its own name unless given."""
    return Field(name, kind, to=(to or name,), optional=optional)


def ticket_ref(name: str = "ticket", *, optional: bool = False) -> Field:
    """Declare a reference to a ticket."""
    return Field(name, TICKET, to=("ticket",), optional=optional)
