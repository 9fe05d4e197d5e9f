"""What the pages of records read in a thread."""

from dataclasses import dataclass

from textual.message import Message

from deskctl.queries.customers.record_lists import Table


@dataclass
class PageRead(Message):
    """The records of a page."""

    page: str
    table: Table


@dataclass
class DetailRead(Message):
    """One record in detail."""

    key: str
    tables: list[tuple[str, Table]]


@dataclass
class MailRead(Message):
    """What a mail says for a new ticket, and the ticket that it may belong to."""

    mail: str
    values: dict[str, str]
    ticket: int | None
