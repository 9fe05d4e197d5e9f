"""Every action on a ticket or another record, append-only; the keys of requests; the marks of imported tickets."""

from typing import Annotated, Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field

from deskctl.models.base import Row, ticket_key
from deskctl.models.values import Identifier, Later, Moment, Names, Object
from deskctl.sla.events import DUE_CONDITION

CONTESTED = "data LIKE '%\"contested\":%'"
"""The condition of the index of actions that a later action contradicts."""


class Action(Row, table=True):
    """One action: `at` is when it happened, `recorded_at` when it was recorded, `chain` its hash."""

    __table_args__: ClassVar[Any] = (
        Index("action_recorded", "recorded_at", "ticket", "seq"),
        Index("action_due", "event", "ticket", "seq", "at", sqlite_where=text(DUE_CONDITION)),
        Index("action_contested", "ticket", "seq", sqlite_where=text(CONTESTED)),
        Index("action_tagged", "ticket", "seq", sqlite_where=text("event = 'tagged'")),
        {"sqlite_with_rowid": False},
    )

    ticket: int = ticket_key()
    seq: int = Field(primary_key=True)
    at: Moment
    recorded_at: Moment
    actor: Identifier
    event: str
    note: str = ""
    data: Object = "{}"
    chain: str


class MasterAction(Row, table=True):
    """One action on a customer, an asset or another record; `data` holds what changed, `chain` its hash."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    noun: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    at: Moment
    actor: Identifier
    event: str
    note: str = ""
    data: Object = "{}"
    recorded_at: Moment
    chain: str


class Receipt(Row, table=True):
    """A write that was requested with a key: the same key again returns the same result and records nothing.

    `content` is a digest of the request: the key is not valid for any other.
    """

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    key: str = Field(primary_key=True)
    ticket: Later[Annotated[int, Names("ticket")]] = None
    master: Later[str] = None
    seq: Later[int] = None
    recorded_at: Moment
    content: Later[str] = None


class ImportMark(Row, table=True):
    """Marks an imported ticket: its actions up to `last_seq` were not recorded on this desk.

    `source` is the digest of the file, `actor` the person who imported it.
    """

    __tablename__ = "import_mark"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    ticket: int = ticket_key()
    last_seq: int
    at: Moment
    actor: str
    source: str
