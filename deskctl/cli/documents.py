"""Documents given out: reports, service sheets, the month, inspections, return visits, remote sessions."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, NamedTuple, TypeAlias

import typer

from deskctl import clock
from deskctl.cli.front import Front, Reading
from deskctl.cli.options import reads
from deskctl.cli.output import write_one
from deskctl.cli.spelling import one_of
from deskctl.documents.files import file_name, hash_of, speaking, write_file
from deskctl.documents.forms import FORMS, render
from deskctl.documents.reports import ReportSource, open_report, told_ticket
from deskctl.documents.tree import Document
from deskctl.errors import StoreUnusable
from deskctl.i18n import _
from deskctl.names import ticket_number
from deskctl.queries.month import Period, month_of

Ticket = Annotated[str, typer.Argument(metavar="T", help=_("The ticket: 17 or T-017."))]
Form = Annotated[
    str | None, typer.Option("--format", metavar="|".join(FORMS), help=_("The form; that of -o by default."))
]
To = Annotated[
    str | None, typer.Option("--output", "-o", metavar="PATH", help=_("Where to: a file, a folder, - for stdout."))
]
Force = Annotated[bool, typer.Option("--force", help=_("Replace a file that is there already."))]
_Describe: TypeAlias = Callable[[], Document]

_STDOUT = "-"
_DEFAULT = "html"


class Given(NamedTuple):
    """A document given out: where to, in what form and language, and the hash of its file."""

    file: str
    form: str
    lang: str
    sha256: str


@reads
def report(
    front: Front,
    ticket: Ticket,
    version: Annotated[int | None, typer.Option(min=1, metavar="N", help=_("Which version; the last."))] = None,
    as_issued: Annotated[bool, typer.Option("--as-issued", help=_("Without the answers since it was issued."))] = False,
    form: Form = None,
    to: To = None,
    force: Force = False,
) -> None:
    """Give out the incident report."""
    number = ticket_number(ticket)
    with front.reading() as desk:
        source = open_report(desk.conn, number, at=desk.at, version=version, as_issued=as_issued)
    with speaking(front.lang, source.told.lang):
        given = _given(source.document, form, to, force=force)
    if source.written.version is not None:
        _keep(front, source, number, given)
    _tell(front, given)


@reads
def sheet(
    front: Front,
    ticket: Ticket,
    visit: Annotated[int | None, typer.Option(min=1, metavar="N", help=_("Which visit; the last."))] = None,
    form: Form = None,
    to: To = None,
    force: Force = False,
) -> None:
    """Give out the service sheet of a visit."""
    from deskctl.documents.service_sheet import chosen_visit, service_sheet

    with front.reading() as desk:
        told = told_ticket(desk.conn, ticket_number(ticket), at=desk.at)
    chosen = chosen_visit(told, visit)
    _give(front, told.lang, lambda: service_sheet(told, chosen), form, to, force=force)


@reads
def remote(
    front: Front,
    ticket: Ticket,
    session: Annotated[int | None, typer.Option(min=1, metavar="N", help=_("Which session; the last."))] = None,
    form: Form = None,
    to: To = None,
    force: Force = False,
) -> None:
    """Give out the record of a remote session."""
    from deskctl.documents.remote_session import chosen_session, remote_session_record

    with front.reading() as desk:
        told = told_ticket(desk.conn, ticket_number(ticket), at=desk.at)
    chosen = chosen_session(told, session)
    _give(front, told.lang, lambda: remote_session_record(told, chosen), form, to, force=force)


@reads
def inspection(
    front: Front,
    inspection: Annotated[str, typer.Argument(metavar="ID", help=_("The inspection."))],
    form: Form = None,
    to: To = None,
    force: Force = False,
) -> None:
    """Give out the report of an inspection."""
    from deskctl.documents.inspection import inspection_report
    from deskctl.queries.care import inspection as read

    with front.reading() as desk:
        record = read(desk.conn, inspection)
    _give(front, record["lang"], lambda: inspection_report(record), form, to, force=force)


@reads
def return_visit(
    front: Front,
    visit: Annotated[str, typer.Argument(metavar="ID", help=_("The return visit."))],
    form: Form = None,
    to: To = None,
    force: Force = False,
) -> None:
    """Give out the record of a return visit."""
    from deskctl.documents.return_visit import return_visit_record
    from deskctl.queries.care import return_visit as read

    with front.reading() as desk:
        record = read(desk.conn, visit)
    _give(front, record["lang"], lambda: return_visit_record(record), form, to, force=force)


@reads
def month(
    front: Front,
    month: Annotated[str | None, typer.Argument(metavar="YYYY-MM", help=_("The month; the present one."))] = None,
    customer: Annotated[str | None, typer.Option(metavar="ID", help=_("Only of this customer."))] = None,
    form: Form = None,
    to: To = None,
    force: Force = False,
) -> None:
    """Give out the monthly service report."""
    from deskctl.documents.month import month_report
    from deskctl.documents.month_figures import gather

    with front.reading() as desk:
        period, name, lang = _period(desk, month, customer)
        who = front.actor or ""
        with speaking(front.lang, lang):
            figures = gather(desk.conn, period, desk.zone, name)
    _give(front, lang, lambda: month_report(figures, figures.name("staff", who)), form, to, force=force)


def _period(desk: Reading, month: str | None, customer: str | None) -> tuple[Period, str, str | None]:
    """Give the period with the month's name, and the customer's language."""
    from deskctl.queries.customers import customer_language

    name = month or datetime.fromtimestamp(desk.at, desk.zone).strftime("%Y-%m")
    begin, end = month_of(name, desk.zone)
    lang = customer_language(desk.conn, customer) if customer else None
    return Period(begin, end, desk.at, customer), name, lang


def _give(
    front: Front, lang: str | None, describe: _Describe, form: str | None, to: str | None, *, force: bool
) -> None:
    with speaking(front.lang, lang):
        given = _given(describe, form, to, force=force)
    _tell(front, given)


def _given(describe: _Describe, form: str | None, to: str | None, *, force: bool) -> Given:
    """Make the document and put it where it is wanted."""
    chosen = one_of("--format", form, FORMS) or _form_of(to)
    document = describe()
    made = render(document, chosen)
    given = Given(_STDOUT, chosen, document.lang, hash_of(made))
    if to == _STDOUT:
        sys.stdout.buffer.write(made)
        return given
    path = Path(to) if to else Path()
    path = path / file_name(document, chosen) if path.is_dir() else path
    write_file(path, made, force=force)
    return given._replace(file=str(path))


def _form_of(to: str | None) -> str:
    suffix = Path(to).suffix.removeprefix(".").lower() if to else ""
    return suffix if suffix in FORMS else _DEFAULT


def _keep(front: Front, source: ReportSource, number: int, given: Given) -> None:
    """Keep the hash of an issued report's file; say so where an earlier file of the same words was another."""
    same = [
        file
        for file in source.files
        if (file["lang"], file["form"], file["seq"]) == (given.lang, given.form, source.seq)
    ]
    if any(file["sha256"] == given.sha256 for file in same):
        return
    if same:
        sys.stderr.write(
            _("The file differs from the one given out before: {sha}").format(sha=same[0]["sha256"]) + "\n"
        )
    from deskctl.operations.archive import KeepFile
    from deskctl.operations.perform import Call, perform

    kept = KeepFile(
        ticket=number,
        version=source.written.version or 0,
        lang=given.lang,
        form=given.form,
        seq=source.seq,
        sha256=given.sha256,
    )
    try:
        perform(front.path, kept, None, Call(now=clock.now(), actor=front.actor))
    except StoreUnusable as error:
        sys.stderr.write(_("The hash of the file is not kept: {reason}").format(reason=error.text(_)) + "\n")


def _tell(front: Front, given: Given) -> None:
    """Say where the file went; a document on stdout speaks for itself."""
    if given.file != _STDOUT:
        write_one(given._asdict(), front.form, said=front.fields)
