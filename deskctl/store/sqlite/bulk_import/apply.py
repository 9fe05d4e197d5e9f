"""Apply a staging to its store, in transactions short enough for others to write between them.

The first transaction takes the reference data and keeps the numbers of the tickets free; after that nothing others
do can stand against the rest, so what is once begun is always finished: by the import itself, or, where that was
stopped, by whoever comes next. A few tickets come in with the first transaction, and nothing is ever half done.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from deskctl.language.i18n import N_
from deskctl.store.facts.cases import stored_cases
from deskctl.store.facts.rederivation import put_right, reckoned
from deskctl.store.log import note
from deskctl.store.port import Reader
from deskctl.store.search.search_index import index_new_records, index_tickets
from deskctl.store.sqlite.bulk_import.import_batch import TICKET, Portion, Rows, Stock
from deskctl.store.sqlite.bulk_import.resume_mark import (
    Mark,
    advance,
    begin,
    end,
    importing,
    is_importing,
    mark_in,
    not_finished,
    replaced,
    rest_lost,
)
from deskctl.store.sqlite.bulk_import.staging import (
    About,
    about_in,
    days_in,
    open_staging,
    remove_staging,
    sync_staging,
)
from deskctl.store.sqlite.files import STAGED
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.sqlite_errors import naming_trouble
from deskctl.store.sqlite.writing.transaction import SealedConnection
from deskctl.store.sqlite.writing.writer import Writer
from deskctl.store.store_errors import NOT_SAVED, NOTHING_CHANGED, Trouble
from deskctl.store.wait_limit import wait_limit

OnSaved = Callable[[int, int], None]
"""Receives how many tickets are in the store, and of how many."""

AT_ONCE = 200
"""So many tickets come in with the first transaction; where there are more they follow in portions."""

_KEEP_FREE = """
INSERT INTO counter (name, value) VALUES ('ticket', ?)
ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)
"""
_FEWEST, _MOST = 20, 400
_ALONE, _BESIDE_OTHERS = 0.05, 0.03
"""Seconds for which a portion may hold the writers' lock."""
_MINE_AT_ONCE = 0.003  # seconds: after a longer wait the lock was held by somebody else


@dataclass(frozen=True, slots=True)
class Clash:
    """A record that the store got while the staging was filled."""

    noun: str
    name: str | int


def take_in(path: str, floors: Mapping[str, int], on_saved: OnSaved) -> Clash | None:
    """Apply the staging beside a store; the caller holds `importing`.

    `floors` are the last rows that the store had when the staging was begun. Returns the first record that came
    meanwhile and is in the staging too: then nothing was changed.
    """
    with opened(path) as staging:
        about, stock = about_in(staging), Stock(staging)
        whole = about.tickets <= AT_ONCE
        if not whole:
            sync_staging(path)
        with closing(Writer(path, bulk=not whole)) as writer:
            portion, records = stock.tickets(0, AT_ONCE if whole else 0), stock.all_records()
            with writer.transaction() as conn:
                clash = clash_in(conn, stock, floors)
                if clash:
                    return clash
                _put_first(conn, stock, records)
                _put(conn, portion, about)
                if not whole:
                    begin(conn, Mark(about.id, 0))
            if not whole:
                _go_on(path, writer, stock, about, Mark(about.id, 0), on_saved)
    note("imported", tickets=about.tickets)
    return None


def finish_import(path: str, on_saved: OnSaved = lambda _done, _total: None) -> About | None:
    """Finish the import that was stopped half-way, if there is one; the caller holds `importing`. Return what it was.

    A staging of which nothing was applied is removed.
    """
    mark, about = _mark_of(path), None
    if mark is not None:
        with opened(path, mark.staging) as staging, closing(Writer(path, bulk=True)) as writer:
            about = about_in(staging)
            _go_on(path, writer, Stock(staging), about, mark, on_saved)
        note("imported", tickets=about.tickets, resumed=1)
    remove_staging(path)
    return about


def settle_import(path: str, *, wait: bool = False) -> None:
    """Finish an import that was stopped; one that is alive is left alone, or waited for if it has begun."""
    mark = _mark_of(path)
    if mark is None and (wait or not Path(path + STAGED).exists()):
        return
    if wait or not is_importing(path):
        with importing(path, wait_limit()):
            finish_import(path)


def discard_staging(path: str) -> None:
    """Remove a staging unless the store still waits for what it holds."""
    if _mark_of(path) is None:
        remove_staging(path)


def _go_on(path: str, writer: Writer, stock: Stock, about: About, mark: Mark, on_saved: OnSaved) -> None:
    """Apply portion after portion, each as large as the time allows that the one before it took."""
    size, done = AT_ONCE, stock.count_to(mark.last)
    with _naming_the_rest(path):
        on_saved(done, about.tickets)
        while done < about.tickets:
            portion = stock.tickets(mark.last, size)
            mark, share = _apply_portion(path, writer, portion, about, mark)
            done += len(portion.numbers)
            size = max(_FEWEST, min(int(len(portion.numbers) / share), 2 * size, _MOST))
            del portion  # before the next one is read: memory stays flat
            writer.clear_log()
            on_saved(done, about.tickets)
        with writer.transaction() as conn:
            end(conn)


def _apply_portion(path: str, writer: Writer, portion: Portion, about: About, mark: Mark) -> tuple[Mark, float]:
    """Apply one portion; return the mark as it is now, and the share of the allowed time that it took."""
    asked = time.monotonic()
    with writer.transaction() as conn:
        since = time.monotonic()
        moved = advance(conn, mark, portion.numbers[-1])
        if moved is None:
            raise replaced(path)
        _put(conn, portion, about)
    aim = _ALONE if since - asked < _MINE_AT_ONCE else _BESIDE_OTHERS
    return moved, (time.monotonic() - since) / aim


def _put_first(conn: SealedConnection, stock: Stock, records: list[Rows]) -> None:
    """Put policies and reference records into the store, and keep the numbers of the tickets free."""
    conn.execute("PRAGMA defer_foreign_keys = ON")
    for rows in (stock.policies(conn), *records):
        rows.put(conn)
    index_new_records(conn)
    conn.execute(_KEEP_FREE, (stock.highest(),))


def _put(conn: SealedConnection, portion: Portion, about: About) -> None:
    """Put tickets into the store; where its days off were changed since they were read, their clocks follow."""
    portion.put(conn)
    index_tickets(conn, portion.numbers)
    if portion.numbers and days_in(conn) != about.days:
        for stored in stored_cases(conn, numbers=(portion.numbers[0], portion.numbers[-1])):
            reckoning = reckoned(conn, stored)
            if reckoning.differs:
                put_right(conn, reckoning)


def clash_in(conn: Reader, stock: Stock, floors: Mapping[str, int]) -> Clash | None:
    """Return the first record that a desk got since the staging was begun, and that is in it too."""
    for table in (*stock.records, TICKET):
        place = stock.key(table) if table == TICKET else "rowid"
        for (name,) in conn.execute(f'SELECT {stock.key(table)} FROM "{table}" WHERE {place} > ?', (floors[table],)):
            if stock.holds(table, name):
                return Clash(table, name)
    return None


@contextmanager
def _naming_the_rest(path: str) -> Iterator[None]:
    """Describe of whatever stops an import half-way that its rest is not lost."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise not_finished(path) from stop
    except Trouble as trouble:
        if trouble.saved in {NOT_SAVED, NOTHING_CHANGED}:
            trouble.saved = N_("The import is not finished, but nothing of it is lost: deskctl init goes on with it.")
        raise


@contextmanager
def opened(path: str, name: str | None = None) -> Iterator[sqlite3.Connection]:
    """Open the finished staging of a store."""
    staging = open_staging(path, name)
    if staging is None:
        raise rest_lost(path)
    with closing(staging):
        yield staging


def _mark_of(path: str) -> Mark | None:
    with naming_trouble(path), closing(open_reader(path)) as conn:
        return mark_in(conn)
