"""Planning: visits, absences, hand-overs between shifts, promised calls; and canned texts."""

from typing import Annotated

from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference
from deskctl.models.values import Later, Moment, Names, Texts


class Visit(Row, table=True):
    """A planned visit: `of` names what it is for, a ticket or another record; `engineers` is a list.

    `state` is planned, confirmed or dropped; its progress is derived from the actions of the record in `of`.
    """

    id: str = Field(primary_key=True)
    of: str = Field(index=True)
    ticket: int | None = ticket_reference()
    customer: str | None = Field(default=None, foreign_key="customer.id")
    site: str | None = Field(default=None, foreign_key="site.id")
    start: Moment = Field(index=True)
    end: Moment | None = None
    engineers: Annotated[Texts, Names("staff")] = "[]"
    travel_minutes: int | None = None
    purpose: str | None = None
    state: str = "planned"
    confirmed_by: str | None = Field(default=None, foreign_key="contact.id")


class Absence(Row, table=True):
    """A period in which a member of the staff is not at work."""

    id: str = Field(primary_key=True)
    staff: str = Field(foreign_key="staff.id", index=True)
    start: Moment
    end: Moment
    reason: str | None = None
    retired_at: Later[Moment] = None


class Shift(Row, table=True):
    """The hand-over from one shift to the next, as a text; `tickets` is a list. The next shift confirms it."""

    id: str = Field(primary_key=True)
    staff: str = Field(foreign_key="staff.id")
    at: Moment
    text: str
    tickets: Texts = "[]"
    confirmed_at: Moment | None = None
    confirmed_by: str | None = Field(default=None, foreign_key="staff.id")


class Callback(Row, table=True):
    """A promised call: the desk's own promise, not a clock of the policy."""

    id: str = Field(primary_key=True)
    staff: str = Field(foreign_key="staff.id")
    due_at: Moment
    text: str
    ticket: int | None = ticket_reference()
    contact: str | None = Field(default=None, foreign_key="contact.id")
    phone: str | None = None
    done_at: Moment | None = None


class CannedText(Row, table=True):
    """A canned text for answers; with an `owner` it is private."""

    id: str = Field(primary_key=True)
    name: str
    words: str
    owner: str | None = Field(default=None, foreign_key="staff.id")
    retired_at: Later[Moment] = None
