"""What comes in before there is a ticket."""

from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference


class Mail(Row, table=True):
    """A mail to the desk; without a ticket it waits to be handled."""

    id: str = Field(primary_key=True)
    message_id: str | None = Field(default=None, index=True)
    received_at: int
    from_contact: str | None = Field(default=None, foreign_key="contact.id")
    subject: str
    ticket: int | None = ticket_reference()
