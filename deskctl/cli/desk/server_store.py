"""Commands for stores on a server: create one, move a desk, and refuse commands that copy files."""

from contextlib import ExitStack, closing
from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command
from deskctl.cli.output.narration import narrate
from deskctl.cli.output.terminal import progress_line
from deskctl.config.store_address import is_server, redacted
from deskctl.errors import Refused
from deskctl.language.i18n import N_, _
from deskctl.names import DESK
from deskctl.store.facts.people import folded, people
from deskctl.store.open import open_reader
from deskctl.store.port import login_of

_PROGRESS = (
    N_("rows moved: {done} of {total}"),
    N_("tickets indexed: {done} of {total}"),
    N_("histories verified: {done} of {total}"),
)
"""The lines of a move, one below the other."""


@desk_command
def init(
    invocation: Invocation,
    for_tests: Annotated[
        bool,
        typer.Option(
            "--for-tests", help=N_("On a server: a desk that accepts --actor and DESKCTL_NOW, as a file does.")
        ),
    ] = False,
) -> None:
    """Create a store without staff."""
    from deskctl.store.open import create_store

    made = create_store(invocation.path, with_records=True, for_tests=for_tests)
    if for_tests and not made and is_server(invocation.path):
        _require_for_tests(invocation.path)
    invocation.show({"store": redacted(invocation.path), "made": made})


@desk_command
def move(
    invocation: Invocation,
    source: Annotated[str, typer.Argument(metavar="FROM", help=N_("The existing store."))],
    target: Annotated[str, typer.Argument(metavar="TO", help=N_("The new store; it must be empty."))],
) -> None:
    """Move a desk to another store."""
    from deskctl.store.move import MoveProgress, move_store

    with ExitStack() as stack:
        rows, tickets, histories = (stack.enter_context(progress_line(_(words))) for words in _PROGRESS)
        moved = move_store(source, target, MoveProgress(rows, tickets, histories))
    invocation.show({"store": redacted(target), "rows": moved.rows, "actions": moved.actions})
    _warn_of_unknown_login(target, source)


def _require_for_tests(address: str) -> None:
    """Refuse a desk that was created before for work: there the login is the actor, which no option changes."""
    from deskctl.store.open import store_info

    if not store_info(address)["for_tests"]:
        raise Refused(
            N_("{path} holds a desk already, and not one for tests: create another database."), path=redacted(address),
            code="not_for_tests",
        )  # fmt: skip


def _warn_of_unknown_login(target: str, source: str) -> None:
    """Print a note if the login on the server is nobody's on the moved staff, so that it could record nothing."""
    with closing(open_reader(target)) as conn:
        login, users = login_of(conn), [one.user for one in people(conn) if one.active and one.user]
    if login is None or login in users:
        return
    command = f"deskctl --store {redacted(source)} staff edit ID --login"
    if folded(login) == DESK.casefold():
        _name_the_logins(users, f"{command} LOGIN")
        return
    narrate(
        _("Note: {text}").format(
            text=_(
                "nobody on the staff has the login {login}, so it can record nothing here: connect with the login of"
                " somebody on the staff, or set it in the old store with {command}, and move into an empty database"
            ).format(login=login, command=f"{command} {login}")
        )
    )


def _name_the_logins(users: list[str], command: str) -> None:
    """Print the logins of the staff, as nobody can have that of the desk itself."""
    text = _("the people use their own logins on the server, by the staff records: {users}. To change one, {command} in"
             " the old store, and move into an empty database")  # fmt: skip
    narrate(_("Note: {text}").format(text=text.format(users=", ".join(users) or "-", command=command)))


def refuse_on_server(address: str) -> None:
    """Refuse a command that copies files if the store is on a server, which has its own tools for it."""
    if is_server(address):
        raise Refused(
            N_("{path} is on a server: its database is backed up and restored there, by pg_dump or from its log."),
            path=redacted(address),
            hint="pg_dump; deskctl export",
            code="on_server",
        )
