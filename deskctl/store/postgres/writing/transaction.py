"""The `Transaction` of PostgreSQL, which updates the search texts with every change of a row."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

from deskctl.deadline import deadline
from deskctl.models.records import record
from deskctl.store.facts.desk_zone import OF_DESK
from deskctl.store.facts.last_numbers import SEQUENCE, TICKET, last_number
from deskctl.store.port import Cursor, Key, Row
from deskctl.store.postgres.connection import ENGINE_ERROR, ServerConnection, ServerCursor
from deskctl.store.postgres.notify_channel import NOTIFY
from deskctl.store.postgres.read_ahead import CachedRows, Query, combined_statement
from deskctl.store.postgres.statements import numbered
from deskctl.store.postgres.writing.exclusive_writers import PERMANENT, reads_only_permanent
from deskctl.store.postgres.writing.locks import hold_ids, hold_record, lock_statement
from deskctl.store.postgres.writing.prepared_queries import PreparedQueries
from deskctl.store.postgres.writing.row_statements import replacement, values_of
from deskctl.store.row_statements import assignments, insertion, key_condition
from deskctl.store.search.upkeep import SearchUpkeep

_NEXT = """
INSERT INTO counter (name, value) VALUES (?, ? + 1)
ON CONFLICT (name) DO UPDATE SET value =
    CASE WHEN counter.value < excluded.value THEN excluded.value ELSE counter.value + 1 END RETURNING value
"""
_RECORD_ACTIONS = "master_action"
_ERASE = "SELECT desk_erase(?, ?, ?, ?, ?)"
"""Facts can only be changed by an erasure, through a function of the owner."""
_QUERIES = ("SELECT", "WITH")
_WRITTEN = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")
_FEW, _MANY, _MOST_WAITING = 500, 100, 200
_MOST_KEPT = 100
"""How many results are cached at a time; the oldest is dropped for a new one."""
_TIME = "floor(extract(epoch FROM clock_timestamp()))::bigint"
_BEGUN = f"SELECT last_value, {_TIME} FROM desk_change"
_NUMBER = f"SELECT nextval('{SEQUENCE}')"
_LAST_CHANGE = "SELECT nextval('desk_change')"
_COMMIT_SECONDS = 60.0
"""How long a commit may take: a server that waits for a lost standby would never answer."""


class ServerTransaction(ServerConnection):
    """A connection that writes, one transaction after the other.

    Statements without a result wait for the next query, and are sent with it in one round trip. A result is cached
    until a table that it was read from is changed. Unless it is alone, it waits for others only at common locks.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address, writing=True)
        self.search = SearchUpkeep(self)
        self._touched: dict[Key, None] = {}
        self._waiting: list[bytes] = []
        self._prepared = PreparedQueries()
        self._last_change = self._foreign_changes = 0
        self._permanent: dict[Query, CachedRows] = {}
        self._alone = True
        self._is_bulk = False
        self._predicted: int | None = None
        self._held: set[tuple[str, object]] = set()

    @property
    def touched(self) -> Iterator[Key]:
        """The rows that were changed so far."""
        return iter(self._touched)

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Run one statement, unless it is a query whose result is cached."""
        query = (sql, tuple(parameters))
        if rows := self._cached_rows(query):
            return rows.again()
        if not sql.lstrip().startswith(_QUERIES):
            self._forget(sql)
            return self._change(sql, parameters)
        cursor = self._ask_prepared(numbered(sql), query[1], lambda: self.written(sql, parameters))
        if not 0 <= cursor.rowcount <= _FEW:
            return cursor
        self._evict(cursor.rowcount)
        kept = CachedRows([column[0] for column in cursor.description], cursor.fetchall())
        self._keep([(query, kept)])
        return kept.again()

    def _evict(self, rows: int) -> None:
        """Drop a cached result for a new one: the oldest, or the last long one if the new one is long."""
        long = [one for one, kept in self._kept.items() if kept.rowcount > _MANY] if rows > _MANY else []
        for one in long or [*self._kept][: len(self._kept) - _MOST_KEPT]:
            del self._kept[one]

    def _cached_rows(self, query: Query) -> CachedRows | None:
        return self._kept.get(query) or self._permanent.get(query)

    def _keep(self, answers: Iterable[tuple[Query, CachedRows]]) -> None:
        for query, rows in answers:
            is_permanent = not self._alone and reads_only_permanent(query[0])
            (self._permanent if is_permanent else self._kept)[query] = rows

    def _change(self, sql: str, parameters: Any) -> Cursor:
        """Run a change: at once only if it returns rows."""
        if _WRITTEN.match(sql) is None or "RETURNING" in sql:
            return self.ask(sql, parameters)
        self.enqueue(sql, parameters)
        return CachedRows((), ())

    def _ask_together(self, asked: Sequence[Query]) -> ServerCursor:
        texts, values = list[str](), list[Any]()
        for sql, parameters in asked:
            texts.append(numbered(sql, len(values)))
            values += parameters
        return self._ask_prepared(
            combined_statement(texts),
            values,
            lambda: combined_statement(self.written(*one).decode() for one in asked).encode(),
        )

    def _ask_prepared(self, text: str, values: Sequence[Any], plain: Callable[[], bytes]) -> ServerCursor:
        """Run the waiting statements, and a query that may have been prepared."""
        return self._send_all(self._prepared.statement(text, values, self.written) or plain())

    def ask(self, sql: str, parameters: Any = ()) -> ServerCursor:
        """Run the waiting statements, and one statement."""
        return self._send_all(self.written(sql, parameters)) if self._waiting else super().ask(sql, parameters)

    def _send_all(self, statement: bytes) -> ServerCursor:
        whole = b";".join([*self._waiting, statement])
        self._waiting.clear()
        try:
            return self.send(whole)
        except BaseException:
            self._prepared.forget()
            raise

    def stream(self, sql: str, parameters: Any = ()) -> Iterator[Any]:
        """Yield the rows of a query after running the waiting statements."""
        self.ask("SELECT 1")
        return super().stream(sql, parameters)

    def enqueue(self, sql: str, parameters: Any = ()) -> None:
        """Run a statement without a result together with the next query."""
        self._waiting.append(self.written(sql, parameters))
        if len(self._waiting) > _MOST_WAITING:
            self.ask("SELECT 1")

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        """Run one statement for each tuple of values."""
        for values in parameters:
            self.enqueue(sql, tuple(values))
        self._forget(sql)

    def copy(self, sql: str, lines: Any) -> None:
        """Run a COPY from a stream of lines."""
        self._is_bulk = True
        self._kept.clear()
        self.ask("SELECT 1")
        self._conn.cursor().copy_expert(sql, lines)

    def insert(self, table: str, row: Row) -> None:
        """Add a row."""
        self._touch(table, row)
        self._write(table, insertion(table, tuple(row)), values_of(table, row))
        self.search.written(table, row)

    def replace(self, table: str, row: Row) -> None:
        """Replace the row with the same key."""
        self._touch(table, row)
        self._write(table, replacement(table, tuple(row)), values_of(table, row))
        self.search.written(table, row)

    def update(self, table: str, key: Mapping[str, Any], columns: Row) -> None:
        """Change columns of the rows with a key."""
        self._touch(table, key)
        if table == _RECORD_ACTIONS:
            where = tuple(key[name] for name in ("noun", "id", "seq"))
            self._write(table, _ERASE, (*where, columns["data"], columns["note"]))
            return
        values = (*values_of(table, columns), *key.values())
        with self.search.following(table, key, columns):
            self._write(table, f"UPDATE {table} SET {assignments(columns)} WHERE {key_condition(key)}", values)

    def delete(self, table: str, key: Mapping[str, Any]) -> None:
        """Remove the rows with a key."""
        self._touch(table, key)
        with self.search.following(table, key):
            self._write(table, f"DELETE FROM {table} WHERE {key_condition(key)}", tuple(key.values()))

    def next_number(self, name: str, after: int = 0) -> int:
        """Return the next number of a counter, which is greater than `after`; none is returned twice."""
        if name == TICKET and self._predicted is not None:
            self._predicted += 1
            return self._predicted
        asked = self.ask(_NUMBER) if name == TICKET else self.execute(_NEXT, (name, after))
        return int(asked.fetchone()[0])

    def predict_numbers(self) -> None:
        """Count tickets without their sequence, which cannot be undone; nobody else uses it while this one is alone."""
        self._predicted = last_number(self, TICKET) or 0

    def hold(self, table: str, key: object = None) -> None:
        """Lock a record until the transaction ends; without a key, lock the next ids of the table.

        Cached results may be outdated by now and are dropped. The time is read again, so that an action is no earlier
        than the one before on its ticket.
        """
        if self._alone or (table, key) in self._held:
            return
        self._held.add((table, key))
        self._kept.clear()
        self.enqueue(*(hold_ids(table) if key is None else hold_record(table, key)))
        if table == TICKET and self.login is not None:
            (self.time,) = self.ask(f"SELECT {_TIME}").fetchone()

    @contextmanager
    def step(self, *, keep: bool = True) -> Iterator[None]:
        """Undo the changes of the block if it fails or `keep` is false."""
        self.enqueue("SAVEPOINT step")
        try:
            yield
        except BaseException:
            keep = False
            raise
        finally:
            if not keep:
                self._kept.clear()
                self.enqueue("ROLLBACK TO SAVEPOINT step")
            self.enqueue("RELEASE SAVEPOINT step")

    def begin(self, wait: int, *, alone: bool, ticket: int | None) -> None:
        """Begin a transaction: wait for its locks, read the time and whether an exclusive writer came in between."""
        self.search.forget()
        self._touched.clear()
        self._forget_all()
        was_alone = self._alone
        if self._zone is not None:
            self._kept[OF_DESK, ()] = self._zone
        self._alone, self._held = alone, {(TICKET, ticket)}
        for statement in ("BEGIN", f"SET LOCAL lock_timeout = {wait}", lock_statement(alone=alone)):
            self.enqueue(statement)
        if ticket is not None and not alone:
            self.enqueue(*hold_record(TICKET, ticket))
        last, seconds = self.ask(_BEGUN).fetchone()
        if self.login is not None:
            self.time = seconds
        is_foreign, self._last_change = last != self._last_change, last
        self._foreign_changes += is_foreign
        if was_alone or is_foreign or len(self._permanent) > _MOST_KEPT:
            self._permanent.clear()

    def data_version(self) -> int:
        """Return a number that changes when another connection has written exclusively."""
        return self._foreign_changes

    def commit(self) -> None:
        """Update the search texts, commit, and wake up those who watch the store.

        They are notified after the commit: a notification within it would block all others until it is on disk.
        """
        self.search.finish()
        if self._alone:
            (self._last_change,) = self.ask(_LAST_CHANGE).fetchone()
        self.enqueue("COMMIT")
        with nullcontext() if self._is_bulk else deadline(_COMMIT_SECONDS, self.cut):
            self.ask(NOTIFY)

    def rollback(self) -> None:
        """Roll the transaction back; if the connection is lost, the server does."""
        self._forget_all()
        if not self._conn.closed:
            with suppress(ENGINE_ERROR):
                self.ask("ROLLBACK")

    def _write(self, table: str, sql: str, values: tuple[Any, ...]) -> None:
        self.enqueue(sql, values)
        self._forget(table)

    def _forget(self, statement: str) -> None:
        """Drop the cached results of the table that a statement changes; all of them if the table is unknown."""
        match = _WRITTEN.match(statement)
        table = statement if statement.isidentifier() else match[1] if match else r"\w+"
        reads = re.compile(rf"(?:\bFROM|\bJOIN|,)\s+{table}\b")
        for query in [one for one in self._kept if reads.search(one[0])]:
            del self._kept[query]
            self._zone = None if query[0] == OF_DESK else self._zone

    def _forget_all(self) -> None:
        self._kept.clear()
        self._waiting.clear()

    def combine_changes(self) -> None:
        """Remember the changes so far by their tables."""
        self._touched = {(table, ()): None for table, _values in self._touched}

    def _touch(self, table: str, row: Mapping[str, Any]) -> None:
        if table in PERMANENT and not self._alone:
            raise TypeError(table)
        key = record(table).key
        values = tuple(row[name] for name in key) if all(name in row for name in key) else ()
        self._touched[table, values] = None
