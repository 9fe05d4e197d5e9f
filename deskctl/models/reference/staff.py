"""The firm's people, what they may do, who is on call, and the specialists outside."""

from sqlmodel import Field

from deskctl.models.base import Row


class Staff(Row, table=True):
    """One of the firm's people; `skills` and `channels`, the ways to reach them in their order, are lists.

    `role` is the main one; `roles` are all of them, as a list, if there are several. `user` is the name of the account
    on their machine. Who has left is retired.
    """

    id: str = Field(primary_key=True)
    name: str
    role: str
    skills: str = "[]"
    phone: str | None = None
    email: str | None = Field(default=None, index=True)
    channels: str | None = None
    quiet: str | None = None
    lang: str | None = None
    external_id: str | None = Field(default=None, unique=True, index=True)
    retired_at: int | None = None
    user: str | None = None
    roles: str | None = None


class Certificate(Row, table=True):
    """A qualification and the date it ends."""

    id: str = Field(primary_key=True)
    staff: str = Field(foreign_key="staff.id", index=True)
    name: str
    expires: str | None = None
    no: str | None = None
    issued: str | None = None


class Expert(Row, table=True):
    """A specialist who can be asked to a consultation; `staff` if it is one of the firm's people."""

    id: str = Field(primary_key=True)
    name: str
    internal: bool = False
    skills: str = "[]"
    phone: str | None = None
    staff: str | None = Field(default=None, foreign_key="staff.id")
    external_id: str | None = Field(default=None, unique=True, index=True)
    retired_at: int | None = None


class Roster(Row, table=True):
    """The lead engineer on call from `start` to `end`."""

    id: str = Field(primary_key=True)
    staff: str = Field(foreign_key="staff.id")
    start: int = Field(index=True)
    end: int
