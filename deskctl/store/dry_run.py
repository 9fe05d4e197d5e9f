"""A transaction that only pretends to write: it shows what would be recorded without waiting for a writer."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from typing import Any

from deskctl.store.facts.numbering import last_number
from deskctl.store.open import naming_trouble, open_reader
from deskctl.store.port import Cursor, Key, Reader, Row, login_of, on_server, time_of

_QUESTIONS = ("SELECT", "WITH", "PRAGMA")


class _Nothing:
    """The rows that a statement gives that was not run."""

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


class Rehearsal:
    """A `Transaction` on a reader: questions are answered from the store as it is, changes are dropped."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._last_numbers: dict[str, int] = {}
        self.is_server, self.login, self.time = on_server(reader), login_of(reader), time_of(reader)

    @property
    def touched(self) -> Iterator[Key]:
        """Nothing is touched."""
        return iter(())

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Run a question; drop whatever else it is."""
        if sql.lstrip()[:6].upper().startswith(_QUESTIONS):
            return self._reader.execute(sql, parameters)
        return _Nothing()

    def executemany(self, sql: str, parameters: Any, /) -> Cursor:  # noqa: ARG002 - as a transaction takes them
        """Drop a change of many rows."""
        return _Nothing()

    def insert(self, table: str, row: Row) -> None:
        """Drop a new row."""

    def replace(self, table: str, row: Row) -> None:
        """Drop a row that takes the place of another."""

    def update(self, table: str, key: Mapping[str, Any], columns: Row) -> None:
        """Drop a change."""

    def delete(self, table: str, key: Mapping[str, Any]) -> None:
        """Drop a removal."""

    def next_number(self, name: str, after: int = 0) -> int:
        """Return the number that would come next."""
        last = last_number(self._reader, name)
        self._last_numbers[name] = self._last_numbers.get(name, after if last is None else last) + 1
        return self._last_numbers[name]

    def hold(self, table: str, key: object = None) -> None:
        """Do nothing: a dry run waits for nobody."""

    def step(self, *, keep: bool = True) -> AbstractContextManager[None]:  # noqa: ARG002 - nothing is kept
        """Run what is within."""
        return nullcontext()

    def close(self) -> None:
        """Leave the reader to the code that opened it."""


@contextmanager
def rehearsing(path: str) -> Iterator[Rehearsal]:
    """Read a store as it is now, for a dry run."""
    with naming_trouble(path), closing(open_reader(path)) as reader:
        reader.execute("BEGIN")
        yield Rehearsal(reader)
