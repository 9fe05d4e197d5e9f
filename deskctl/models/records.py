"""The light description of the records: what the models declare, without loading SQLModel.

`.ci/records` writes it from the models, and a test compares the two. Code that reads or writes rows takes columns,
keys and defaults from here; only Alembic and the import use the models.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).with_name("records.json")
_INDEXES = Path(__file__).with_name("indexes.json")

_KINDS = {"INTEGER": "whole", "BOOLEAN": "flag", "FLOAT": "number", "VARCHAR": "text", "BLOB": "bytes"}

PACKED = frozenset({"texts", "objects", "object", "list"})
"""The kinds of values that are stored as JSON text."""


class Column(NamedTuple):
    """A column: its SQL type, and in `to` the column that it refers to, such as `customer.id`.

    `kind` is the meaning of its values if the type alone does not define it, `names` the table whose records they name
    without a foreign key. A column added `later` than the exchange format is left out of files if it is empty.
    """

    name: str
    type: str
    key: bool = False
    null: bool = False
    default: Any = None
    to: str | None = None
    kind: str = ""
    names: str | None = None
    later: bool = False

    @property
    def refers(self) -> str | None:
        """The table whose records it names."""
        return self.to.partition(".")[0] if self.to else self.names

    @property
    def meaning(self) -> str:
        """The kind of its values, such as `time`, `ticket` or `texts`."""
        if self.kind:
            return self.kind
        if self.refers == "ticket":
            return "ticket"
        return "id" if self.type == "VARCHAR" and (self.refers or self.key) else _KINDS[self.type]


class Record(NamedTuple):
    """A kind of record: the table that keeps it, and its columns in order."""

    table: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def key(self) -> tuple[str, ...]:
        """The names of the columns that identify a row."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def nullable(self) -> frozenset[str]:
        """The names of the columns that may be empty."""
        return frozenset(column.name for column in self.columns if column.null)

    def blank(self) -> dict[str, Any]:
        """Return a new row that holds only the defaults."""
        return {column.name: column.default for column in self.columns}

    def defaults(self) -> dict[str, Any]:
        """Return the stored defaults of the columns that cannot be empty."""
        defaults = ((column.name, column.default) for column in self.columns if not column.null)
        return {name: int(value) if isinstance(value, bool) else value for name, value in defaults if value is not None}


@cache
def record(table: str) -> Record:
    """Return the description of a table's records; raises `KeyError` if there is no such table."""
    return Record(table, tuple(Column(**column) for column in _described()[table]))


def tables() -> tuple[str, ...]:
    """Return the names of all tables."""
    return tuple(_described())


def indexes() -> Mapping[str, str]:
    """Return the statement that creates each index, by its name."""
    statements: Mapping[str, str] = json.loads(_INDEXES.read_bytes())
    return statements


@cache
def _described() -> Mapping[str, list[dict[str, Any]]]:
    described: Mapping[str, list[dict[str, Any]]] = json.loads(_FILE.read_bytes())
    return described
