"""What comes in before there is a ticket."""

from typing import Any, ClassVar

from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference


class Mail(Row, table=True):
    """A mail to the desk; without a ticket it waits to be handled.

    `sha256` names its bytes, `identity` what does not change in transit. `kind` and `reason` say what it was found
    to be, `joins` the ticket that it belongs to, `suggests` those that it may belong to, `answers` the own message that
    it answers. `text_new` is empty if it is the whole text. `state` is waiting, handled or set_aside.
    """

    id: str = Field(primary_key=True)
    message_id: str | None = Field(default=None, index=True)
    received_at: int
    from_contact: str | None = Field(default=None, foreign_key="contact.id")
    subject: str
    ticket: int | None = ticket_reference()
    account: str | None = None
    sha256: str | None = Field(default=None, index=True)
    identity: str | None = None
    size: int | None = None
    from_address: str | None = None
    from_name: str | None = None
    addresses: str | None = None
    customer: str | None = None
    date_header: str | None = None
    kind: str | None = None
    reason: str | None = None
    joins: int | None = None
    suggests: str | None = None
    auto_answer: bool | None = None
    answers: str | None = None
    duplicate_of: str | None = None
    text: str | None = None
    text_new: str | None = None
    state: str | None = None
    handled_at: int | None = None
    handled_by: str | None = None


class MailSeen(Row, table=True):
    """A message on a server that the desk has taken, or left alone; the uid 0 says when an account began."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    account: str = Field(primary_key=True)
    folder: str = Field(primary_key=True)
    uidvalidity: int = Field(primary_key=True)
    uid: int = Field(primary_key=True)
    mail: str | None = None
    at: int
