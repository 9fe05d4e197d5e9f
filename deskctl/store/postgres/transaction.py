"""The `Transaction` of PostgreSQL: the texts that are searched follow each change of a row, whoever makes it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from deskctl.models.records import record
from deskctl.store.port import Key, Row
from deskctl.store.postgres.connection import ServerConnection
from deskctl.store.postgres.statements import placed
from deskctl.store.sqlite.search.upkeep import SearchUpkeep

_NEXT = """
INSERT INTO counter (name, value) VALUES (?, ? + 1)
ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value
"""
_STEPS_OF_RECORDS = "master_action"
_ERASE = "SELECT desk_erase(?, ?, ?, ?, ?)"
"""Facts are changed by an erasure alone, which the owner's function does."""
_BEGUN = "SELECT last_value, floor(extract(epoch FROM clock_timestamp()))::bigint FROM desk_change"


class ServerTransaction(ServerConnection):
    """A connection that writes, one transaction after the other."""

    def __init__(self, address: str) -> None:
        super().__init__(address, writing=True)
        self.search = SearchUpkeep(self)
        self._touched: dict[Key, None] = {}
        self._last_change = self._foreign_changes = 0

    @property
    def touched(self) -> Iterator[Key]:
        """The rows that were changed so far."""
        return iter(self._touched)

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        """Run one statement for each tuple of values."""
        from psycopg2.extras import execute_batch

        cursor = self._conn.cursor()
        execute_batch(cursor, placed(sql)[0], [tuple(values) for values in parameters])
        return cursor

    def copy(self, sql: str, lines: Any) -> None:
        """Run a COPY from a stream of lines."""
        self._conn.cursor().copy_expert(sql, lines)

    def insert(self, table: str, row: Row) -> None:
        """Add a row."""
        self._touch(table, row)
        self.execute(_insertion(table, tuple(row)), _values(table, row))
        self.search.written(table, row)

    def replace(self, table: str, row: Row) -> None:
        """Put a row in the place of the one with the same key."""
        self._touch(table, row)
        self.execute(_replacement(table, tuple(row)), _values(table, row))
        self.search.written(table, row)

    def update(self, table: str, key: Mapping[str, Any], columns: Row) -> None:
        """Change columns of the rows with a key."""
        self._touch(table, key)
        if table == _STEPS_OF_RECORDS:
            self.execute(_ERASE, (*(key[name] for name in ("noun", "id", "seq")), columns["data"], columns["note"]))
            return
        sets = ", ".join(f'"{name}" = ?' for name in columns)
        values = (*_values(table, columns), *key.values())
        with self.search.following(table, key, columns):
            self.execute(f"UPDATE {table} SET {sets} WHERE {_condition(key)}", values)

    def delete(self, table: str, key: Mapping[str, Any]) -> None:
        """Remove the rows with a key."""
        self._touch(table, key)
        with self.search.following(table, key):
            self.execute(f"DELETE FROM {table} WHERE {_condition(key)}", tuple(key.values()))

    def next_number(self, name: str, after: int = 0) -> int:
        """Return the next number of a counter, which begins `after` one: each once, never again."""
        return int(self.execute(_NEXT, (name, after)).fetchone()[0])

    @contextmanager
    def step(self, *, keep: bool = True) -> Iterator[None]:
        """Undo what is done within if it fails, or is not to be kept."""
        self.execute("SAVEPOINT step")
        try:
            yield
        except BaseException:
            keep = False
            raise
        finally:
            if not self._conn.closed:
                if not keep:
                    self.execute("ROLLBACK TO SAVEPOINT step")
                self.execute("RELEASE SAVEPOINT step")

    def begin(self) -> None:
        """Note what others have saved since the last transaction of this connection, and the time; the turn is held."""
        self.search.forget()
        self._touched.clear()
        last, time = self.execute(_BEGUN).fetchone()
        if self.login is not None:
            self.time = time
        self._foreign_changes += last != self._last_change

    def data_version(self) -> int:
        """Return a number that changes when another connection commits."""
        return self._foreign_changes

    def finish(self) -> None:
        """Bring the searched texts up to date, and wake those who watch as soon as the transaction is safe."""
        self.search.finish()
        (self._last_change,) = self.execute("SELECT nextval('desk_change') FROM pg_notify('deskctl', '')").fetchone()

    def commit(self) -> None:
        """Make the transaction safe."""
        self._conn.commit()

    def rollback(self) -> None:
        """Undo the transaction."""
        if not self._conn.closed:
            self._conn.rollback()

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
