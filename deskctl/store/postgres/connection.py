"""Connections to a server: the `Reader` of PostgreSQL."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg2
from psycopg2.extensions import DECIMAL, new_type, register_type

from deskctl import clock
from deskctl.sla.facts import Instant
from deskctl.store.postgres.statements import bound

ENGINE_ERROR = psycopg2.Error
_ORDER = "rowid"
"""The column that keeps the order in which rows came; `SELECT *` does not show it, as with SQLite."""

_REPEATABLE = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_QUICK = "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
"""Answers are short: compiling statements and calling workers cost more than they save."""

_CHANNEL = "deskctl"
_BYTEA = 17
"""The number of the type of bytes."""


def _number(text: str | None, _cursor: Any) -> int | float | None:
    """Read what sums and the like give: a whole number, or one with a fraction."""
    if text is None:
        return None
    return float(text) if "." in text else int(text)


def _bytes(text: str | None, _cursor: Any) -> bytes | None:
    return None if text is None else bytes.fromhex(text[2:])


register_type(new_type(DECIMAL.values, "WHOLE_OR_FLOAT", _number))
register_type(new_type((_BYTEA,), "BYTES", _bytes))


class ServerCursor:
    """The rows that a statement gives."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        names = [column[0] for column in cursor.description or ()]
        self._hidden = names.index(_ORDER) if _ORDER in names else None

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
        """Return the rows that are left."""
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
    """A connection that answers questions; nothing can be written through it."""

    is_server = True

    def __init__(self, address: str, *, writing: bool = False) -> None:
        options = _QUICK if writing else f"{_QUICK} -c default_transaction_read_only=on"
        self._conn = psycopg2.connect(address, application_name="deskctl", connect_timeout=10, options=options)
        self._conn.autocommit = not writing
        self._writing = writing
        self.login: str | None = None
        self.time: Instant | None = None
        self._heard = 0
        self._listens = False
        self._process = os.getpid()

    def meet(self, login: str, time: Instant, *, for_tests: bool) -> None:
        """Note who works here and what time it is; on a desk for tests whoever calls states both."""
        if not for_tests:
            self.login, self.time = login, time
            clock.follow(time - clock.machine_time(), alone=self._writing)

    def execute(self, sql: str, parameters: Any = (), /) -> ServerCursor:
        """Run one statement."""
        cursor = self._conn.cursor()
        cursor.execute(*bound(_REPEATABLE if sql == "BEGIN" else sql, parameters))
        return ServerCursor(cursor)

    def give_up(self) -> None:
        """Undo what was done so far."""
        self._conn.rollback()

    def close(self) -> None:
        """End the connection."""
        self._conn.close()

    def data_version(self) -> int:
        """Return a number that changes when another connection commits."""
        if not self._listens:
            self.execute(f"LISTEN {_CHANNEL}")
            self._listens = True
        self._conn.poll()
        self._heard += len(self._conn.notifies)
        self._conn.notifies.clear()
        return self._heard
