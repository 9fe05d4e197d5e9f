"""The clocks as derived from the actions: what lists and boards read."""

from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field

from deskctl.models.base import Row, ticket_key

RUNNING = "outcome = 'open'"


class Clock(Row, table=True):
    """One promise on one ticket, as `deskctl.sla.state.Clock` says it; nothing here depends on *now*."""

    __table_args__: ClassVar[Any] = (
        Index("clock_due", "outcome", "due"),
        Index("clock_ahead", "calendar", "seconds", "due", "start", "clause", "outcome", sqlite_where=text(RUNNING)),
        {"sqlite_with_rowid": False},
    )

    ticket: int = ticket_key()
    n: int = Field(primary_key=True)
    clause: str
    milestone: str
    start: int
    seconds: int | None = None
    calendar: str
    due: int | None = None
    stop: int | None = None
    outcome: str
    soft: bool = False
    provisional: bool = False
    opens_at: int | None = None
    ended_at: int | None = None
    reason: str | None = None
    paused_since: int | None = None
