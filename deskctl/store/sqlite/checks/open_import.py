"""The check for an import that is running or was interrupted."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.store.finding import ACCEPT_OR_RESTORE, Finding
from deskctl.store.sqlite.bulk_import.resume_mark import ResumeMark, is_importing, mark_in
from deskctl.store.sqlite.bulk_import.staging import about_in, open_staging
from deskctl.store.sqlite.bulk_import.staging_contents import StagingContents
from deskctl.store.sqlite.files import STAGED

_WAIT = N_("Wait until it is done.")
_FINISH = N_("Continue it: deskctl init.")


def open_import(conn: sqlite3.Connection, path: str) -> Iterator[Finding]:
    """Yield a finding for an unfinished import; one that is running is not grave."""
    is_running, mark = is_importing(path), mark_in(conn)
    if mark is not None:
        yield _begun(path, mark, is_running=is_running)
    elif Path(path + STAGED).exists() and not is_running:
        file = Path(path + STAGED).name
        template = N_("An import was interrupted before it changed the store; it left the file {file}.")
        todo = N_("Remove the file: deskctl init.")
        yield Finding("import", file, template, todo, grave=False, values={"file": file})


def _begun(path: str, mark: ResumeMark, *, is_running: bool) -> Finding:
    staging = open_staging(path, mark.staging)
    if staging is None:
        return _lost(path, mark)
    with closing(staging):
        about = about_in(staging)
        values = {"done": StagingContents(staging).count_to(mark.last), "total": about.tickets}
    if is_running:
        template = N_("An import is running; tickets in the store: {done} of {total}.")
        return Finding("import", "ticket", template, _WAIT, since=about.begun_at, grave=False, values=values)
    template = N_("An import was interrupted; tickets in the store: {done} of {total}.")
    return Finding("import", "ticket", template, _FINISH, since=about.begun_at, values=values)


def _lost(path: str, mark: ResumeMark) -> Finding:
    values = {"ticket": ticket_name(mark.last), "file": Path(path + STAGED).name}
    template = N_("An import was interrupted after {ticket}, and the file {file} with the rest of it is missing.")
    return Finding("import", "ticket", template, ACCEPT_OR_RESTORE, values=values)
