"""The interface of a store, independent of its engine.

A `Reader` runs queries and never waits for a writer. A `Transaction` is the action of one person: it reads its own
changes, and updates checksums and indexes with every row that it inserts, updates or deletes. Only `store/sqlite` and
`store/postgres` know the database behind it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

from deskctl.sla.facts import Instant

Row: TypeAlias = Mapping[str, Any]
Key: TypeAlias = tuple[str, tuple[Any, ...]]
"""A changed row: its table and the values of its key, which are empty if many rows were inserted at once."""


def on_server(conn: object) -> bool:
    """Return whether a connection leads to a PostgreSQL server."""
    return bool(getattr(conn, "is_server", False))


def login_of(conn: object) -> str | None:
    """Return the login that a connection acts as; None on a desk where the caller states the actor."""
    login = getattr(conn, "login", None)
    return None if login is None else str(login)


def time_of(conn: object) -> Instant | None:
    """Return the time of the server, which is used for recorded actions; None if the clock of this machine is."""
    time: Instant | None = getattr(conn, "time", None)
    return time


def read_ahead(conn: "Reader", *readings: Callable[["Reader"], object]) -> None:
    """Run the queries that some functions are going to make in one round trip to a server; do nothing for a file."""
    ahead = getattr(conn, "read_ahead", None)
    if ahead is not None:
        ahead(readings)


def stream(conn: "Reader", sql: str, parameters: Any = ()) -> Iterator[Any]:
    """Yield the rows of a query, which a server sends in portions."""
    streaming = getattr(conn, "stream", conn.execute)
    return iter(streaming(sql, parameters))


class Cursor(Protocol):
    """The result of a statement."""

    @property
    def description(self) -> Any:
        """The columns: for each a tuple that begins with its name."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """Return the next row; None after the last one."""

    def fetchall(self) -> list[Any]:
        """Return the remaining rows."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the remaining rows."""

    def __next__(self) -> Any:
        """Return the next row."""


class Reader(Protocol):
    """Runs queries."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor:
        """Run one statement."""

    def close(self) -> None:
        """Close the connection."""


class Connection(Reader, Protocol):
    """Runs statements that may also change rows."""

    def executemany(self, sql: str, parameters: Any, /) -> Cursor:
        """Run one statement for each tuple of values."""


class Transaction(Connection, Protocol):
    """The action of one person, or a part of an import: it records which rows it changes."""

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
        """Return the next number of a counter, which is greater than `after`; none is returned twice."""

    def hold(self, table: str, key: object = None) -> None:
        """Lock a record until the transaction ends; without a key, lock the next ids of the table.

        Hold a record before reading what others may change meanwhile. In a file there is only one writer anyway.
        """

    def combine_changes(self) -> None:
        """Remember the rows that were changed so far only by their tables, so that changing all needs little memory."""

    def step(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """Undo the changes of the block if it fails or `keep` is false."""


class Writer(Protocol):
    """A store opened for several transactions."""

    def transaction(self, *, alone: bool = True, ticket: int | None = None) -> AbstractContextManager[Transaction]:
        """Run one transaction, as `store.open.writing_once` does."""

    def clear_log(self) -> None:
        """Write the content of the write-ahead log into the store, while others may write."""

    def close(self) -> None:
        """Close the connection."""
