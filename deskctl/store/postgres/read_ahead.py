"""Reading ahead: the queries that functions are going to make are run together in one round trip."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeAlias

from deskctl.store.port import Reader

Query: TypeAlias = tuple[str, tuple[Any, ...]]
Reading: TypeAlias = Callable[[Reader], object]

HIDDEN = "rowid"
"""The column of the row order; `SELECT *` does not return it, as with SQLite."""


class CachedRows:
    """The cached result of a query."""

    def __init__(self, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        self.description: Any = tuple((name,) for name in names)
        self.rowcount = len(rows)
        self._rows = rows
        self._next = 0

    def again(self) -> "CachedRows":
        """Return a new iteration over the same rows."""
        return CachedRows([name for (name,) in self.description], self._rows)

    def fetchone(self) -> Any:
        """Return the next row; None after the last one."""
        return next(self, None)

    def fetchall(self) -> list[Any]:
        """Return the remaining rows."""
        return list(self)

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if self._next == len(self._rows):
            raise StopIteration
        self._next += 1
        return self._rows[self._next - 1]


class _QueryRecorder:
    """A reader that records the queries that it is asked, and returns no rows."""

    is_server = True

    def __init__(self) -> None:
        self.asked: dict[Query, None] = {}

    def execute(self, sql: str, parameters: Any = (), /) -> CachedRows:
        """Record a query."""
        self.asked[sql, tuple(parameters)] = None
        return CachedRows((), ())

    def close(self) -> None:
        """Do nothing: there is no connection."""


def queries_of(readings: Iterable[Reading]) -> list[Query]:
    """Return the queries that functions make as long as they get no rows; a function that then fails is left."""
    recorder = _QueryRecorder()
    for read in readings:
        with suppress(Exception):
            read(recorder)
    return list(recorder.asked)


def combined_statement(statements: Iterable[str]) -> str:
    """Return one statement that returns the rows of each of the others as a column of JSON."""
    columns = (f"(SELECT json_agg(q) FROM ({one}) AS q)::text" for one in statements)
    return f"SELECT {', '.join(columns)}"


def rows_in(text: str | None) -> CachedRows:
    """Return the rows of a column of JSON made by `combined_statement`."""
    if text is None:
        return CachedRows((), ())
    rows: list[list[tuple[str, Any]]] = json.loads(text, object_pairs_hook=list)
    shown = [place for place, (name, _value) in enumerate(rows[0]) if name != HIDDEN]
    return CachedRows(
        [rows[0][place][0] for place in shown], [tuple(_plain(row[place][1]) for place in shown) for row in rows]
    )


def _plain(value: Any) -> Any:
    """Return a JSON value as a single statement would return it: a boolean is a number."""
    return int(value) if isinstance(value, bool) else value
