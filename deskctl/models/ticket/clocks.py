"""The clocks as derived from the actions: what lists and boards read."""

from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field

from deskctl.models.base import Row, ticket_key
from deskctl.models.values import Moment


class Clock(Row, table=True):
    """The clock of one promise on one ticket, from `deskctl.sla.state.Clock`; no column depends on *now*."""

    __table_args__: ClassVar[Any] = (
        Index("clock_due", "outcome", "due"),
        Index("clock_warns", "outcome", "warns_at", "due", sqlite_where=text("outcome = 'open'")),
        Index("clock_opening", "opens_at", sqlite_where=text("opens_at IS NOT NULL")),
        {"sqlite_with_rowid": False},
    )

    ticket: int = ticket_key()
    n: int = Field(primary_key=True)
    clause: str
    milestone: str
    start: Moment
    seconds: int | None = None
    calendar: str
    due: Moment | None = None
    stop: Moment | None = None
    outcome: str
    soft: bool = False
    provisional: bool = False
    opens_at: Moment | None = None
    ended_at: Moment | None = None
    reason: str | None = None
    warns_at: Moment | None = None
    late_entry: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
