"""The desk's own open hours and days off."""

from sqlmodel import Field

from deskctl.models.base import Row
from deskctl.models.values import Day, Moment, Object


class Calendar(Row, table=True):
    """Named open hours; `windows` is an object from days to spans."""

    id: str = Field(primary_key=True)
    name: str
    windows: Object = "{}"
    origin: str | None = None


class Holiday(Row, table=True):
    """A date that is a day off, or (`off` false) a make-up workday."""

    id: Day = Field(primary_key=True)
    name: str
    off: bool


class CalendarYear(Row, table=True):
    """A year of which the desk says that its special days are complete: what was provisional is certain."""

    id: str = Field(primary_key=True)
    actor: str
    added_at: Moment


class CalendarDay(Row, table=True):
    """A date entered by the desk, from the notice of a year or as an amendment; the latest entry of a date counts.

    Entries are kept: a ticket that is over stays under the days that were known when it ended.
    """

    id: str = Field(primary_key=True)
    day: Day
    off: bool
    name: str
    actor: str
    added_at: Moment
