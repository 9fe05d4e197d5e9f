"""The `Transaction` of PostgreSQL: the texts that are searched follow each change of a row by any code."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from deskctl.models.records import record
from deskctl.store.facts.desk_zone import OF_DESK
from deskctl.store.port import Cursor, Key, Row
from deskctl.store.postgres.connection import ServerConnection, ServerCursor
from deskctl.store.postgres.read_ahead import KeptRows
from deskctl.store.search.upkeep import SearchUpkeep

_NEXT = """
INSERT INTO counter (name, value) VALUES (?, ? + 1)
ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value
"""
_STEPS_OF_RECORDS = "master_action"
_ERASE = "SELECT desk_erase(?, ?, ?, ?, ?)"
"""Facts are changed by an erasure alone, which the owner's function does."""
_QUESTIONS = ("SELECT", "WITH")
_WRITTEN = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")
_FEW, _MOST_WAITING = 500, 200
_MOST_KEPT = 100
"""So many answers are kept at a time: the oldest makes room for the next."""
_BEGUN = "SELECT last_value, floor(extract(epoch FROM clock_timestamp()))::bigint FROM desk_change"


class ServerTransaction(ServerConnection):
    """A connection that writes, one transaction after the other.

    What gives no answer waits for the next question, and goes with it in one round trip. An answer stays until what it
    was read from is written to.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address, writing=True)
        self.search = SearchUpkeep(self)
        self._touched: dict[Key, None] = {}
        self._waiting: list[bytes] = []
        self._last_change = self._foreign_changes = 0

    @property
    def touched(self) -> Iterator[Key]:
        """The rows that were changed so far."""
        return iter(self._touched)

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Run one statement, unless it is a question that was answered before."""
        question = (sql, tuple(parameters))
        if known := self._kept.get(question):
            return known.again()
        if not sql.lstrip().startswith(_QUESTIONS):
            self._forget(sql)
            return self._change(sql, parameters)
        cursor = self.ask(sql, parameters)
        if not 0 <= cursor.rowcount <= _FEW:
            return cursor
        if len(self._kept) >= _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        kept = self._kept[question] = KeptRows([column[0] for column in cursor.description], cursor.fetchall())
        return kept.again()

    def _change(self, sql: str, parameters: Any) -> Cursor:
        """Run a change at once only if it gives rows."""
        if _WRITTEN.match(sql) is None or "RETURNING" in sql:
            return self.ask(sql, parameters)
        self.let_wait(sql, parameters)
        return KeptRows((), ())

    def ask(self, sql: str, parameters: Any = ()) -> ServerCursor:
        """Run what waits, and one statement."""
        if not self._waiting:
            return super().ask(sql, parameters)
        whole = b";".join([*self._waiting, self.written(sql, parameters)])
        self._waiting.clear()
        return self.send(whole)

    def stream(self, sql: str, parameters: Any = ()) -> Iterator[Any]:
        """Yield the rows of a question as they are after what waits."""
        self.ask("SELECT 1")
        return super().stream(sql, parameters)

    def let_wait(self, sql: str, parameters: Any = ()) -> None:
        """Run a statement without an answer together with the next question."""
        self._waiting.append(self.written(sql, parameters))
        if len(self._waiting) > _MOST_WAITING:
            self.ask("SELECT 1")

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        """Run one statement for each tuple of values."""
        for values in parameters:
            self.let_wait(sql, tuple(values))
        self._forget(sql)

    def copy(self, sql: str, lines: Any) -> None:
        """Run a COPY from a stream of lines."""
        self._kept.clear()
        self.ask("SELECT 1")
        self._conn.cursor().copy_expert(sql, lines)

    def insert(self, table: str, row: Row) -> None:
        """Add a row."""
        self._touch(table, row)
        self._write(table, _insertion(table, tuple(row)), _values(table, row))
        self.search.written(table, row)

    def replace(self, table: str, row: Row) -> None:
        """Put a row in the place of the one with the same key."""
        self._touch(table, row)
        self._write(table, _replacement(table, tuple(row)), _values(table, row))
        self.search.written(table, row)

    def update(self, table: str, key: Mapping[str, Any], columns: Row) -> None:
        """Change columns of the rows with a key."""
        self._touch(table, key)
        if table == _STEPS_OF_RECORDS:
            where = tuple(key[name] for name in ("noun", "id", "seq"))
            self._write(table, _ERASE, (*where, columns["data"], columns["note"]))
            return
        sets = ", ".join(f'"{name}" = ?' for name in columns)
        values = (*_values(table, columns), *key.values())
        with self.search.following(table, key, columns):
            self._write(table, f"UPDATE {table} SET {sets} WHERE {_condition(key)}", values)

    def delete(self, table: str, key: Mapping[str, Any]) -> None:
        """Remove the rows with a key."""
        self._touch(table, key)
        with self.search.following(table, key):
            self._write(table, f"DELETE FROM {table} WHERE {_condition(key)}", tuple(key.values()))

    def next_number(self, name: str, after: int = 0) -> int:
        """Return the next number of a counter, which begins `after` one: each once, never again."""
        return int(self.execute(_NEXT, (name, after)).fetchone()[0])

    @contextmanager
    def step(self, *, keep: bool = True) -> Iterator[None]:
        """Undo what is done within if it fails, or is not to be kept."""
        self.let_wait("SAVEPOINT step")
        try:
            yield
        except BaseException:
            keep = False
            raise
        finally:
            if not keep:
                self._kept.clear()
                self.let_wait("ROLLBACK TO SAVEPOINT step")
            self.let_wait("RELEASE SAVEPOINT step")

    def begin(self, *locks: str) -> None:
        """Begin a transaction, wait for its locks, note what others have saved since the last one, and the time."""
        self.search.forget()
        self._touched.clear()
        self._forget_all()
        if self._zone is not None:
            self._kept[OF_DESK, ()] = self._zone
        for statement in ("BEGIN", *locks):
            self.let_wait(statement)
        last, seconds = self.ask(_BEGUN).fetchone()
        if self.login is not None:
            self.time = seconds
        self._foreign_changes += last != self._last_change

    def data_version(self) -> int:
        """Return a number that changes when another connection commits."""
        return self._foreign_changes

    def commit(self) -> None:
        """Bring the searched texts up to date, make the transaction safe, and wake those who watch."""
        self.search.finish()
        self.let_wait("SELECT nextval('desk_change') FROM pg_notify('deskctl', '')")
        self.let_wait("COMMIT")
        (self._last_change,) = self.ask("SELECT currval('desk_change')").fetchone()

    def rollback(self) -> None:
        """Undo the transaction."""
        self._forget_all()
        if not self._conn.closed:
            self.ask("ROLLBACK")

    def _write(self, table: str, sql: str, values: tuple[Any, ...]) -> None:
        self.let_wait(sql, values)
        self._forget(table)

    def _forget(self, statement: str) -> None:
        """Forget the answers that were read from a table that is written to; all of them if it is not named."""
        found = _WRITTEN.match(statement)
        table = statement if statement.isidentifier() else found[1] if found else r"\w+"
        reads = re.compile(rf"(?:\bFROM|\bJOIN|,)\s+{table}\b")
        for question in [one for one in self._kept if reads.search(one[0])]:
            del self._kept[question]
            self._zone = None if question[0] == OF_DESK else self._zone

    def _forget_all(self) -> None:
        self._kept.clear()
        self._waiting.clear()

    def _touch(self, table: str, row: Mapping[str, Any]) -> None:
        key = record(table).key
        values = tuple(row[name] for name in key) if all(name in row for name in key) else ()
        self._touched[table, values] = None


def _values(table: str, row: Row) -> tuple[Any, ...]:
    flags = _flags(table)
    return tuple(bool(value) if name in flags and value is not None else value for name, value in row.items())


@cache
def _flags(table: str) -> frozenset[str]:
    return frozenset(column.name for column in record(table).columns if column.type == "BOOLEAN")


def _condition(key: Mapping[str, Any]) -> str:
    return " AND ".join(f'"{name}" = ?' for name in key)


@cache
def _insertion(table: str, names: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(names))})"


@cache
def _replacement(table: str, names: tuple[str, ...]) -> str:
    key = ", ".join(f'"{name}"' for name in record(table).key)
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    return f"{_insertion(table, names)} ON CONFLICT ({key}) DO UPDATE SET {sets}"
