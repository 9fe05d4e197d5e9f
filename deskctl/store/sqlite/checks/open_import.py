"""The check for an import that is under way, or that was stopped."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.store.finding import ACCEPT_OR_RESTORE, Finding
from deskctl.store.sqlite.bulk_import.import_batch import Stock
from deskctl.store.sqlite.bulk_import.resume_mark import Mark, is_importing, mark_in
from deskctl.store.sqlite.bulk_import.staging import about_in, open_staging
from deskctl.store.sqlite.files import STAGED

_WAIT = N_("Wait until it is done.")
_FINISH = N_("Go on with it: deskctl init.")


def open_import(conn: sqlite3.Connection, path: str) -> Iterator[Finding]:
    """Find an import that is not finished; one that goes on now is not grave."""
    alive, mark = is_importing(path), mark_in(conn)
    if mark is not None:
        yield _begun(path, mark, alive=alive)
    elif Path(path + STAGED).exists() and not alive:
        file = Path(path + STAGED).name
        says = N_("An import was stopped before anything of it came into the store; it left the file {file}.")
        todo = N_("Remove the file: deskctl init.")
        yield Finding("import", file, says, todo, grave=False, values={"file": file})


def _begun(path: str, mark: Mark, *, alive: bool) -> Finding:
    staging = open_staging(path, mark.staging)
    if staging is None:
        return _lost(path, mark)
    with closing(staging):
        about = about_in(staging)
        values = {"done": Stock(staging).count_to(mark.last), "total": about.tickets}
    if alive:
        says = N_("An import is under way: {done} of {total} tickets are in the store.")
        return Finding("import", "ticket", says, _WAIT, since=about.begun_at, grave=False, values=values)
    says = N_("An import was stopped half-way: {done} of {total} tickets are in the store.")
    return Finding("import", "ticket", says, _FINISH, since=about.begun_at, values=values)


def _lost(path: str, mark: Mark) -> Finding:
    values = {"ticket": ticket_name(mark.last), "file": Path(path + STAGED).name}
    says = N_("An import was stopped half-way after {ticket}, and the file {file} that held its rest is gone.")
    return Finding("import", "ticket", says, ACCEPT_OR_RESTORE, values=values)
