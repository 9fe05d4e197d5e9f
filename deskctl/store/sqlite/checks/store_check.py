"""Run the checks of a store in a file; nothing is changed."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from deskctl.language.i18n import N_
from deskctl.sla.facts import Instant
from deskctl.store.broken_chains import broken_chains
from deskctl.store.finding import RESTORE, Finding
from deskctl.store.log import last_noted, note
from deskctl.store.sqlite.checks.environment_checks import clock_behind, network_disk, readable_files
from deskctl.store.sqlite.checks.file_checks import broken_files
from deskctl.store.sqlite.checks.index_check import differing_index
from deskctl.store.sqlite.checks.open_import import open_import
from deskctl.store.sqlite.checks.schema_checks import foreign_schema
from deskctl.store.sqlite.files import HEAD_FILE
from deskctl.store.sqlite.integrity.checksums import sum_text
from deskctl.store.sqlite.integrity.commit_log import begin_snapshot, head_in, matches_head
from deskctl.store.sqlite.integrity.head_file import Head
from deskctl.store.sqlite.integrity.integrity_checks import (
    altered_tables,
    broken_pages,
    broken_references,
    differing_rows,
    low_counter,
    page_finding,
)
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.sqlite_errors import translated_errors

Check: TypeAlias = Callable[[], Iterator[Finding]]


def check_store(path: str, now: Instant, *, quick: bool = False) -> list[Finding]:
    """Return the findings of all checks, or of `quick_check`; raises `StoreUnusable` if the store does not open."""
    if quick:
        return quick_check(path, now)
    findings = _file_findings(path)
    with translated_errors(path), closing(_open_tolerant(path)) as conn:
        head = begin_snapshot(conn, path)
        for check in (*_quick_checks(conn, path, head, now), *_full_checks(conn)):
            findings += _findings_of(check)
        if store := head_in(conn):
            note("checked", store=store.store, grave=len([finding for finding in findings if finding.grave]))
    return findings


def quick_check(path: str, now: Instant | None = None) -> list[Finding]:
    """Return the findings of the checks that take milliseconds even for a large store, for every start.

    They cover the permissions of the files, the kind of disk, the head file, the checksums against each other, the
    ticket counter, and with `now` the clock. They leave out everything that reads the rows: pages, references,
    checksums of rows, chains, derived rows. Raises `StoreUnusable` if the store does not open.
    """
    findings = _file_findings(path)
    with translated_errors(path), closing(_open_tolerant(path)) as conn:
        head = begin_snapshot(conn, path)
        for check in _quick_checks(conn, path, head, now):
            findings += _findings_of(check)
    return findings


def _file_findings(path: str) -> list[Finding]:
    return [*readable_files(path), *network_disk(path)]


def _quick_checks(conn: sqlite3.Connection, path: str, head: Head | None, now: Instant | None) -> Iterator[Check]:
    yield lambda: _history(conn, path, head)
    yield lambda: low_counter(conn)
    yield lambda: foreign_schema(conn)
    yield lambda: open_import(conn, path)
    if now is not None:
        yield lambda: clock_behind(conn, now)


def _full_checks(conn: sqlite3.Connection) -> Iterator[Check]:
    store = head_in(conn)
    since = last_noted("checked", store=store.store, grave=0) if store else None
    yield lambda: broken_pages(conn)
    yield lambda: broken_references(conn)
    yield lambda: altered_tables(conn, since)
    yield lambda: broken_chains(conn)
    yield lambda: differing_rows(conn)
    yield lambda: differing_index(conn)
    yield lambda: broken_files(conn)


def _open_tolerant(path: str) -> sqlite3.Connection:
    """Open a store in such a way that damaged texts can be read too."""
    conn = open_reader(path)
    conn.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    return conn


def _findings_of(check: Check) -> list[Finding]:
    """Return the findings of a check, with an error of SQLite as one of them."""
    findings: list[Finding] = []
    try:
        findings.extend(check())
    except (sqlite3.Error, json.JSONDecodeError, UnicodeError, TypeError, ValueError, LookupError) as error:
        findings.append(page_finding(str(error) if isinstance(error, sqlite3.Error) else type(error).__name__))
    return findings


def _history(conn: sqlite3.Connection, path: str, head: Head | None) -> Iterator[Finding]:
    now = head_in(conn)
    if now is None:
        yield page_finding("history")
        return
    sums = [total for (total,) in conn.execute("SELECT sum FROM seal")]
    if sum_text(sum(int(total, 16) for total in sums)) != now.total:
        yield Finding("head", "seal", N_("The checksums of the store do not match."), RESTORE)
    if head is None:
        template = N_("The head file is missing: whether changes were lost cannot be determined.")
        yield Finding(
            "head", Path(path + HEAD_FILE).name, template, N_("The next change creates it again."), grave=False
        )
    elif not matches_head(conn, head):
        yield _lost(path, head, now)


def _lost(path: str, head: Head, now: Head) -> Finding:
    since = int(Path(path + HEAD_FILE).stat().st_mtime)
    values = {"saved": head.writes, "there": now.writes}
    if head.store != now.store:
        template = N_("This is not the store that was last written here; another was put in its place.")
    elif head.writes > now.writes:
        template = N_("Changes that were saved are lost; saved: {saved}, present: {there}.")
    else:
        template = N_("The store was changed by something other than deskctl; saved: {saved}, present: {there}.")
    return Finding("head", "history", template, RESTORE, since=since, values=values)
