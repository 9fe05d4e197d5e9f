"""Commands about answers: show an answer, list documents of answers and what changed since, export a document."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import MOST, read_command
from deskctl.cli.documents.export_command import Target, export_document, exports
from deskctl.errors import NotFound, Usage
from deskctl.language.i18n import N_

_COLUMNS = ("document", "system", "lang", "version", "issued", "answers")
_Version = Annotated[
    int | None, typer.Option("--version", min=1, max=MOST, metavar="N", help=N_("The version; the newest by default."))
]


@read_command
def show(
    invocation: Invocation,
    key: Annotated[str, typer.Argument(metavar="ID", help=N_("Its id."))],
    version: _Version = None,
) -> None:
    """Show one answer with its history, as it is now or in an earlier version."""
    from deskctl.queries.knowledge.answers import answer_at_version
    from deskctl.queries.reference.records import show_record

    with invocation.reading() as desk:
        shape = show_record(desk.conn, "faq", key, desk.zone)
        shown = shape if version is None else answer_at_version(desk.conn, shape, version)
    invocation.show(shown)


@read_command
def documents(invocation: Invocation) -> None:
    """List the documents of answers, and who received them."""
    from deskctl.queries.knowledge.document_contents import list_documents

    with invocation.reading() as desk:
        rows = list_documents(desk.conn)
    invocation.write(rows, "faq-document", _COLUMNS)


@read_command
def changes(
    invocation: Invocation,
    document: Annotated[
        str | None, typer.Argument(metavar="ID", help=N_("The document to compare with the answers published now."))
    ] = None,
    version: _Version = None,
    system: Annotated[str | None, typer.Option(metavar="WORDS", help=N_("Only for this system, with --since."))] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help=N_("Answers published or changed after this time."))
    ] = None,
) -> None:
    """List the answers that are new, changed or retired since a document was issued, or after a time."""
    from deskctl.queries.knowledge.document_contents import changes_after, changes_since, contents_of

    with invocation.reading() as desk:
        start = desk.since(since)
        if document is not None:
            contents = contents_of(desk.conn, document, version)
            if contents is None:
                raise NotFound(N_("{id} has no version {version}."), id=document, version=version)
            rows = changes_since(desk.conn, contents, desk.at)
        elif start is not None:
            rows = changes_after(desk.conn, start, desk.at, system)
        else:
            raise Usage(N_("Name a document, or a time with --since."), hint="deskctl faq documents")
    invocation.write(rows, "faq-change")


@exports
def export(
    invocation: Invocation,
    document: Annotated[str, typer.Argument(metavar="ID", help=N_("The document."))],
    version: _Version = None,
    *,
    target: Target,
) -> None:
    """Export a document of answers as it was issued."""
    from deskctl.documents.reports.answers_document import answers_document
    from deskctl.queries.files.file_lists import public_files
    from deskctl.queries.knowledge.document_contents import contents_of

    with invocation.reading() as desk:
        contents = contents_of(desk.conn, document, version)
        if contents is None:
            raise NotFound(N_("{id} has no version {version}."), id=document, version=version)
        files = public_files(desk.conn, [entry["id"] for entry in contents.entries])
    export_document(invocation, contents.lang, lambda: answers_document(contents, files), target)
