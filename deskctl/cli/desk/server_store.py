"""Commands for stores on a server: create one, move a desk, and refuse commands that copy files."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command
from deskctl.config.store_address import is_server, redacted
from deskctl.errors import Refused
from deskctl.language.i18n import N_, _


@desk_command
def init(
    invocation: Invocation,
    for_tests: Annotated[
        bool,
        typer.Option(
            "--for-tests", help=_("On a server: a desk that accepts --actor and DESKCTL_NOW, as a file does.")
        ),
    ] = False,
) -> None:
    """Create a store without staff."""
    from deskctl.store.open import create_store

    made = create_store(invocation.path, with_records=True, for_tests=for_tests)
    invocation.show({"store": redacted(invocation.path), "made": made})


@desk_command
def move(
    invocation: Invocation,
    source: Annotated[str, typer.Argument(metavar="FROM", help=_("The existing store."))],
    target: Annotated[str, typer.Argument(metavar="TO", help=_("The new store; it must be empty."))],
) -> None:
    """Move a desk to another store."""
    from deskctl.store.move import move_store

    moved = move_store(source, target)
    invocation.show({"store": redacted(target), "rows": moved.rows, "actions": moved.actions})


def refuse_on_server(address: str) -> None:
    """Refuse a command that copies files if the store is on a server, which has its own tools for it."""
    if is_server(address):
        raise Refused(
            N_("{path} is on a server: its database is backed up and restored there, by pg_dump or from its log."),
            path=redacted(address),
            hint="pg_dump; deskctl export",
            code="on_server",
        )
