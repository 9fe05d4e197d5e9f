"""Move a desk to another store, of either engine: all facts and everything derived from them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from deskctl.config.store_address import is_server, redacted
from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.models.records import record, tables
from deskctl.store.broken_chains import broken_chains
from deskctl.store.facts.last_numbers import TICKET, last_number
from deskctl.store.open import open_reader, store_to_fill, translated_errors
from deskctl.store.port import Reader, Transaction, on_server, stream
from deskctl.store.row_statements import column_list, insertion
from deskctl.store.search.search_index import make_index
from deskctl.store.search.tables import RECORD_TEXT, TICKET_TEXT

_OF_FILE = ("seal", "history")
"""The tables of the checksums and of the count of changes, which each file has for itself."""

_IN_FILE = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'"
_ON_SERVER = """
SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'rowid'
"""
_SEARCH_TEXTS = {
    RECORD_TEXT: ("doc", ("noun", "record", "words", "named", "shared", "initials")),
    TICKET_TEXT: ("number", ("number", "customer", "over", "words")),
}
"""Table of search texts -> its order and the columns to move; the texts of records are numbered again."""
_LITTLE_CACHE = "PRAGMA cache_size = -500"
"""Half a megabyte of pages is enough for rows that are written and read once, in order."""

_NOT_EMPTY = N_("{path} contains a desk already. Nothing was changed. Name a new file or an empty database.")
_COUNT = "INSERT INTO counter (name, value) VALUES (?, ?)"
_SHOWN_EVERY = 1000

OnProgress: TypeAlias = Callable[[int, int], None]
"""Called with how much is done so far, and with the total."""


@dataclass(frozen=True, slots=True)
class MoveResult:
    """How many rows were moved, and how many actions were verified by their chains."""

    rows: int
    actions: int


@dataclass(frozen=True, slots=True)
class MoveProgress:
    """What is called as rows are moved, tickets are indexed in a file, and histories of tickets are verified."""

    rows: OnProgress | None = None
    tickets: OnProgress | None = None
    histories: OnProgress | None = None


def move_store(source: str, target: str, progress: MoveProgress | None = None) -> MoveResult:
    """Copy a whole desk into a new store; raises `Refused` if the target contains tickets, people or customers."""
    show = progress or MoveProgress()
    with translated_errors(source), closing(open_reader(source)) as reader, store_to_fill(target):
        require_empty(target)
        reader.execute("BEGIN")
        with _target_transaction(target) as conn:
            moves = list(_moves(reader, conn))
            sizes = {one.table: _size(reader, one.table) for one in moves}
            moved = _Counter(sum(sizes.values()), show.rows)
            for one in moves:
                _copy(moved.counted(_rows(source, reader, one)), conn, one)
            _continue_numbers(reader, conn)
            if not on_server(conn):
                make_index(conn, _Counter(sizes["ticket"], show.tickets).add)
            _require_unbroken(conn, _Counter(sizes["ticket"], show.histories))
    return MoveResult(sum(size for table, size in sizes.items() if table not in _SEARCH_TEXTS), sizes["action"])


def require_empty(store: str) -> None:
    """Raise `Refused` if a desk contains tickets, people or customers."""
    with closing(open_reader(store)) as conn:
        for table in ("ticket", "staff", "customer"):
            if conn.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None:
                raise Refused(_NOT_EMPTY, path=redacted(store))


@contextmanager
def _target_transaction(target: str) -> Iterator[Transaction]:
    """Open one transaction on the target in which rows may be inserted before the rows that they refer to."""
    if is_server(target):
        from deskctl.store.postgres.schema.guards import unguarded
        from deskctl.store.postgres.writing.writer import writing_once

        with writing_once(target) as conn, unguarded(conn):
            yield conn
        return
    from deskctl.store.sqlite.writing.transaction import ledger
    from deskctl.store.sqlite.writing.writer import writing_file

    with writing_file(target, foreign_keys=False) as file:
        file.execute(_LITTLE_CACHE)
        yield file
        ledger(file).is_rebuilt = True


class _Move(NamedTuple):
    """The rows of a table to move, with the order in which they are inserted."""

    table: str
    names: Sequence[str]
    order: str


def _moves(reader: Reader, conn: Reader) -> Iterator[_Move]:
    """Yield the tables to move; a file makes the search texts together with its word index."""
    ordered = _ordered_tables(reader)
    for table in tables():
        if table not in _OF_FILE:
            yield _Move(table, record(table).names, "rowid" if table in ordered else _key(table))
    if on_server(conn):
        for table, (order, names) in _SEARCH_TEXTS.items():
            yield _Move(table, names, order)


def _size(conn: Reader, table: str) -> int:
    (count,) = conn.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(count)


def _rows(source: str, reader: Reader, move: _Move) -> Iterator[Any]:
    """Yield the rows of a table; their errors name the source, although the target is being written."""
    with translated_errors(source):
        yield from stream(reader, f"SELECT {column_list(move.names)} FROM {move.table} ORDER BY {move.order}")


def _copy(rows: Iterator[Any], conn: Transaction, move: _Move) -> None:
    conn.execute(f"DELETE FROM {move.table}")
    if on_server(conn):
        from deskctl.store.postgres.writing.copy_rows import copy_rows

        copy_rows(conn, move.table, move.names, rows)
    else:
        conn.executemany(insertion(move.table, tuple(move.names)), rows)


def _continue_numbers(reader: Reader, conn: Transaction) -> None:
    """Continue the ticket numbers, which a file counts in a row of a table and a server by a sequence."""
    if on_server(reader):
        conn.execute(_COUNT, (TICKET, last_number(reader, TICKET)))
    if on_server(conn):
        from deskctl.store.postgres.schema.sequences import set_sequence

        set_sequence(conn)


class _Counter:
    """Counts what is done, and shows it from time to time and at the end."""

    def __init__(self, total: int, show: OnProgress | None) -> None:
        self.done = 0
        self._total = total
        self._show = show

    def add(self, more: int = 1) -> None:
        """Count what was done now."""
        before, self.done = self.done, self.done + more
        if self._show and (self.done == self._total or before // _SHOWN_EVERY < self.done // _SHOWN_EVERY):
            self._show(self.done, self._total)

    def counted(self, rows: Iterator[Any]) -> Iterator[Any]:
        """Yield rows, and count them."""
        for row in rows:
            self.add()
            yield row


def _ordered_tables(reader: Reader) -> set[str]:
    """Return the tables whose rows are ordered by insertion, as this order has a meaning; others are ordered by key."""
    return {table for (table,) in reader.execute(_ON_SERVER if on_server(reader) else _IN_FILE)}


def _key(table: str) -> str:
    return column_list(record(table).key)


def _require_unbroken(conn: Reader, verified: _Counter) -> None:
    """Raise `Refused` if a chain is broken, which means that the rows are not those that were recorded."""
    for finding in broken_chains(conn, verified.add):
        raise Refused(N_("The chain of {subject} is broken; nothing was moved."), subject=finding.where)
