"""Move a desk from one store to another, of either engine: every fact, and what is derived from it."""

from collections.abc import Callable, Iterator
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

_OF_SQLITE = "seal"
"""The table of SQLite's checksums, which each store makes for itself."""

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
            for table in tables():
                if table != _OF_SQLITE:
                    rows += _copy(reader, conn, table)
                    if on_progress:
                        on_progress(rows)
            _number_on(reader, conn)
            make_index(conn)
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
    from deskctl.store.migrations.engine import engine_at, plain, seal_again, writing

    with writing(engine_at(target, foreign_keys=False)) as connection:
        yield plain(connection)
        seal_again(connection)


def _copy(reader: Reader, conn: Transaction, table: str) -> int:
    names = record(table).names
    listed = ", ".join(f'"{name}"' for name in names)
    conn.execute(f"DELETE FROM {table}")
    found = _Counted(stream(reader, f"SELECT {listed} FROM {table} ORDER BY {_order(table)}"))
    if on_server(conn):
        from deskctl.store.postgres.writing.copying import copy_rows

        copy_rows(conn, table, names, found)
    else:
        conn.executemany(f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(names))})", found)
    return found.count


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


def _order(table: str) -> str:
    """Return the order in which rows came, if that has a meaning, else that of their keys."""
    from deskctl.models.tables import METADATA

    has_order = METADATA.tables[table].dialect_options["sqlite"]["with_rowid"] and table != "ticket"
    return "rowid" if has_order else ", ".join(f'"{name}"' for name in record(table).key)


def _require_whole(conn: Reader) -> None:
    """Raise `Refused` if a chain is broken: what was moved is then not what was recorded."""
    for finding in broken_chains(conn):
        raise Refused(N_("The chain of {subject} is broken; nothing was moved."), subject=finding.where)
