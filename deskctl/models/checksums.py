"""Checksums over all rows, and the number of changes to the store."""

from typing import Any, ClassVar

from sqlmodel import Field

from deskctl.models.base import Row


class Seal(Row, table=True):
    """The checksum over the rows of a table, and their number."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    name: str = Field(primary_key=True)
    rows: int
    sum: str


class History(Row, table=True):
    """The history of the store: its name, the number of changes, the checksum over all tables.

    `before` holds the checksums before the last changes, newest first, separated by spaces.
    """

    id: str = Field(primary_key=True)
    writes: int
    total: str
    before: str
