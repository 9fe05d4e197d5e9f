"""Outgoing messages, and each attempt to send one."""

from typing import Annotated, Any, ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference
from deskctl.models.values import Later, Moment, Names


class Outbox(Row, table=True):
    """A message to one recipient, written with the action that causes it and sent by the worker.

    `dedupe` identifies what is reported, so that it is never sent twice. `facts` is an object with the values that the
    message is rendered from; `subject` and `body` are stored as sent. `message_id` is the same at every attempt.
    """

    __table_args__: ClassVar[Any] = (Index("outbox_waiting", "state", "next_try"),)

    id: str = Field(primary_key=True)
    created_at: Moment
    kind: str
    channel: str
    recipient: str
    state: str
    message_id: Later[str] = Field(default=None, index=True)
    ticket: Later[int] = ticket_reference()
    mail: Later[Annotated[str, Names("mail")]] = None
    staff: Later[Annotated[str, Names("staff")]] = None
    contact: Later[Annotated[str, Names("contact")]] = None
    lang: Later[str] = None
    rule: Later[str] = None
    step: Later[int] = None
    caused_by: Later[str] = None
    asked_by: Later[str] = None
    dedupe: Later[str] = Field(default=None, unique=True)
    facts: Later[str] = None
    subject: Later[str] = None
    body: Later[str] = None
    urgent: Later[bool] = None
    not_before: Later[Moment] = None
    next_try: Later[Moment] = None
    expires_at: Later[Moment] = None
    tries: Later[int] = None
    uncertain: Later[bool] = None
    lease: str | None = None
    receipt: Later[str] = None
    sent_at: Later[Moment] = None
    bounced_at: Later[Moment] = None
    bounce_status: Later[str] = None
    acknowledged_at: Later[Moment] = None
    acknowledged_by: Later[str] = None
    acknowledged_how: Later[str] = None
    closed_reason: Later[str] = None


class OutboxTry(Row, table=True):
    """One attempt to send a message, with the peer's answer, shortened and without secrets."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    outbox: Annotated[str, Names("outbox")] = Field(primary_key=True)
    no: int = Field(primary_key=True)
    at: Moment
    outcome: str
    code: str = ""
    words: str = ""
