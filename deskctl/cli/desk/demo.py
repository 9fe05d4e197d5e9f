"""The demo desk: invented customers and eight weeks of tickets, shifted in time to end now."""

import io
import json
import shutil
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from deskctl import clock
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command
from deskctl.cli.desk.desk_commands import progress
from deskctl.config import demo_store, drafts_folder
from deskctl.data_files import data_file
from deskctl.errors import Refused
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.exchange.importing.time_shift import shifted
from deskctl.language.i18n import N_, language
from deskctl.queries.reference.desk_facts import has_tickets, note
from deskctl.store.facts.demo_mark import mark_as_demo
from deskctl.store.open import create_store, open_reader, real_path, writing_once
from deskctl.store.sqlite.files import files_of

_MINUTE = timedelta(minutes=1)


@desk_command
def demo(
    ctx: typer.Context,
    invocation: Invocation,
    fresh: Annotated[bool, typer.Option("--fresh", help=N_("Create it again."))] = False,
    no_console: Annotated[
        bool, typer.Option("--no-console", help=N_("Create it, but do not open the console."))
    ] = False,
) -> None:
    """Open the demo desk."""
    store = real_path(invocation.store or demo_store())
    made = _prepare(store, fresh=fresh)
    if no_console:
        invocation.show({"store": store, "made": made})
    else:
        ctx.obj(store, invocation.set_actor, language())


def _prepare(store: str, *, fresh: bool) -> bool:
    """Create the demo desk if it is missing or if `fresh`; return whether it was created. Other desks are untouched."""
    lines = data_file("demo.jsonl").read_bytes().splitlines()
    about = json.loads(lines[0])
    if Path(store).exists() and _is_demo(store, about["note"]):
        if not fresh:
            return False
        _remove(store)
    _fill(store, lines, about)
    return True


def _is_demo(store: str, words: str) -> bool:
    """Return whether the store holds the demo desk, by its note; raises `Refused` for another desk with tickets."""
    with closing(open_reader(store)) as conn:
        if not has_tickets(conn):
            return False
        if note(conn) == words:
            return True
    raise Refused(
        N_("{path} holds a desk that is not the demo; it was not changed."),
        path=store,
        hint="deskctl demo --store demo.db",
    )


def _remove(store: str) -> None:
    for file in files_of(store):
        file.unlink(missing_ok=True)
    shutil.rmtree(drafts_folder(store), ignore_errors=True)


def _fill(store: str, lines: list[bytes], about: dict[str, Any]) -> None:
    distance = clock.now() - datetime.fromisoformat(about["now"])
    whole_minutes = distance // _MINUTE * _MINUTE
    moved = io.BytesIO("".join(shifted(lines, whole_minutes)).encode())
    create_store(store)
    with progress() as show:
        read_desk(moved, store, on_progress=show)
    with writing_once(store) as conn:
        mark_as_demo(conn)
