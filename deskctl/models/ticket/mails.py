"""Incoming mail, and the messages on servers that were already fetched."""

from typing import Annotated, Any, ClassVar

from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference
from deskctl.models.values import Later, Moment, Names, Texts


class Mail(Row, table=True):
    """A mail to the desk; without a ticket it waits to be handled.

    `sha256` is the hash of its bytes, `identity` that of the parts that do not change in transit. `kind` and `reason`
    classify it, `joins` is the ticket that it belongs to, `suggests` lists those that it may belong to, `answers` is
    the own message that it replies to. `text_new` is the text without quotations, empty if that is the whole text.
    `state` is waiting, handled or set_aside.
    """

    id: str = Field(primary_key=True)
    message_id: str | None = Field(default=None, index=True)
    received_at: Moment
    from_contact: str | None = Field(default=None, foreign_key="contact.id")
    subject: str
    ticket: int | None = ticket_reference()
    account: Later[str] = None
    sha256: Later[str] = Field(default=None, index=True)
    identity: Later[str] = None
    size: Later[int] = None
    from_address: Later[str] = None
    from_name: Later[str] = None
    addresses: Later[Texts] = None
    customer: Later[Annotated[str, Names("customer")]] = None
    date_header: Later[str] = None
    kind: Later[str] = None
    reason: Later[str] = None
    joins: Later[Annotated[int, Names("ticket")]] = None
    suggests: Later[Texts] = None
    auto_answer: Later[bool] = None
    answers: Later[str] = None
    duplicate_of: Later[str] = None
    text: Later[str] = None
    text_new: Later[str] = None
    state: Later[str] = None
    handled_at: Later[Moment] = None
    handled_by: Later[str] = None


class MailSeen(Row, table=True):
    """A message on a server that the desk has fetched or skipped; the row with uid 0 marks when an account began."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    account: str = Field(primary_key=True)
    folder: str = Field(primary_key=True)
    uidvalidity: int = Field(primary_key=True)
    uid: int = Field(primary_key=True)
    mail: Later[Annotated[str, Names("mail")]] = None
    at: Moment
