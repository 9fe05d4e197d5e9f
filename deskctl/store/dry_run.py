"""Transactions that write nothing: a dry run shows what would be recorded, without waiting for other writers."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from typing import Any

from deskctl.store.facts.last_numbers import last_number
from deskctl.store.open import open_reader, translated_errors
from deskctl.store.port import Cursor, Key, Reader, Row, login_of, on_server, time_of

_QUERIES = ("SELECT", "WITH", "PRAGMA")


class _NoRows:
    """The empty result of a statement that was not run."""

    description: Any = ()
    rowcount = 0

    def fetchone(self) -> None:
        """Return no row."""

    def fetchall(self) -> list[Any]:
        """Return no rows."""
        return []

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __next__(self) -> Any:
        raise StopIteration


class DryRun:
    """A `Transaction` on a reader: queries read the store as it is, changes are dropped."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._last_numbers: dict[str, int] = {}
        self.is_server, self.login, self.time = on_server(reader), login_of(reader), time_of(reader)

    @property
    def touched(self) -> Iterator[Key]:
        """No rows: nothing is changed."""
        return iter(())

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Run a query; drop any other statement."""
        if sql.lstrip()[:6].upper().startswith(_QUERIES):
            return self._reader.execute(sql, parameters)
        return _NoRows()

    def executemany(self, sql: str, parameters: Any, /) -> Cursor:  # noqa: ARG002 - as a transaction takes them
        """Drop a change of many rows."""
        return _NoRows()

    def insert(self, table: str, row: Row) -> None:
        """Drop a new row."""

    def replace(self, table: str, row: Row) -> None:
        """Drop a replacement of a row."""

    def update(self, table: str, key: Mapping[str, Any], columns: Row) -> None:
        """Drop a change."""

    def delete(self, table: str, key: Mapping[str, Any]) -> None:
        """Drop a removal."""

    def next_number(self, name: str, after: int = 0) -> int:
        """Return the number that would be used next."""
        last = self._last_numbers.get(name) or last_number(self._reader, name) or 0
        self._last_numbers[name] = max(last, after) + 1
        return self._last_numbers[name]

    def hold(self, table: str, key: object = None) -> None:
        """Do nothing: a dry run takes no locks."""

    def combine_changes(self) -> None:
        """Do nothing: no changes are remembered."""

    def step(self, *, keep: bool = True) -> AbstractContextManager[None]:  # noqa: ARG002 - nothing is kept
        """Run the block; there is nothing to undo."""
        return nullcontext()

    def close(self) -> None:
        """Do nothing: the reader is closed by the code that opened it."""


@contextmanager
def dry_run(path: str) -> Iterator[DryRun]:
    """Open a dry run on a snapshot of a store."""
    with translated_errors(path), closing(open_reader(path)) as reader:
        reader.execute("BEGIN")
        yield DryRun(reader)
