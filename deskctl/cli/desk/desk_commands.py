"""Commands about the whole desk: export it, run a batch of operations."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from deskctl import clock
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command, text_command
from deskctl.cli.app.stdin import STDIN, stdin_bytes
from deskctl.cli.output.atomic_file import replacing
from deskctl.cli.output.narration import write_stderr
from deskctl.cli.output.results import AnswerStream, write_json_line
from deskctl.cli.output.terminal import is_watched, progress_line
from deskctl.errors import NotFound, Refused, Usage
from deskctl.language.i18n import N_, _, counted

STDOUT = "-"
_LONGEST_MESSAGE = 1000
_FIRST_FIELD = b'{"type":'
"""The first bytes of each line of an export."""


@desk_command
def export(
    invocation: Invocation,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=N_("The output file; - is stdout, the default."))
    ] = STDOUT,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help=N_("Only tickets on which something was recorded since."))
    ] = None,
    attachments: Annotated[
        str,
        typer.Option(
            metavar="inline|DIR|none",
            help=N_("Where attached files are written: inline in the records, to a folder, nowhere."),
        ),
    ] = "inline",
    with_passwords: Annotated[
        bool, typer.Option("--with-passwords", help=N_("Include the hashes of the customers' passwords."))
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=N_("Replace a file that is not an export."))] = False,
) -> None:
    """Export the desk."""
    if file == STDOUT:
        invocation.require_no_rows()
    if not attachments.strip():
        raise Usage(N_("{option} needs a value."), option="--attachments")
    from deskctl.exchange.desk_export import Parts, write_desk

    parts = Parts(attachments, with_passwords)

    with invocation.reading() as desk:
        start = desk.since(since)
    if file == STDOUT:
        write_desk(invocation.path, AnswerStream(sys.stdout.buffer), since=start, parts=parts)
        return
    _require_replaceable(file, invocation.path, force=force)
    with replacing(file) as stream:
        lines = write_desk(invocation.path, AnswerStream(stream), since=start, parts=parts)
    invocation.show({"file": file, "lines": lines})


def _require_replaceable(file: str, store: str, *, force: bool) -> None:
    """Raise `Refused` if an export would replace the desk, or, without `force`, a file that is not an export."""
    path = Path(file)
    if not path.is_file():
        return
    if Path(store).exists() and path.samefile(store):
        raise Refused(N_("{path} is the desk itself; it was not changed."), path=file)
    with suppress(OSError), path.open("rb") as stream:
        begin = stream.read(len(_FIRST_FIELD))
        if begin and begin != _FIRST_FIELD and not force:
            raise Refused(N_("{path} is not an export of a desk; --force replaces it."), path=file)


@text_command
def batch(
    invocation: Invocation,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("JSON Lines; - is stdin, the default."))] = STDIN,
    atomic: Annotated[
        bool, typer.Option("--atomic", help=N_("All or nothing: the first refusal undoes everything."))
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help=N_("Show what would be recorded and which clocks change, without saving, once all lines are read."),
        ),
    ] = False,
) -> int:
    """Run operations and print the result of each."""
    from deskctl.operations.batch import run_batch
    from deskctl.operations.perform import RequestContext

    invocation.require_no_rows()
    failed = False
    with reading_bytes(file) as lines, progress_line(_("{done} of {total} pages copied")) as show:
        context = RequestContext(now=clock.now(), actor=invocation.set_actor, dry_run=dry_run)
        for result in run_batch(invocation.path, lines, atomic=atomic, context=context, on_copied=show):
            write_json_line(_cut(result))
            failed = failed or not result["ok"]
    return 1 if failed else 0


def _cut(result: dict[str, Any]) -> dict[str, Any]:
    """Return a result with its error message shortened: it may quote a very long line."""
    error = result.get("error")
    if error is not None and len(error["message"]) > _LONGEST_MESSAGE:
        error["message"] = error["message"][:_LONGEST_MESSAGE] + "…"
    return result


@contextmanager
def reading_bytes(file: str) -> Iterator[IO[bytes]]:
    """Open a file, or stdin for `-`; raises `NotFound` if the file does not exist."""
    if file == STDIN:
        yield stdin_bytes()
        return
    try:
        stream = open(file, "rb")  # noqa: PTH123, SIM115 - the path as it was given; closed below
    except FileNotFoundError as error:
        raise NotFound(N_("There is no file {path}."), path=file) from error
    except OSError as error:
        raise Usage(N_("{path} cannot be read: {reason}."), path=file, reason=error.strerror) from error
    with stream:
        yield stream


@contextmanager
def progress() -> Iterator[Callable[[int], None] | None]:
    """Show progress on one line of stderr; None if stderr is not a terminal."""
    if not is_watched():
        yield None
        return
    yield _show_records
    write_stderr("\n")


def show_imported(done: int, total: int) -> None:
    """Show how many tickets are imported."""
    write_stderr("\r" + _("tickets imported: {done} of {total}").format(done=done, total=total))


def _show_records(records: int) -> None:
    write_stderr("\r" + counted("{n} record read", "{n} records read", records))
