"""The desk itself: its settings, the installed policies, the counters."""

from typing import Any, ClassVar

from sqlmodel import Field

from deskctl.models.base import Row
from deskctl.models.values import Moment


class Meta(Row, table=True):
    """The desk's own settings; `tz` is the zone in which its times are shown and written."""

    id: str = Field(primary_key=True)
    format: str = Field(sa_column_kwargs={"name": "schema"})
    now: Moment | None = None
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
    installed_at: Moment


class Counter(Row, table=True):
    """The last number that was assigned."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    name: str = Field(primary_key=True)
    value: int
