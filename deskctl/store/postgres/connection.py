"""The connection to a server: the `Reader` of PostgreSQL."""

import time
from collections.abc import Iterable, Iterator, Sequence
from socket import SHUT_RDWR, socket
from typing import Any

from deskctl import clock
from deskctl.sla.facts import Instant
from deskctl.store.facts.desk_zone import OF_DESK
from deskctl.store.port import Cursor
from deskctl.store.postgres.connecting import connected
from deskctl.store.postgres.driver import psycopg2
from deskctl.store.postgres.notify_channel import LISTEN, REPLAYED
from deskctl.store.postgres.read_ahead import (
    HIDDEN,
    CachedRows,
    Query,
    Reading,
    combined_statement,
    queries_of,
    rows_in,
)
from deskctl.store.postgres.statements import bound
from deskctl.store.wait_limit import wait_milliseconds

ENGINE_ERROR = psycopg2.Error
_TYPES = psycopg2.extensions
_REPEATABLE = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_OPTIONS = (
    "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan"
)
"""The queries are short: compiling them, parallel workers and planning them again cost more than they save."""

_READ_AHEAD_SECONDS = 1.0
"""For how many seconds a result that was read ahead is used; a console repeats the same queries later."""
_STREAM_ROWS = 500
"""How many rows of a stream the server sends at once."""
_IN_RECOVERY = "25006"
"""The code of the refusal of a statement that a standby cannot run."""
_BYTEA, _BOOL = 17, 16
"""The type numbers of bytes and booleans."""


def _number(text: str | None, _cursor: Any) -> int | float | None:
    """Return a decimal value, such as a sum, as an int, or as a float if it has a fraction."""
    if text is None:
        return None
    return float(text) if "." in text else int(text)


def _bytes(text: str | None, _cursor: Any) -> bytes | None:
    return None if text is None else bytes.fromhex(text[2:])


_TYPES.register_type(_TYPES.new_type(_TYPES.DECIMAL.values, "WHOLE_OR_FLOAT", _number))


def _flag(text: str | None, _cursor: Any) -> int | None:
    """Return a boolean as SQLite does, 0 or 1, so that recorded values are the same."""
    return None if text is None else int(text == "t")


_TYPES.register_type(_TYPES.new_type((_BYTEA,), "BYTES", _bytes))
_TYPES.register_type(_TYPES.new_type((_BOOL,), "FLAG", _flag))


class ServerCursor:
    """The result of a statement, without the hidden column of the row order."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        names = [column[0] for column in cursor.description or ()]
        self._hidden = names.index(HIDDEN) if HIDDEN in names else None

    @property
    def description(self) -> Any:
        """The columns: for each a tuple that begins with its name."""
        described = self._cursor.description
        return described if self._hidden is None else self._shown(tuple(described))

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return int(self._cursor.rowcount)

    def fetchone(self) -> Any:
        """Return the next row; None after the last one."""
        row = self._cursor.fetchone()
        return row if row is None or self._hidden is None else self._shown(row)

    def fetchall(self) -> list[Any]:
        """Return the remaining rows."""
        rows: list[Any] = self._cursor.fetchall()
        return rows if self._hidden is None else [self._shown(row) for row in rows]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor) if self._hidden is None else map(self._shown, self._cursor)

    def __next__(self) -> Any:
        row = self.fetchone()
        if row is None:
            raise StopIteration
        return row

    def _shown(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        place = self._hidden or 0
        return (*row[:place], *row[place + 1 :])


class ServerConnection:
    """A connection that cannot write."""

    is_server = True

    def __init__(self, address: str, *, writing: bool = False) -> None:
        # A migration, or a table that its owner rebuilds, blocks those who read.
        options = _OPTIONS if writing else f"{_OPTIONS} -c lock_timeout={wait_milliseconds()}"
        self._conn = connected(address, options)
        self._conn.autocommit = True
        self.is_writing = writing
        self.login: str | None = None
        self.time: Instant | None = None
        self._zone: CachedRows | None = None
        self._kept: dict[Query, CachedRows] = {}
        self._kept_at = 0.0
        self._notified = self._streams = 0
        self._listens = self._is_standby = False

    def set_session(self, login: str, time: Instant, zone: str | None, *, for_tests: bool) -> None:
        """Set the login, the time of the server and the zone; on a desk for tests the caller states login and time.

        What was read ahead before is dropped, as others may have written since.
        """
        self._kept.clear()
        if zone is not None:
            self._zone = CachedRows(("tz",), [(zone,)])
        if not for_tests:
            self.login, self.time = login, time
            clock.follow(time - clock.machine_time(), alone=self.is_writing)

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Run one statement, unless its result has just been read ahead."""
        if sql == OF_DESK and self._zone is not None:
            return self._zone.again()
        if self._kept:
            kept = self._kept.pop((sql, tuple(parameters)), None)
            if kept is not None and time.monotonic() - self._kept_at < _READ_AHEAD_SECONDS:
                return kept
        return self.ask(_REPEATABLE if sql == "BEGIN" else sql, parameters)

    def ask(self, sql: str, parameters: Any = ()) -> ServerCursor:
        """Run one statement on the server."""
        return self.send(*bound(sql, parameters))

    def send(self, text: str | bytes, values: Any = None) -> ServerCursor:
        """Send a statement to the server and wait for the result: one round trip."""
        cursor = self._conn.cursor()
        cursor.execute(text, values)
        return ServerCursor(cursor)

    def stream(self, sql: str, parameters: Any = ()) -> Iterator[Any]:
        """Yield the rows of a query from a cursor on the server, which keeps the rows that are not read yet."""
        self._streams += 1
        with self._conn.cursor(f"stream_{self._streams}", withhold=True) as cursor:
            cursor.itersize = _STREAM_ROWS
            cursor.execute(*bound(sql, parameters))
            yield from cursor

    def read_ahead(self, readings: Iterable[Reading]) -> None:
        """Run the queries that some functions are going to make, in one round trip."""
        asked = [one for one in queries_of(readings) if self._cached_rows(one) is None]
        if asked:
            row = self._ask_together(asked).fetchone()
            self._keep(zip(asked, map(rows_in, row), strict=True))

    def _ask_together(self, asked: Sequence[Query]) -> ServerCursor:
        return self.ask(combined_statement(self.written(*one).decode() for one in asked))

    def _cached_rows(self, question: Query) -> CachedRows | None:
        return self._kept.get(question)

    def _keep(self, answers: Iterable[tuple[Query, CachedRows]]) -> None:
        self._kept.update(answers)
        self._kept_at = time.monotonic()

    def written(self, sql: str, parameters: Any = ()) -> bytes:
        """Return a statement with its values inserted."""
        text: bytes = self._conn.cursor().mogrify(*bound(sql, parameters))
        return text

    @property
    def is_lost(self) -> bool:
        """Whether the server has ended the connection, without asking it."""
        try:
            self._conn.poll()  # reads the last message of the server,
            self._conn.poll()  # and then the end of the connection
        except ENGINE_ERROR:
            return True
        return bool(self._conn.closed)

    def close(self) -> None:
        """Close the connection."""
        self._conn.close()

    def cut(self) -> None:
        """Cut the connection, so that nobody waits for an answer any longer."""
        line = socket(fileno=self._conn.fileno())
        try:
            line.shutdown(SHUT_RDWR)
        finally:
            line.detach()  # it belongs to libpq

    def data_version(self) -> int:
        """Return a number that changes when another connection commits; on a standby, when it replays anything."""
        if not self._listens and (replayed := self._listen()) is not None:
            return replayed
        self._conn.poll()
        self._notified += len(self._conn.notifies)
        self._conn.notifies.clear()
        return self._notified

    @property
    def wake_up_socket(self) -> int | None:
        """The socket on which notifications arrive; None without a subscription, or if the connection is lost."""
        return int(self._conn.fileno()) if self._listens and not self._conn.closed else None

    def _listen(self) -> int | None:
        """Subscribe to the notifications of writers; return the position of a standby instead, until it is promoted."""
        if self._is_standby:
            (position,) = self.ask(REPLAYED).fetchone()
            if position is not None:
                return int(position)
        try:
            self.ask(LISTEN)
        except ENGINE_ERROR as error:
            if error.pgcode != _IN_RECOVERY:
                raise
            self._is_standby = True
            return self._listen()
        self._listens = True
        return None
