"""The desk's own word on open hours and days off."""

from sqlmodel import Field

from deskctl.models.base import Row


class Calendar(Row, table=True):
    """Named open hours; `windows` is an object from days to spans."""

    id: str = Field(primary_key=True)
    name: str
    windows: str = "{}"


class Holiday(Row, table=True):
    """A date that is a day off, or (`off` false) a make-up workday."""

    id: str = Field(primary_key=True)
    name: str
    off: bool
