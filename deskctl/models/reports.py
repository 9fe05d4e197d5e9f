"""Incident reports: the versions that were issued, and the one being written."""

from sqlmodel import Field

from deskctl.models.base import Row, ticket_key


class Report(Row, table=True):
    """A report as issued: cause, method, result."""

    ticket: int = ticket_key()
    version: int = Field(primary_key=True)
    at: int
    author: str
    cause: str
    method: str
    result: str


class ReportDraft(Row, table=True):
    """The report that is still being written, at most one a ticket."""

    ticket: int = ticket_key()
    cause: str = ""
    method: str = ""
    result: str = ""
    author: str
    changed_at: int
