"""The staging of an import: a file beside the store with the complete, checked rows to insert.

It has the tables of the store that an import fills, and a row that describes it. Filling it takes long but needs no
lock of the store; its content is then inserted into the store in short transactions.
"""

import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from deskctl import clock
from deskctl.models.records import record
from deskctl.private_files import open_private
from deskctl.sla.facts import Instant, instant
from deskctl.store.facts.desk_zone import OF_DESK, desk_zone
from deskctl.store.facts.policies import own_days, published_years
from deskctl.store.port import Reader
from deskctl.store.row_statements import column_list, insertion
from deskctl.store.sqlite.address import address
from deskctl.store.sqlite.files import STAGED, sync_folder
from deskctl.store.sqlite.sqlite_errors import translated_errors

CONTEXT = ("policy_version", "contract", "holiday", "calendar_day", "calendar_year")
"""Tables on which reading tickets depends: while a staging is filled, it also contains the rows of the desk."""

_ABOUT = "CREATE TABLE staged (id TEXT, begun_at INTEGER, source TEXT, days TEXT, counts TEXT)"
_NAME_BYTES = 8
_CACHE = "cache_size = -500"
"""Kilobytes: a staging is written and read from one end to the other."""
_TICKET = "ticket"
_KEYS_OF_OTHERS = frozenset({"ticket", "noun", "key", "account", "outbox"})


Schema: TypeAlias = Callable[[str], str]
"""Returns the statement that creates a table."""


@dataclass(frozen=True, slots=True)
class StagingInfo:
    """The description of a staging, stored in it.

    `source` is a digest of the imported file, `days` are the special days with which the clocks were derived, `counts`
    are the numbers of records by type.
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


class StagingWriter:
    """A new staging that is being filled, by inserts through `conn`."""

    def __init__(self, path: str, desk: Reader, tables: Collection[str], schema: Schema) -> None:
        self._path = path
        self.conn = _create(path)
        self.begun_at = instant(clock.now())
        for table in tables:
            self.conn.execute(schema(table))
        self.floors = {table: _last_row(desk, table) for table in tables if is_numbered(self.conn, table)}
        """Table -> the last row of the desk when the staging was begun; later rows were added meanwhile."""
        for table in CONTEXT:
            columns = columns_of(self.conn, table)
            asked = f"SELECT rowid AS place, {column_list(columns)} FROM {table} WHERE rowid <= ?"
            rows = desk.execute(asked, (self.floors[table],))
            self.conn.executemany(insertion(table, ("rowid", *columns)), rows)

    def zone(self, desk: Reader) -> str:
        """Return the time zone of the desk after the import: as set in the file, else as it is."""
        row = self.conn.execute(OF_DESK).fetchone()
        return str(row[0]) if row else desk_zone(desk)

    def write_out(self) -> None:
        """Flush the file to the disk now: doing it all at the end would make every writer wait."""
        _sync(self._path)

    def finish(self, source: str, counts: Mapping[str, int]) -> None:
        """Remove the rows of the desk, add the description, and close the staging."""
        days = days_in(self.conn)
        for table in CONTEXT:
            self.conn.execute(f"DELETE FROM {table} WHERE rowid <= ?", (self.floors[table],))
        self.conn.execute(_ABOUT)
        about = (secrets.token_hex(_NAME_BYTES), self.begun_at, source, days, json.dumps(counts))
        self.conn.execute("INSERT INTO staged VALUES (?, ?, ?, ?, ?)", about)
        self.conn.execute("COMMIT")
        self.conn.close()


def schema_in(desk: Reader) -> Schema:
    """Return the schema of a desk in a file, as a function of the table."""
    return dict(desk.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()).__getitem__


def declared_schema(table: str) -> str:
    """Return the statement that creates a table as its record is declared, for a desk on a server."""
    declared = record(table)
    columns = [f'"{one.name}" {one.type}{"" if one.null else " NOT NULL"}' for one in declared.columns]
    order = " WITHOUT ROWID" if declared.key[0] in _KEYS_OF_OTHERS else ""
    return f'CREATE TABLE "{table}" ({", ".join(columns)}, PRIMARY KEY ({column_list(declared.key)})){order}'


@contextmanager
def filling(path: str, desk: Reader, tables: Collection[str], schema: Schema) -> Iterator[StagingWriter]:
    """Create the staging of a store, replacing an existing one, and close it at the end, finished or not."""
    with translated_errors(path):
        made = StagingWriter(path, desk, tables, schema)
        with closing(made.conn):
            yield made


def _create(path: str) -> sqlite3.Connection:
    """Create the file without journal and syncs, as an incomplete staging is worthless anyway."""
    file = Path(path + STAGED)
    remove_staging(path)
    os.close(open_private(file, os.O_RDWR | os.O_CREAT | os.O_EXCL))
    conn = sqlite3.connect(address(str(file), "rw"), uri=True, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", _CACHE):
        conn.execute(f"PRAGMA {setting}")
    conn.execute("BEGIN")
    return conn


def about_in(conn: sqlite3.Connection) -> StagingInfo:
    """Return the description of a staging; raises `sqlite3.Error` or LookupError if it is not finished."""
    name, begun_at, source, days, counts = conn.execute("SELECT * FROM staged").fetchall()[0]
    return StagingInfo(name, begun_at, source, days, json.loads(counts))


def open_staging(path: str, name: str | None = None) -> sqlite3.Connection | None:
    """Open the finished staging of a store for reading; None if there is none, or none with this id."""
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
    """Wait until a staging is on the disk."""
    with translated_errors(path):
        _sync(path)
        sync_folder(path + STAGED)


def days_in(conn: Reader) -> str:
    """Return the special days and complete years that a desk knows, as a text to compare."""
    return json.dumps([own_days(conn), sorted(published_years(conn))])


def columns_of(conn: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Return the columns of a table in order."""
    return tuple(row[1] for row in conn.execute(f'PRAGMA table_info("{table}")'))


def key_of(conn: sqlite3.Connection, table: str) -> str:
    """Return the first key column of a table: `id` of a reference record, `ticket` of a part of a ticket."""
    return next(str(row[1]) for row in conn.execute(f'PRAGMA table_info("{table}")') if row[5] == 1)


def is_numbered(conn: sqlite3.Connection, table: str) -> bool:
    """Return whether the rows of a table are numbered by insertion: those of reference records and of tickets."""
    return key_of(conn, table) not in _KEYS_OF_OTHERS


def _sync(path: str) -> None:
    file = os.open(path + STAGED, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _last_row(conn: Reader, table: str) -> int:
    (last,) = conn.execute(f'SELECT max({"number" if table == _TICKET else "rowid"}) FROM "{table}"').fetchone()
    return last or 0
