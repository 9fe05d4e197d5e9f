"""The port: all that the rest of deskctl knows of a store.

A `Reader` answers questions and never waits for a writer. A `Transaction` is one person's action: it reads what it has
written itself, and whatever is inserted, updated or deleted through it keeps checksums and indexes in step without
anybody having to think of it. Which database stands behind it is known in `store/sqlite` and `store/postgres` alone.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

from deskctl.sla.facts import Instant

Row: TypeAlias = Mapping[str, Any]
Key: TypeAlias = tuple[str, tuple[Any, ...]]
"""A row that was touched: its table, and the values of its key; none of them if many rows came at once."""


def on_server(conn: object) -> bool:
    """Return whether a connection leads to a server, which has no FTS5."""
    return bool(getattr(conn, "is_server", False))


def login_of(conn: object) -> str | None:
    """Return the login that alone can act through a connection; None on a desk where the actor is stated."""
    login = getattr(conn, "login", None)
    return None if login is None else str(login)


def time_of(conn: object) -> Instant | None:
    """Return the time of the server, which alone counts for what is recorded; None if the machine's clock does."""
    time: Instant | None = getattr(conn, "time", None)
    return time


def read_ahead(conn: "Reader", *asking: Callable[["Reader"], object]) -> None:
    """Have a server answer what some readings are going to ask in one round trip; a file answers them as they come."""
    ahead = getattr(conn, "read_ahead", None)
    if ahead is not None:
        ahead(asking)


def stream(conn: "Reader", sql: str, parameters: Any = ()) -> Iterator[Any]:
    """Yield the rows of a question bit by bit, however many they are; a file yields them so anyhow."""
    streaming = getattr(conn, "stream", conn.execute)
    return iter(streaming(sql, parameters))


class Cursor(Protocol):
    """The rows that a statement gives."""

    @property
    def description(self) -> Any:
        """The columns: for each a tuple that begins with its name."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """Return the next row; None after the last one."""

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the rows that are left."""

    def __next__(self) -> Any:
        """Return the next row."""


class Reader(Protocol):
    """Answers questions."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor:
        """Run one statement."""

    def close(self) -> None:
        """End the connection."""


class Connection(Reader, Protocol):
    """Runs statements that change rows as well; what they touch has to be accounted for."""

    def executemany(self, sql: str, parameters: Any, /) -> Cursor:
        """Run one statement for each tuple of values."""


class Transaction(Connection, Protocol):
    """One person's action, or a part of an import: what is changed through it is accounted for."""

    @property
    def touched(self) -> Iterator[Key]:
        """The rows that were changed so far."""

    def insert(self, table: str, row: Row) -> None:
        """Add a row."""

    def replace(self, table: str, row: Row) -> None:
        """Replace the row with the same key."""

    def update(self, table: str, key: Mapping[str, Any], columns: Row) -> None:
        """Change columns of the rows with a key."""

    def delete(self, table: str, key: Mapping[str, Any]) -> None:
        """Remove the rows with a key."""

    def next_number(self, name: str, after: int = 0) -> int:
        """Return the next number of a counter, which begins `after` one: each once, never again."""

    def hold(self, table: str, key: object = None) -> None:
        """Keep others off a record until the transaction ends; without a key, off the next ids of the table.

        Who asks of something that others may take meanwhile holds it first. In a file the writer is alone anyway.
        """

    def step(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """Undo what is done within if it fails, or is not to be kept."""


class Writer(Protocol):
    """A store that is written to for a while."""

    def transaction(self, *, alone: bool = True, ticket: int | None = None) -> AbstractContextManager[Transaction]:
        """Run one transaction, as `store.open.writing_once` does."""

    def clear_log(self) -> None:
        """Bring what stands in the log of the engine into the store, while others may write."""

    def close(self) -> None:
        """Close the connection."""
