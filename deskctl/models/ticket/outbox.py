"""Messages of the desk to others, and each try to send one."""

from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference


class Outbox(Row, table=True):
    """A message to one recipient, written with the action that causes it and sent by the worker.

    `dedupe` holds the start of what is reported: the same thing is never sent twice. `facts` is an object with what the
    message is rendered from; `subject` and `body` are kept as they were sent. `message_id` stays the same at every try.
    """

    __table_args__: ClassVar[Any] = (Index("outbox_waiting", "state", "next_try"),)

    id: str = Field(primary_key=True)
    created_at: int
    kind: str
    channel: str
    recipient: str
    state: str
    message_id: str | None = Field(default=None, index=True)
    ticket: int | None = ticket_reference()
    mail: str | None = None
    staff: str | None = None
    contact: str | None = None
    lang: str | None = None
    rule: str | None = None
    step: int | None = None
    caused_by: str | None = None
    asked_by: str | None = None
    dedupe: str | None = Field(default=None, unique=True)
    facts: str | None = None
    subject: str | None = None
    body: str | None = None
    urgent: bool | None = None
    not_before: int | None = None
    next_try: int | None = None
    expires_at: int | None = None
    tries: int | None = None
    uncertain: bool | None = None
    lease: str | None = None
    receipt: str | None = None
    sent_at: int | None = None
    bounced_at: int | None = None
    bounce_status: str | None = None
    acknowledged_at: int | None = None
    acknowledged_by: str | None = None
    acknowledged_how: str | None = None
    closed_reason: str | None = None


class OutboxTry(Row, table=True):
    """One try: the peer's answer, shortened, without secrets."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    outbox: str = Field(primary_key=True)
    no: int = Field(primary_key=True)
    at: int
    outcome: str
    code: str = ""
    words: str = ""
