"""The report on a ticket, from what it was archived with; a draft, from the ticket as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.desk.case_file import load_case
from deskctl.documents.model.archived_ticket import ArchivedTicket
from deskctl.documents.reports.incident import Written, incident_report
from deskctl.queries.ticket.archive import archived
from deskctl.queries.ticket.reports import ReportRow, issued_by_step, issued_report, report_draft

if TYPE_CHECKING:
    from deskctl.documents.model.tree import Document
    from deskctl.queries.ticket.full_ticket import ActionRow
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class ReportSource:
    """What a report is made of; `later` are the steps since it was issued, `files` those made of it before."""

    given: ArchivedTicket
    written: Written
    later: tuple[ActionRow, ...]
    files: tuple[dict[str, object], ...] = ()

    @property
    def seq(self) -> int:
        """The last step that the report tells."""
        return max((step.seq for step in (*self.given.steps, *self.later)), default=0)

    def document(self) -> Document:
        """Describe the report in the present language."""
        return incident_report(self.given, self.written, self.later)


def archived_ticket(conn: Reader, number: int, *, at: Instant) -> ArchivedTicket:
    """Describe a ticket as it stands; raises `NotFound`."""
    return ArchivedTicket(archived(conn, load_case(conn, number), at=at))


def open_report(
    conn: Reader, number: int, *, at: Instant, version: int | None = None, as_issued: bool = False
) -> ReportSource:
    """Take out a version of a report, the last one where none is named, the draft where none was issued.

    The customer's answers since then are told along, unless it is wanted just `as_issued`. Raises `NotFound`.
    """
    now = archived_ticket(conn, number, at=at)
    row = issued_report(conn, number, version)
    if row is None:
        author, *parts = report_draft(conn, number) or (now.ticket["owner"], "", "", "")
        return ReportSource(now, Written(None, at, author, *parts), ())
    then = _then(conn, number, row, now)
    last = max((step.seq for step in then.steps), default=0)
    later = () if as_issued else tuple(step for step in now.standing if step.seq > last)
    names = {**now.kept["names"], **then.kept["names"]}
    written = Written(row.version, row.at, row.author, row.cause, row.method, row.result)
    return ReportSource(ArchivedTicket({**then.kept, "names": names}), written, later, tuple(row.files))


def _then(conn: Reader, number: int, row: ReportRow, now: ArchivedTicket) -> ArchivedTicket:
    """Describe the ticket as it stood when the version was issued, as far as this desk knows."""
    if row.archived is not None:
        return ArchivedTicket(row.archived)
    step = issued_by_step(conn, number, row.version)
    if step is None:
        return now
    return ArchivedTicket({**archived(conn, load_case(conn, number), at=row.at, upto=step), "firm": None})
