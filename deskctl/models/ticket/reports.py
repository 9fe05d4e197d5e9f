"""Incident reports: the issued versions, and the draft."""

from sqlalchemy import Index
from sqlmodel import Field

from deskctl.models.base import Row, ticket_key
from deskctl.models.values import Identifier, Moment, Object, Objects


class Report(Row, table=True):
    """A report as issued: cause, method, result.

    `archived` is an object with the ticket at that time; `files` lists the files made from it: lang, form, seq (the
    last action that it covers), sha256, at. A report that another desk issued has neither.
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
    """A report that is still being written, at most one per ticket."""

    ticket: int = ticket_key()
    cause: str = ""
    method: str = ""
    result: str = ""
    author: Identifier
    changed_at: Moment
