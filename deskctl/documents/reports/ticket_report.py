"""The report on a ticket: an issued version from its archive, a draft from the current ticket."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deskctl.desk.case_file import load_case
from deskctl.documents.model.archived_ticket import ArchivedTicket
from deskctl.documents.reports.annex import stored_pictures
from deskctl.documents.reports.incident import ReportTexts, incident_report
from deskctl.queries.ticket.archive import archived
from deskctl.queries.ticket.reports import ReportRow, issued_by_step, issued_report, report_draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.documents.model.tree import Document
    from deskctl.queries.ticket.full_ticket import ActionRow
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class ReportSource:
    """The sources of a report.

    `later` are the actions since it was issued, `files` its earlier exports, `pictures` the bytes of its annex.
    """

    archived: ArchivedTicket
    written: ReportTexts
    later: tuple[ActionRow, ...]
    files: tuple[dict[str, object], ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def seq(self) -> int:
        """The last action in the report."""
        return max((step.seq for step in (*self.archived.steps, *self.later)), default=0)

    def document(self) -> Document:
        """Return the report in the current language."""
        return incident_report(self.archived, self.written, self.later, self.pictures)


def archived_ticket(conn: Reader, number: int, *, at: Instant) -> ArchivedTicket:
    """Return a ticket as it is now; raises `NotFound`."""
    return ArchivedTicket(archived(conn, load_case(conn, number), at=at))


def open_report(
    conn: Reader, number: int, *, at: Instant, version: int | None = None, as_issued: bool = False, draft: bool = False
) -> ReportSource:
    """Return a version of a report, by default the last one, or the draft if none was issued.

    Responses of the customer since then are included unless `as_issued`; with `draft`, a draft since then takes
    precedence. Raises `NotFound`.
    """
    now = archived_ticket(conn, number, at=at)
    row = issued_report(conn, number, version)
    if row is None or (draft and report_draft(conn, number)):
        author, *parts = report_draft(conn, number) or (now.ticket["owner"], "", "", "")
        return ReportSource(now, ReportTexts(None, at, author, *parts), (), pictures=stored_pictures(conn, now))
    then = _then(conn, number, row, now)
    last = max((step.seq for step in then.steps), default=0)
    later = () if as_issued else tuple(step for step in now.in_force if step.seq > last)
    names = {**now.kept["names"], **then.kept["names"]}
    written = ReportTexts(row.version, row.at, row.author, row.cause, row.method, row.result)
    shown = ArchivedTicket({**then.kept, "names": names})
    return ReportSource(shown, written, later, tuple(row.files), stored_pictures(conn, shown))


def _then(conn: Reader, number: int, row: ReportRow, now: ArchivedTicket) -> ArchivedTicket:
    """Return the ticket as it was when the version was issued, or the current one if that is not known."""
    if row.archived is not None:
        return ArchivedTicket(row.archived)
    step = issued_by_step(conn, number, row.version)
    if step is None:
        return now
    return ArchivedTicket({**archived(conn, load_case(conn, number), at=row.at, upto=step), "firm": None})
