"""Stores on a server: making one, moving a desk to one and back, and the alternatives to copying a file."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import answers
from deskctl.config.store_address import is_server, redacted
from deskctl.errors import Refused
from deskctl.language.i18n import N_, _


@answers
def init(
    invocation: Invocation,
    for_tests: Annotated[
        bool,
        typer.Option("--for-tests", help=_("On a server: a desk that takes --actor and DESKCTL_NOW as a file does.")),
    ] = False,
) -> None:
    """Make a store, without asking who works with it."""
    from deskctl.store.open import create_store

    made = create_store(invocation.path, furnished=True, for_tests=for_tests)
    invocation.show({"store": redacted(invocation.path), "made": made})


@answers
def move(
    invocation: Invocation,
    source: Annotated[str, typer.Argument(metavar="FROM", help=_("The store that there is."))],
    target: Annotated[str, typer.Argument(metavar="TO", help=_("The new store; it must be empty."))],
) -> None:
    """Move a desk to another store."""
    from deskctl.store.move import move_store

    moved = move_store(source, target)
    invocation.show({"store": redacted(target), "rows": moved.rows, "actions": moved.actions})


def refuse_on_server(address: str) -> None:
    """Refuse commands that copy files if the store is on a server, which has its own tools."""
    if is_server(address):
        raise Refused(
            N_("{path} is on a server: its database is backed up and restored there, by pg_dump or from its log."),
            path=redacted(address),
            hint="pg_dump; deskctl export",
            code="on_server",
        )
