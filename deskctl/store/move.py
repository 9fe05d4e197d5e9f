"""Move a desk from one store to another, of either engine: every fact, and what is derived from it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from deskctl.config.store_address import is_server, redacted
from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.models.records import record, tables
from deskctl.store.broken_chains import broken_chains
from deskctl.store.facts.numbering import TICKET, last_number
from deskctl.store.open import create_store, open_reader
from deskctl.store.port import Reader, Transaction, on_server, stream
from deskctl.store.search.search_index import make_index
from deskctl.store.search.tables import RECORD_TEXT, TICKET_TEXT

_OF_SQLITE = "seal"
"""The table of SQLite's checksums, which each store makes for itself."""

_IN_FILE = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'"
_ON_SERVER = """
SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'rowid'
"""
_SEARCHED = {
    RECORD_TEXT: ("doc", ("noun", "record", "words", "named", "shared", "initials")),
    TICKET_TEXT: ("number", ("number", "customer", "over", "words")),
}
"""The tables of what is searched, each with its order and the columns to move: records are numbered again."""
_COUNT = "INSERT INTO counter (name, value) VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class Moved:
    """How many rows were moved, and how many actions their chains vouch for."""

    rows: int
    actions: int


def move_store(source: str, target: str, on_progress: Callable[[int], None] | None = None) -> Moved:
    """Copy a whole desk into a new store; raises `Refused` if the target holds tickets or people."""
    with closing(open_reader(source)) as reader:
        create_store(target)
        require_empty(target)
        reader.execute("BEGIN")
        rows = 0
        with _filling(target) as conn:
            ordered = _in_order(reader)
            for table in tables():
                if table != _OF_SQLITE:
                    order = "rowid" if table in ordered else _key(table)
                    rows += _copy(reader, conn, table, record(table).names, order)
                    if on_progress:
                        on_progress(rows)
            _number_on(reader, conn)
            _make_searched(reader, conn)
            _require_whole(conn)
            (actions,) = conn.execute("SELECT count(*) FROM action").fetchone()
    return Moved(rows, actions)


def require_empty(store: str) -> None:
    """Raise `Refused` if a desk has people, customers or tickets."""
    with closing(open_reader(store)) as conn:
        for table in ("ticket", "staff", "customer"):
            if conn.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None:
                raise Refused(N_("The desk {path} is not empty: it may hold nothing yet."), path=redacted(store))


@contextmanager
def _filling(target: str) -> Iterator[Transaction]:
    """Hold one transaction on the target in which references may come before what they refer to."""
    if is_server(target):
        from deskctl.store.postgres.schema.guards import unguarded
        from deskctl.store.postgres.writing.writer import writing_once

        with writing_once(target) as conn, unguarded(conn):
            yield conn
        return
    from deskctl.store.sqlite.writing.transaction import ledger
    from deskctl.store.sqlite.writing.writer import writing_file

    with writing_file(target, foreign_keys=False) as file:
        yield file
        ledger(file).is_rebuilt = True


def _copy(reader: Reader, conn: Transaction, table: str, names: Sequence[str], order: str) -> int:
    listed = ", ".join(f'"{name}"' for name in names)
    conn.execute(f"DELETE FROM {table}")
    rows = _Counted(stream(reader, f"SELECT {listed} FROM {table} ORDER BY {order}"))
    if on_server(conn):
        from deskctl.store.postgres.writing.copying import copy_rows

        copy_rows(conn, table, names, rows)
    else:
        conn.executemany(f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(names))})", rows)
    return rows.count


def _make_searched(reader: Reader, conn: Transaction) -> None:
    """Take over the texts that are searched; a file makes them again with its index of words."""
    if on_server(conn):
        for table, (order, names) in _SEARCHED.items():
            _copy(reader, conn, table, names, order)
    else:
        make_index(conn)


def _number_on(reader: Reader, conn: Transaction) -> None:
    """Go on with the numbers of tickets, which a file counts in a row and a server by a sequence."""
    if on_server(reader):
        conn.execute(_COUNT, (TICKET, last_number(reader, TICKET)))
    if on_server(conn):
        from deskctl.store.postgres.schema.sequences import go_on

        go_on(conn)


class _Counted:
    """Counts rows as they pass."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            self.count += 1
            yield row


def _in_order(reader: Reader) -> set[str]:
    """Return the tables whose rows are kept in the order in which they came, which has a meaning; others have a key."""
    return {table for (table,) in reader.execute(_ON_SERVER if on_server(reader) else _IN_FILE)}


def _key(table: str) -> str:
    return ", ".join(f'"{name}"' for name in record(table).key)


def _require_whole(conn: Reader) -> None:
    """Raise `Refused` if a chain is broken: what was moved is then not what was recorded."""
    for finding in broken_chains(conn):
        raise Refused(N_("The chain of {subject} is broken; nothing was moved."), subject=finding.where)
