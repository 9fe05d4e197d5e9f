"""The firm's staff, their certificates, the on-call roster, and specialists."""

from sqlmodel import Field

from deskctl.models.base import Row
from deskctl.models.values import Day, Identifier, Later, Moment, Texts


class Staff(Row, table=True):
    """One of the firm's people; `skills` and `channels`, the ways to reach them in their order, are lists.

    `role` is the main role; `roles` lists all of them if there are several. `user` is the name of the account on their
    machine. A person who has left is retired.
    """

    id: str = Field(primary_key=True)
    name: str
    role: str
    skills: Texts = "[]"
    phone: str | None = None
    email: Later[str] = Field(default=None, index=True)
    channels: Later[Texts] = None
    quiet: Later[str] = None
    lang: Later[str] = None
    external_id: Later[Identifier] = Field(default=None, unique=True, index=True)
    retired_at: Later[Moment] = None
    user: Later[str] = None
    roles: Later[Texts] = None


class Certificate(Row, table=True):
    """A qualification and the date it ends."""

    id: str = Field(primary_key=True)
    staff: str = Field(foreign_key="staff.id", index=True)
    name: str
    expires: Day | None = None
    no: Later[str] = None
    issued: Later[Day] = None


class Expert(Row, table=True):
    """A specialist who can be consulted; `staff` is set for one of the firm's people."""

    id: str = Field(primary_key=True)
    name: str
    internal: bool = False
    skills: Texts = "[]"
    phone: Later[str] = None
    staff: Later[str] = Field(default=None, foreign_key="staff.id")
    external_id: Later[Identifier] = Field(default=None, unique=True, index=True)
    retired_at: Later[Moment] = None


class Roster(Row, table=True):
    """The lead engineer on call from `start` to `end`, or until the shift was withdrawn."""

    id: str = Field(primary_key=True)
    staff: str = Field(foreign_key="staff.id")
    start: Moment = Field(index=True)
    end: Moment
    retired_at: Later[Moment] = None
