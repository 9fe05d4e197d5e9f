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
    """A year whose special days the desk has declared complete: its due times are no longer provisional."""

    id: str = Field(primary_key=True)
    actor: str
    added_at: Moment


class CalendarDay(Row, table=True):
    """A date entered by the desk, from the notice of a year or as an amendment; the latest entry of a date counts.

    Old entries are kept: a closed ticket keeps the days that were known when it ended.
    """

    id: str = Field(primary_key=True)
    day: Day
    off: bool
    name: str
    actor: str
    added_at: Moment
