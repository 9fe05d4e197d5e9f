"""Commands about stored files: list, show, save unchanged."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.cli.messages.saved_file import save_and_show
from deskctl.errors import NotFound
from deskctl.language.i18n import N_

_COLUMNS = ("attachment", "of", "name", "type", "size", "kind", "public", "claims", "hidden_at", "purged_at")


@read_command
def list_attachments(
    invocation: Invocation,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="REF", help=N_("A ticket, a mail or another record; without one, all files.")),
    ] = None,
) -> None:
    """List the files of a ticket, a mail or another record."""
    from deskctl.queries.files.file_lists import list_files
    from deskctl.queries.files.file_owners import file_owner

    with invocation.reading() as desk:
        rows = list_files(desk.conn, desk.zone, None if ref is None else file_owner(desk.conn, ref))
    invocation.write(rows, "attachment", _COLUMNS)


@read_command
def show_attachment(
    invocation: Invocation, key: Annotated[str, typer.Argument(metavar="ID", help=N_("Its id."))]
) -> None:
    """Show one file: its record, its type, and whether it may be sent to the customer."""
    from deskctl.queries.files.file_lists import show_file

    with invocation.reading() as desk:
        shape = show_file(desk.conn, key, desk.zone)
    invocation.show(shape)


@read_command
def save_attachment(
    invocation: Invocation,
    key: Annotated[str, typer.Argument(metavar="ID", help=N_("Its id."))],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="PATH", help=N_("The output: a file, a folder, - for stdout."))
    ] = ".",
) -> None:
    """Save a file under a harmless name; existing files are never replaced."""
    from deskctl.queries.files.stored_files import bytes_of, file_named

    with invocation.reading() as desk:
        file = file_named(desk.conn, key)
        if file["purged_at"] is not None:
            whole = f"deskctl mail save {file['of']}" if file["of"].startswith("ML-") else None
            raise NotFound(N_("{id} was purged: its content is deleted."), id=file["id"], code="purged", hint=whole)
        data = bytes_of(desk.conn, file["sha256"])
    save_and_show(invocation, data, file["name"], output, sha256=file["sha256"])
