"""The messages with what the pages of records have read."""

from dataclasses import dataclass

from textual.message import Message

from deskctl.queries.customers.record_lists import Table


@dataclass
class PageRead(Message):
    """The records of a page that match the words."""

    page: str
    words: str
    table: Table


@dataclass
class DetailRead(Message):
    """One record in detail."""

    key: str
    tables: list[tuple[str, Table]]


@dataclass
class MailRead(Message):
    """The values of a new ticket from a mail, and the ticket that the mail may belong to."""

    mail: str
    values: dict[str, str]
    ticket: int | None
