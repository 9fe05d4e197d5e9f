"""Apply a staging to its store, in short transactions between which others can write.

The first transaction inserts the reference data and reserves the numbers of the tickets. After that, others cannot
prevent the rest, so an import that has begun is always finished: by itself, or, if it was interrupted, by the next
program. An import of a few tickets is a single transaction.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from deskctl.language.i18n import N_
from deskctl.store.facts.cases import stored_cases
from deskctl.store.facts.last_numbers import drop_code_counters
from deskctl.store.facts.policies import PolicyCache
from deskctl.store.facts.rederivation import apply_derivation, rederived
from deskctl.store.log import note
from deskctl.store.port import Reader
from deskctl.store.search.search_index import index_new_records, index_tickets
from deskctl.store.sqlite.bulk_import.resume_mark import (
    ResumeMark,
    advance_mark,
    importing,
    insert_mark,
    is_importing,
    mark_in,
    not_finished,
    remove_mark,
    replaced,
    rest_lost,
)
from deskctl.store.sqlite.bulk_import.staging import (
    StagingInfo,
    about_in,
    days_in,
    open_staging,
    remove_staging,
    sync_staging,
)
from deskctl.store.sqlite.bulk_import.staging_contents import TICKET, StagingContents, TableRows, TicketBatch
from deskctl.store.sqlite.files import STAGED
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.sqlite_errors import translated_errors
from deskctl.store.sqlite.writing.transaction import SealedConnection
from deskctl.store.sqlite.writing.writer import Writer
from deskctl.store.store_errors import NOT_SAVED, NOTHING_CHANGED, StoreError
from deskctl.store.wait_limit import wait_limit

OnSaved = Callable[[int, int], None]
"""Receives how many tickets have been imported, and their total."""

AT_ONCE = 200
"""Up to this number, tickets are inserted in the first transaction; more follow in portions."""

_RESERVE = """
INSERT INTO counter (name, value) VALUES ('ticket', ?)
ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)
"""
_FEWEST, _MOST = 20, 400
_ALONE, _BESIDE_OTHERS = 0.05, 0.03
"""Seconds for which a portion may hold the write lock."""
_UNCONTENDED = 0.003  # seconds: after a longer wait the lock was held by somebody else


@dataclass(frozen=True, slots=True)
class RecordConflict:
    """A record in the staging that the store also got while the staging was filled."""

    noun: str
    name: str | int


def apply_staging(path: str, floors: Mapping[str, int], on_saved: OnSaved) -> RecordConflict | None:
    """Apply the staging beside a store; the caller must hold `importing`.

    `floors` are the last rows that each table of the store had when the staging was begun. Returns the first record
    that was added since then and is in the staging too; in that case nothing was changed.
    """
    with opened(path) as staging:
        about, contents = about_in(staging), StagingContents(staging)
        whole = about.tickets <= AT_ONCE
        if not whole:
            sync_staging(path)
        with closing(Writer(path, bulk=not whole)) as writer:
            portion, records = contents.tickets(0, AT_ONCE if whole else 0), contents.all_records()
            with writer.transaction() as conn:
                clash = clash_in(conn, contents, floors)
                if clash:
                    return clash
                _insert_records(conn, contents, records)
                _insert_tickets(conn, portion, about)
                if not whole:
                    insert_mark(conn, ResumeMark(about.id, 0))
            if not whole:
                _apply_rest(path, writer, contents, about, ResumeMark(about.id, 0), on_saved)
    note("imported", tickets=about.tickets)
    return None


def finish_import(path: str, on_saved: OnSaved = lambda _done, _total: None) -> StagingInfo | None:
    """Finish an interrupted import, if there is one, and return it; the caller must hold `importing`.

    A staging of which nothing was applied is removed.
    """
    mark, about = _mark_of(path), None
    if mark is not None:
        with opened(path, mark.staging) as staging, closing(Writer(path, bulk=True)) as writer:
            about = about_in(staging)
            _apply_rest(path, writer, StagingContents(staging), about, mark, on_saved)
        note("imported", tickets=about.tickets, resumed=1)
    remove_staging(path)
    return about


def settle_import(path: str, *, wait: bool = False) -> None:
    """Finish an interrupted import; one that is running is left alone, or with `wait` waited for."""
    mark = _mark_of(path)
    if mark is None and (wait or not Path(path + STAGED).exists()):
        return
    if wait or not is_importing(path):
        with importing(path, wait_limit()):
            finish_import(path)


def discard_staging(path: str) -> None:
    """Remove a staging unless the store still needs its content."""
    if _mark_of(path) is None:
        remove_staging(path)


def _apply_rest(
    path: str, writer: Writer, contents: StagingContents, about: StagingInfo, mark: ResumeMark, on_saved: OnSaved
) -> None:
    """Apply all portions, each of a size that follows from the time that the one before took."""
    size, done = AT_ONCE, contents.count_to(mark.last)
    with _with_rest_kept(path):
        on_saved(done, about.tickets)
        while done < about.tickets:
            portion = contents.tickets(mark.last, size)
            mark, share = _apply_portion(path, writer, portion, about, mark)
            done += len(portion.numbers)
            size = max(_FEWEST, min(int(len(portion.numbers) / share), 2 * size, _MOST))
            del portion  # before the next one is read: memory stays flat
            writer.clear_log()
            on_saved(done, about.tickets)
        with writer.transaction() as conn:
            remove_mark(conn)


def _apply_portion(
    path: str, writer: Writer, portion: TicketBatch, about: StagingInfo, mark: ResumeMark
) -> tuple[ResumeMark, float]:
    """Apply one portion; return the new mark, and the share of the allowed time that it took."""
    asked = time.monotonic()
    with writer.transaction() as conn:
        since = time.monotonic()
        moved = advance_mark(conn, mark, portion.numbers[-1])
        if moved is None:
            raise replaced(path)
        _insert_tickets(conn, portion, about)
    aim = _ALONE if since - asked < _UNCONTENDED else _BESIDE_OTHERS
    return moved, (time.monotonic() - since) / aim


def _insert_records(conn: SealedConnection, contents: StagingContents, records: list[TableRows]) -> None:
    """Insert policies and reference records, and reserve the numbers of the tickets."""
    conn.execute("PRAGMA defer_foreign_keys = ON")
    for rows in (contents.policies(conn), *records):
        rows.put(conn)
    index_new_records(conn)
    conn.execute(_RESERVE, (contents.highest(),))


def _insert_tickets(conn: SealedConnection, portion: TicketBatch, about: StagingInfo) -> None:
    """Insert tickets; if the days off of the store have changed since they were read, derive them again."""
    portion.put(conn)
    index_tickets(conn, portion.numbers)
    drop_code_counters(conn)
    if portion.numbers and days_in(conn) != about.days:
        policies = PolicyCache(conn)
        for stored in stored_cases(conn, numbers=(portion.numbers[0], portion.numbers[-1])):
            derivation = rederived(conn, stored, policies)
            if derivation.differs:
                apply_derivation(conn, derivation)


def clash_in(conn: Reader, contents: StagingContents, floors: Mapping[str, int]) -> RecordConflict | None:
    """Return the first record that was added to a desk since the staging was begun, and that is in it too."""
    for table in (*contents.records, TICKET):
        place = contents.key(table) if table == TICKET else "rowid"
        for (name,) in conn.execute(f'SELECT {contents.key(table)} FROM "{table}" WHERE {place} > ?', (floors[table],)):
            if contents.contains(table, name):
                return RecordConflict(table, name)
    return None


@contextmanager
def _with_rest_kept(path: str) -> Iterator[None]:
    """Add to every error that interrupts an import that the rest of it is not lost."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise not_finished(path) from stop
    except StoreError as error:
        if error.saved in {NOT_SAVED, NOTHING_CHANGED}:
            error.saved = N_("The import is not finished, but nothing is lost: continue it with deskctl init.")
        raise


@contextmanager
def opened(path: str, name: str | None = None) -> Iterator[sqlite3.Connection]:
    """Open the finished staging of a store; raises `StoreError` if it is gone."""
    staging = open_staging(path, name)
    if staging is None:
        raise rest_lost(path)
    with closing(staging):
        yield staging


def _mark_of(path: str) -> ResumeMark | None:
    with translated_errors(path), closing(open_reader(path)) as conn:
        return mark_in(conn)
