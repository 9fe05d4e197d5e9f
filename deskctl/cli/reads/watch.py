"""`watch`: events on the desk, one object per line as they happen."""

import json
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import tzinfo
from itertools import islice
from typing import Annotated

import typer

from deskctl import clock
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.app.options import MOST, desk_command
from deskctl.cli.lost_server import read_through_losses
from deskctl.cli.output.narration import write_stderr
from deskctl.cli.output.results import Shape, chosen_fields, with_selected_fields
from deskctl.cli.output.row_at_once import writing_at_once
from deskctl.cli.schemas import fields_of
from deskctl.errors import NotFound, Usage
from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.queries.json_values import rfc3339
from deskctl.queries.tickets.ticket_row import TicketRow
from deskctl.queries.watch.event_stream import WatchedEvent, Watcher, subjects
from deskctl.safe_text import json_text
from deskctl.store.facts.watch_marks import keep_mark, mark_of

_INTERVAL = 0.25  # seconds between two polls; polling an unchanged store costs a few microseconds
_AT_ONCE = 200
_TIMEOUT = 60  # seconds for each program that is run
_COLUMNS = ("at", "event", "ticket", "what", "milestone", "clause", "due", "title")


@desk_command
def watch(
    invocation: Invocation,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help=N_("Start with the events since then; now by default."))
    ] = None,
    execute: Annotated[
        str | None,
        typer.Option(
            "--exec",
            metavar="CMD",
            help=N_("Run this for each object, with the object on its stdin and without a shell."),
        ),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help=N_("Print the events since then and exit."))] = False,
    count: Annotated[int | None, typer.Option(min=1, max=MOST, metavar="N", help=N_("Exit after this many."))] = None,
    mark: Annotated[
        str | None,
        typer.Option(metavar="NAME", help=N_("With --once: continue where the last run of this name ended; for cron.")),
    ] = None,
    due: Annotated[
        bool, typer.Option("--due", help=N_("Watch the due list instead, at each stage: lead, due, overdue."))
    ] = False,
) -> None:
    """Watch the desk."""
    if mark is not None and (not mark.strip() or not once or count is not None):
        raise Usage(N_("--mark requires a name and --once, and cannot be combined with --count."))
    if due and (since is not None or count is not None):
        raise Usage(N_("--due cannot be combined with --since or --count."))
    if invocation.form == "xlsx" and not once and count is None:
        raise Usage(N_("--xlsx requires --once or --count: a workbook is written at the end."))
    fields = chosen_fields(invocation.fields, fields_of("due-event" if due else "event"))
    if fields == ():
        invocation.write([], "due-event" if due else "event")
    elif due:
        _watch_due(invocation, execute, fields, once=once, mark=mark)
    else:
        with _writing(invocation, execute, fields, _COLUMNS, "event") as write:
            end = _watch_events(invocation, write, since, count, once=once, mark=mark)
        if mark:
            _save_mark(invocation.path, mark, end)


def _watch_due(
    invocation: Invocation, execute: str | None, fields: tuple[str, ...] | None, *, once: bool, mark: str | None
) -> None:
    from deskctl.cli.services.due_watch import DUE_COLUMNS, save_keys, watch_due

    with _writing(invocation, execute, fields, DUE_COLUMNS, "due-event") as write:
        keys = watch_due(invocation, write, once=once, mark=mark)
    if mark:
        save_keys(invocation.path, mark, keys)


def _watch_events(
    invocation: Invocation,
    write: Callable[[Shape], None],
    since: str | None,
    count: int | None,
    *,
    once: bool,
    mark: str | None,
) -> int:
    """Write the events and return how far the watch has got."""
    if once:
        with invocation.reading() as desk:
            return _Watch(write, count).run(desk, _begin(desk, since, mark), once=True)
    watch = _Watch(write, count)
    return read_through_losses(invocation, lambda desk: watch.run(desk, _begin(desk, since, mark), once=False))


def _begin(desk: Reading, since: str | None, mark: str | None) -> int:
    begin = (mark_of(desk.conn, mark) if mark else None) or desk.since(since)
    return desk.at if begin is None else begin


class _Watch:
    """The events of a desk, written once each although the connection may be lost while they are read."""

    def __init__(self, write: Callable[[Shape], None], count: int | None) -> None:
        self._write = write
        self._remaining = count
        self._watcher: Watcher | None = None
        self._written: set[str] = set()

    def run(self, desk: Reading, begin: int, *, once: bool) -> int:
        """Write the events until their number is reached, or once; return how far the watch has got."""
        if self._watcher is None:
            self._watcher = Watcher(desk.conn, begin)
        else:
            self._watcher.look_again(desk.conn)
        watcher, is_repeated = self._watcher, bool(self._written)
        while True:
            for some in _pieces(watcher):
                self._written = self._written if is_repeated else set()
                is_repeated = True
                if self._write_some(some, desk, once=once):
                    return watcher.since
            if once:
                return watcher.since
            is_repeated = False
            time.sleep(_INTERVAL)

    def _write_some(self, some: list[WatchedEvent], desk: Reading, *, once: bool) -> bool:
        """Write the events that were not written before; return whether their number is reached."""
        new = [one for one in some if one.key not in self._written]
        rows = subjects(desk.conn, new)
        for one in new:
            self._write(_shape(one, rows[one.number], desk.zone))
            if not once:  # a single look ends when its connection is lost
                self._written.add(one.key)
            self._remaining = None if self._remaining is None else self._remaining - 1
            if self._remaining == 0:
                return True
        return False


def _save_mark(path: str, mark: str, at: int) -> None:
    """Save how far the output has got, now that it is flushed."""
    from deskctl.store.open import writing_once

    sys.stdout.flush()
    with writing_once(path) as conn:
        keep_mark(conn, mark, at)


def _pieces(watcher: Watcher) -> Iterator[list[WatchedEvent]]:
    """Yield the events since the last look, some at a time."""
    news = watcher.news(int(clock.now().timestamp()))
    while some := list(islice(news, _AT_ONCE)):
        yield some


def _shape(one: WatchedEvent, row: TicketRow, zone: tzinfo) -> Shape:
    promise = one.clock
    return {
        "event": one.event,
        "ticket": ticket_name(one.number),
        "at": rfc3339(one.at, zone),
        "title": row.title,
        "customer": row.customer,
        "customer_name": row.customer_name,
        "status": row.status,
        "owner": row.owner,
        "action": one.action,
        "what": one.what,
        "actor": one.actor,
        "note": one.note,
        "data": one.data,
        "clause": promise and promise.clause,
        "milestone": promise and promise.milestone,
        "due": promise and rfc3339(promise.due, zone),
        "soft": promise and promise.soft,
    }


def _writing(
    invocation: Invocation,
    command: str | None,
    fields: tuple[str, ...] | None,
    columns: Sequence[str],
    shape: str,
) -> AbstractContextManager[Callable[[Shape], None]]:
    """Return the context whose function writes an object, or passes it to a command."""
    if command is None:
        return writing_at_once(
            invocation.form,
            fields,
            columns=columns,
            all_fields=fields_of(shape),
            raw=invocation.raw,
            file=invocation.xlsx,
        )
    words = _words(command)
    return nullcontext(lambda shape: _run(words, with_selected_fields(shape, fields)))


def _words(command: str) -> list[str]:
    """Split a command as a shell would; raises `NotFound` if there is no such program."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise Usage(N_("--exec cannot be read: {reason}."), reason=str(error)) from error
    if not words:
        raise Usage(N_("--exec names no command."))
    if shutil.which(words[0]) is None:
        raise NotFound(N_("There is no program {name}."), name=words[0])
    return words


def _run(words: list[str], shape: Shape) -> None:
    """Run the command; a failure or timeout is printed on stderr, and the watch continues."""
    line = json_text(json.dumps(shape, ensure_ascii=False)) + "\n"
    try:
        done = subprocess.run(words, input=line.encode(), check=False, timeout=_TIMEOUT)  # noqa: S603 - the user's own command
    except subprocess.TimeoutExpired:
        late = _("{command} did not end within {seconds} seconds and was stopped")
        write_stderr(late.format(command=words[0], seconds=_TIMEOUT) + "\n")
        return
    if done.returncode:
        write_stderr(_("{command} ended with {code}").format(command=words[0], code=done.returncode) + "\n")
