"""Questions that are asked together: what a reading is known to ask is fetched in one round trip, before it asks."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeAlias

from deskctl.store.port import Reader

Question: TypeAlias = tuple[str, tuple[Any, ...]]
Asking: TypeAlias = Callable[[Reader], object]

HIDDEN = "rowid"
"""The column that keeps the order in which rows came; `SELECT *` does not show it, as with SQLite."""


class KeptRows:
    """The rows that a question gave before."""

    def __init__(self, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        self.description: Any = tuple((name,) for name in names)
        self.rowcount = len(rows)
        self._rows = rows
        self._next = 0

    def again(self) -> "KeptRows":
        """Return the same rows from the first one on."""
        return KeptRows([name for (name,) in self.description], self._rows)

    def fetchone(self) -> Any:
        """Return the next row; None after the last one."""
        return next(self, None)

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        return list(self)

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if self._next == len(self._rows):
            raise StopIteration
        self._next += 1
        return self._rows[self._next - 1]


class _Listening:
    """A reader that answers nothing, and remembers what it was asked."""

    is_server = True

    def __init__(self) -> None:
        self.asked: dict[Question, None] = {}

    def execute(self, sql: str, parameters: Any = (), /) -> KeptRows:
        """Remember a question."""
        self.asked[sql, tuple(parameters)] = None
        return KeptRows((), ())

    def close(self) -> None:
        """Do nothing: there is no connection."""


def questions_of(asking: Iterable[Asking]) -> list[Question]:
    """Return what readings ask as long as they get no answer; one that cannot go on without ends there."""
    listening = _Listening()
    for ask in asking:
        with suppress(Exception):
            ask(listening)
    return list(listening.asked)


def together(statements: Iterable[str]) -> str:
    """Return one statement that gives the rows of each of the others as a column of JSON."""
    columns = (f"(SELECT json_agg(q) FROM ({one}) AS q)::text" for one in statements)
    return f"SELECT {', '.join(columns)}"


def rows_in(text: str | None) -> KeptRows:
    """Return the rows of such a column."""
    if text is None:
        return KeptRows((), ())
    rows: list[list[tuple[str, Any]]] = json.loads(text, object_pairs_hook=list)
    shown = [place for place, (name, _value) in enumerate(rows[0]) if name != HIDDEN]
    return KeptRows(
        [rows[0][place][0] for place in shown], [tuple(_plain(row[place][1]) for place in shown) for row in rows]
    )


def _plain(value: Any) -> Any:
    """Return a value as a statement of its own gives it: a flag is a number."""
    return int(value) if isinstance(value, bool) else value
