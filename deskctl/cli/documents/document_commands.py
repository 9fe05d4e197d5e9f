"""Exports of documents: reports, service sheets, monthly reports, inspections, return visits, remote sessions."""

from datetime import datetime
from functools import partial
from typing import Annotated

import typer

from deskctl import clock
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.app.options import MOST
from deskctl.cli.documents.export_command import (
    ExportedDocument,
    Target,
    export_document,
    export_documents,
    exports,
    print_exported,
    write_document,
)
from deskctl.cli.output.narration import narrate, write_stderr
from deskctl.documents.model.file_names import using_language
from deskctl.documents.reports.ticket_report import ReportSource, archived_ticket, open_report
from deskctl.errors import StoreUnusable
from deskctl.language.i18n import N_, _
from deskctl.language.time_words.months import month_of
from deskctl.names import ticket_number
from deskctl.queries.month.period import Period

Ticket = Annotated[str, typer.Argument(metavar="T", help=N_("The ticket: 17 or T-017."))]


@exports
def report(
    invocation: Invocation,
    ticket: Ticket,
    version: Annotated[
        int | None, typer.Option(min=1, max=MOST, metavar="N", help=N_("The version; the last one by default."))
    ] = None,
    as_issued: Annotated[
        bool, typer.Option("--as-issued", help=N_("Without the customer's answers since it was issued."))
    ] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help=N_("The draft since the last version, if there is one."))
    ] = False,
    *,
    target: Target,
) -> None:
    """Export the incident report."""
    number = ticket_number(ticket)
    with invocation.reading() as desk:
        source = open_report(desk.conn, number, at=desk.at, version=version, as_issued=as_issued, draft=draft)
    exported = write_document(source.document, target, invocation.lang, source.archived.lang)
    if source.written.version is not None:
        _store_hash(invocation, source, number, exported)
    print_exported(invocation, exported)


@exports
def sheet(
    invocation: Invocation,
    ticket: Ticket,
    visit: Annotated[str | None, typer.Option(metavar="N|V-ID", help=N_("The visit; the last one by default."))] = None,
    *,
    target: Target,
) -> None:
    """Export the service sheet of a visit."""
    from deskctl.documents.reports.annex import stored_pictures
    from deskctl.documents.reports.service_sheet import chosen_visits, service_sheet

    with invocation.reading() as desk:
        archived = archived_ticket(desk.conn, ticket_number(ticket), at=desk.at)
        shown = stored_pictures(desk.conn, archived)
    describes = [partial(service_sheet, archived, one, shown) for one in chosen_visits(archived, visit)]
    export_documents(invocation, archived.lang, describes, target)


@exports
def remote(
    invocation: Invocation,
    ticket: Ticket,
    session: Annotated[
        int | None, typer.Option(min=1, max=MOST, metavar="N", help=N_("The session; the last one by default."))
    ] = None,
    *,
    target: Target,
) -> None:
    """Export the record of a remote session."""
    from deskctl.documents.reports.remote_session import chosen_session, remote_session_record

    with invocation.reading() as desk:
        archived = archived_ticket(desk.conn, ticket_number(ticket), at=desk.at)
    chosen = chosen_session(archived, session)
    export_document(invocation, archived.lang, lambda: remote_session_record(archived, chosen), target)


@exports
def inspection(
    invocation: Invocation,
    inspection: Annotated[str, typer.Argument(metavar="ID", help=N_("The inspection."))],
    *,
    target: Target,
) -> None:
    """Export the report of an inspection."""
    from deskctl.documents.reports.annex import annex_of
    from deskctl.documents.services.inspection import inspection_report
    from deskctl.queries.customers.service_visits import inspection as read

    with invocation.reading() as desk:
        record, annex = read(desk.conn, inspection), annex_of(desk.conn, inspection)
    export_document(invocation, record["lang"], lambda: inspection_report(record, annex), target)


@exports
def return_visit(
    invocation: Invocation,
    visit: Annotated[str, typer.Argument(metavar="ID", help=N_("The return visit."))],
    *,
    target: Target,
) -> None:
    """Export the record of a return visit."""
    from deskctl.documents.reports.annex import annex_of
    from deskctl.documents.services.return_visit import return_visit_record
    from deskctl.queries.customers.service_visits import return_visit as read

    with invocation.reading() as desk:
        record, annex = read(desk.conn, visit), annex_of(desk.conn, visit)
    export_document(invocation, record["lang"], lambda: return_visit_record(record, annex), target)


@exports
def month(
    invocation: Invocation,
    month: Annotated[
        str | None, typer.Argument(metavar="YYYY-MM", help=N_("The month; the current one by default."))
    ] = None,
    customer: Annotated[str | None, typer.Option(metavar="ID", help=N_("Only for this customer."))] = None,
    *,
    target: Target,
) -> None:
    """Export the monthly service report."""
    from deskctl.documents.month.figures import read_figures
    from deskctl.documents.month.monthly_report import month_report

    with invocation.reading() as desk:
        period, name, lang = period_of(desk, month, customer)
        who = invocation.actor or ""
        with using_language(invocation.lang, lang):
            figures = read_figures(desk.conn, period, desk.zone, name)
            document = month_report(figures, figures.name("staff", who))
    del figures  # those of a large desk need as much memory as the document
    export_document(invocation, lang, lambda: document, target)


def period_of(desk: Reading, month: str | None, customer: str | None) -> tuple[Period, str, str | None]:
    """Return the period with the month's name, and the customer's language."""
    from deskctl.queries.conditions.filter_values import require_id
    from deskctl.queries.customers.customers import customer_language
    from deskctl.queries.month.closed_month import month_closes

    name = month or datetime.fromtimestamp(desk.at, desk.zone).strftime("%Y-%m")
    begin, end = month_of(name, desk.zone)
    if customer:
        require_id(desk.conn, "customer", customer)
    lang = customer_language(desk.conn, customer)
    return Period(begin, end, desk.at, customer, month_closes(desk.conn, end), desk.zone), name, lang


def _store_hash(invocation: Invocation, source: ReportSource, number: int, exported: ExportedDocument) -> None:
    """Store the hash of an issued report's file; print a note if an earlier file of the same text had another."""
    same = [
        file
        for file in source.files
        if (file["lang"], file["form"], file["seq"]) == (exported.lang, exported.form, source.seq)
    ]
    if any(file["sha256"] == exported.sha256 for file in same):
        return
    if same:
        narrate(_("The file differs from the one exported before: {sha}").format(sha=same[0]["sha256"]))
    from deskctl.operations.closing.report_files import KeepFile
    from deskctl.operations.perform import RequestContext, perform

    file_hash = KeepFile(
        ticket=number,
        version=source.written.version or 0,
        lang=exported.lang,
        form=exported.form,
        seq=source.seq,
        sha256=exported.sha256,
    )
    try:
        perform(invocation.path, file_hash, None, RequestContext(now=clock.now(), by_desk=True))
    except StoreUnusable as error:
        write_stderr(_("The hash of the file was not stored: {reason}").format(reason=error.text(_)) + "\n")
