"""Checksums over all rows, and how often the store was written to."""

from typing import Any, ClassVar

from sqlmodel import Field

from deskctl.models.base import Row


class Seal(Row, table=True):
    """The sum over the rows of a table."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    name: str = Field(primary_key=True)
    rows: int
    sum: str


class History(Row, table=True):
    """How far the store has come: its name, the number of its changes, the sum of all tables now.

    `before` are the sums before the last changes, newest first, with spaces between.
    """

    id: str = Field(primary_key=True)
    writes: int
    total: str
    before: str
