"""Commands about courseware: for the customer with a password, and for the staff."""

from pathlib import Path
from typing import Annotated, Any

import typer

from deskctl import clock
from deskctl.cli.app.filter_options import given_values
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import MOST, desk_command, read_command
from deskctl.cli.messages.saved_file import save
from deskctl.cli.writes.secrets import asked_password
from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.queries.conditions.filter_values import require_ids
from deskctl.queries.conditions.value_filter import ValueFilter
from deskctl.sla.facts import instant

_Username = Annotated[str, typer.Option(metavar="NAME", help=N_("The customer's user name."))]
_Stdin = Annotated[
    bool, typer.Option("--password-stdin", help=N_("Read the password from stdin instead of the terminal."))
]
_Course = Annotated[str, typer.Argument(metavar="ID", help=N_("The course."))]
_Version = Annotated[
    int | None, typer.Option("--version", min=1, max=MOST, metavar="N", help=N_("The edition; the newest by default."))
]
_Output = Annotated[str, typer.Option("--output", "-o", metavar="DIR", help=N_("The folder to save into."))]


@desk_command
def show_catalogue(invocation: Invocation, username: _Username, password_stdin: _Stdin = False) -> None:
    """List the courses that a customer's account may read, logged in as the customer."""
    from deskctl.operations.knowledge.course_access import log_in, read_catalogue

    now = instant(clock.now())
    who = log_in(invocation.path, username, asked_password(from_stdin=password_stdin), now)
    rows = read_catalogue(invocation.path, who, now)
    invocation.write(rows, "catalogue")


@desk_command
def fetch(
    invocation: Invocation,
    course: _Course,
    username: _Username,
    version: _Version = None,
    output: _Output = ".",
    password_stdin: _Stdin = False,
) -> None:
    """Save the files of a course, logged in as the customer."""
    from deskctl.operations.knowledge.course_access import fetch_course, log_in

    _require_folder(output)
    now = instant(clock.now())
    who = log_in(invocation.path, username, asked_password(from_stdin=password_stdin), now)
    _save(invocation, fetch_course(invocation.path, who, course, version, now), output)


@desk_command
def export(invocation: Invocation, course: _Course, version: _Version = None, output: _Output = ".") -> None:
    """Save the files of a course; the access is logged with the actor."""
    from deskctl.operations.knowledge.course_access import fetch_for_staff
    from deskctl.operations.rules.people.actors import actor_of

    _require_folder(output)
    with invocation.reading() as desk:
        staff = actor_of(desk.conn, invocation.set_actor).id
    _save(invocation, fetch_for_staff(invocation.path, staff, course, version, instant(clock.now())), output)


@read_command
def accesses(
    invocation: Invocation,
    account: Annotated[list[str] | None, typer.Option(metavar="ID", help=N_("Only for this account."))] = None,
    not_account: Annotated[list[str] | None, typer.Option(metavar="ID", help=N_("Exclude these."))] = None,
    since: Annotated[str | None, typer.Option(metavar="TIME", help=N_("Only since then."))] = None,
) -> None:
    """List the accesses to the courseware: by whom, when, which files, and failed logins."""
    from deskctl.queries.knowledge.accounts import accesses as read_accesses

    options = {"account": account, "not_account": not_account}
    account_filter = ValueFilter(*(given_values(options, name) for name in options))
    with invocation.reading() as desk:
        require_ids(desk.conn, "course_account", (*account_filter.of, *account_filter.without))
        rows = read_accesses(desk.conn, desk.zone, accounts=account_filter, since=desk.since(since))
    invocation.write(rows, "access")


def _require_folder(output: str) -> None:
    if not Path(output).is_dir():
        raise NotFound(N_("There is no folder {path}."), path=output)


def _save(invocation: Invocation, files: list[dict[str, Any]], output: str) -> None:
    from deskctl.queries.files.stored_files import bytes_of

    rows = []
    with invocation.reading() as desk:
        for file in files:
            path = save(bytes_of(desk.conn, file["sha256"]), file["name"], output)
            named = {"course": file["of"], "version": file["version"], "file": path}
            rows.append({**named, "size": file["size"], "sha256": file["sha256"]})
    invocation.write(rows, "course-file")
