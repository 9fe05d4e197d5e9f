"""The staging of an import: a file beside the store that holds what is about to be taken in, checked and whole.

It has those tables of the store that an import fills, and a row about itself. Filling it needs no turn, so it may take
its time; what it holds goes into the store in transactions that are short.
"""

import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from deskctl import clock
from deskctl.models.records import record
from deskctl.private_files import open_private
from deskctl.sla.facts import Instant, instant
from deskctl.store.facts.policies import own_days, published_years
from deskctl.store.port import Reader
from deskctl.store.sqlite.address import address
from deskctl.store.sqlite.files import STAGED, sync_folder
from deskctl.store.sqlite.sqlite_errors import naming_trouble

CONTEXT = ("policy_version", "contract", "holiday", "calendar_day", "calendar_year")
"""Tables that decide how tickets are read: while a staging is filled it holds the desk's own rows of them as well."""

_ABOUT = "CREATE TABLE staged (id TEXT, begun_at INTEGER, source TEXT, days TEXT, counts TEXT)"
_NAME_BYTES = 8
_CACHE = "cache_size = -500"
"""Kilobytes: a staging is written and read from one end to the other."""
_TICKET = "ticket"
_KEYS_OF_OTHERS = frozenset({"ticket", "noun", "key", "account", "outbox"})


Schema: TypeAlias = Callable[[str], str]
"""Gives the statement that makes a table."""


@dataclass(frozen=True, slots=True)
class About:
    """The description of a staging, kept in it.

    `source` is a digest of what it was read from, `days` are the special days that its clocks were worked out with,
    `counts` the records by type.
    """

    id: str
    begun_at: Instant
    source: str
    days: str
    counts: Mapping[str, int]

    @property
    def tickets(self) -> int:
        """How many tickets there are."""
        return self.counts["ticket"]


class Filling:
    """A staging that is being filled, by plain inserts through `conn`."""

    def __init__(self, path: str, desk: Reader, tables: Collection[str], schema: Schema) -> None:
        self._path = path
        self.conn = _made(path)
        self.begun_at = instant(clock.now())
        for table in tables:
            self.conn.execute(schema(table))
        self.floors = {table: _last_row(desk, table) for table in tables if is_numbered(self.conn, table)}
        """Table -> the last row that the desk had when this began: what comes after it came meanwhile."""
        for table in CONTEXT:
            columns = columns_of(self.conn, table)
            asked = f"SELECT rowid AS place, {listed(columns)} FROM {table} WHERE rowid <= ?"
            rows = desk.execute(asked, (self.floors[table],))
            self.conn.executemany(insertion(table, ("rowid", *columns)), rows)

    def write_out(self) -> None:
        """Flush what was filled in so far to the disk: the system would do it all at once, and every writer wait."""
        _sync(self._path)

    def finish(self, source: str, counts: Mapping[str, int]) -> None:
        """Leave the staging with nothing but what is to be taken in."""
        days = days_in(self.conn)
        for table in CONTEXT:
            self.conn.execute(f"DELETE FROM {table} WHERE rowid <= ?", (self.floors[table],))
        self.conn.execute(_ABOUT)
        about = (secrets.token_hex(_NAME_BYTES), self.begun_at, source, days, json.dumps(counts))
        self.conn.execute("INSERT INTO staged VALUES (?, ?, ?, ?, ?)", about)
        self.conn.execute("COMMIT")
        self.conn.close()


def schema_in(desk: Reader) -> Schema:
    """Return the schema of a desk in a file."""
    return lambda table: str(desk.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0])


def declared_schema(table: str) -> str:
    """Return what makes a table as its record is declared: for a desk that is in no file."""
    declared = record(table)
    columns = [f'"{one.name}" {one.type}{"" if one.null else " NOT NULL"}' for one in declared.columns]
    order = " WITHOUT ROWID" if declared.key[0] in _KEYS_OF_OTHERS else ""
    return f'CREATE TABLE "{table}" ({", ".join(columns)}, PRIMARY KEY ({listed(declared.key)})){order}'


@contextmanager
def filling(path: str, desk: Reader, tables: Collection[str], schema: Schema) -> Iterator[Filling]:
    """Make the staging of a store; one that is there is replaced, one that is not finished is left for removal."""
    with naming_trouble(path):
        made = Filling(path, desk, tables, schema)
        with closing(made.conn):
            yield made


def _made(path: str) -> sqlite3.Connection:
    """Make the file; nothing in it needs to last before it is whole."""
    file = Path(path + STAGED)
    remove_staging(path)
    os.close(open_private(file, os.O_RDWR | os.O_CREAT | os.O_EXCL))
    conn = sqlite3.connect(address(str(file), "rw"), uri=True, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", _CACHE):
        conn.execute(f"PRAGMA {setting}")
    conn.execute("BEGIN")
    return conn


def about_in(conn: sqlite3.Connection) -> About:
    """Read the description of a staging; raises `sqlite3.Error` or LookupError if it is not finished."""
    name, begun_at, source, days, counts = conn.execute("SELECT * FROM staged").fetchall()[0]
    return About(name, begun_at, source, days, json.loads(counts))


def open_staging(path: str, name: str | None = None) -> sqlite3.Connection | None:
    """Open the finished staging of a store for reading; None if there is none, or none of this name."""
    if not Path(path + STAGED).exists():
        return None
    conn = sqlite3.connect(f"{address(path + STAGED, 'ro')}&immutable=1", uri=True, isolation_level=None)
    try:
        conn.execute(f"PRAGMA {_CACHE}")
        if about_in(conn).id == (name or about_in(conn).id):
            return conn
    except (sqlite3.Error, LookupError):
        pass
    conn.close()
    return None


def remove_staging(path: str) -> None:
    """Remove the staging of a store."""
    Path(path + STAGED).unlink(missing_ok=True)


def sync_staging(path: str) -> None:
    """Make a staging safe on the disk."""
    with naming_trouble(path):
        _sync(path)
        sync_folder(path + STAGED)


def days_in(conn: Reader) -> str:
    """Return the special days and published years that a desk knows, to compare them."""
    return json.dumps([own_days(conn), sorted(published_years(conn))])


def columns_of(conn: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Return the columns of a table in their order."""
    return tuple(row[1] for row in conn.execute(f'PRAGMA table_info("{table}")'))


def key_of(conn: sqlite3.Connection, table: str) -> str:
    """Return the first column of a table's key: `id` of a reference record, `ticket` of a part of a ticket."""
    return next(str(row[1]) for row in conn.execute(f'PRAGMA table_info("{table}")') if row[5] == 1)


def is_numbered(conn: sqlite3.Connection, table: str) -> bool:
    """Return whether SQLite numbers the rows of a table as they come: those of reference records and of tickets."""
    return key_of(conn, table) not in _KEYS_OF_OTHERS


def insertion(table: str, columns: Collection[str]) -> str:
    """Write the statement that inserts into some columns."""
    return f'INSERT INTO "{table}" ({listed(columns)}) VALUES ({", ".join("?" * len(columns))})'


def listed(columns: Iterable[str]) -> str:
    """Write names of columns as SQL lists them."""
    return ", ".join(f'"{column}"' for column in columns)


def _sync(path: str) -> None:
    file = os.open(path + STAGED, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _last_row(conn: Reader, table: str) -> int:
    (last,) = conn.execute(f'SELECT max({"number" if table == _TICKET else "rowid"}) FROM "{table}"').fetchone()
    return last or 0
