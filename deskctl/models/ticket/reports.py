"""Incident reports: the versions that were issued, and the one being written."""

from sqlalchemy import Index
from sqlmodel import Field

from deskctl.models.base import Row, ticket_key
from deskctl.models.values import Identifier, Moment, Object, Objects


class Report(Row, table=True):
    """A report as issued: cause, method, result.

    `archived` is the ticket as it stood then, an object; `files` lists the files made of it: lang, form, seq (the last
    action that it tells), sha256, at. Neither is there for a report that another desk issued.
    """

    __table_args__ = (Index("report_at", "at", "ticket", "version"),)

    ticket: int = ticket_key()
    version: int = Field(primary_key=True)
    at: Moment
    author: Identifier
    cause: str
    method: str
    result: str
    archived: Object | None = None
    files: Objects | None = None


class ReportDraft(Row, table=True):
    """The report that is still being written, at most one a ticket."""

    ticket: int = ticket_key()
    cause: str = ""
    method: str = ""
    result: str = ""
    author: Identifier
    changed_at: Moment
