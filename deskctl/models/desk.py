"""The desk itself: what it is called and counts with, the policies installed, the numbers given out."""

from typing import Any, ClassVar

from sqlmodel import Field

from deskctl.models.base import Row


class Meta(Row, table=True):
    """What the desk says of itself; `tz` is the zone that its times are shown and written in."""

    id: str = Field(primary_key=True)
    format: str = Field(sa_column_kwargs={"name": "schema"})
    now: int | None = None
    tz: str
    currency: str | None = None
    note: str | None = None
    origin: str | None = None


class PolicyVersion(Row, table=True):
    """A version of a policy, kept as long as a ticket is pinned to it; `source` and `clauses` are objects."""

    id: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    source: str
    clauses: str = "{}"
    installed_at: int


class Counter(Row, table=True):
    """The last number given out."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    name: str = Field(primary_key=True)
    value: int
