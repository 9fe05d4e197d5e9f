"""An SQLAlchemy engine for Alembic, whose transactions are those of a `Writer`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from deskctl.store.sqlite.integrity.commit_log import require_match
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.sqlite_errors import translated_errors
from deskctl.store.sqlite.writing.transaction import SealedConnection, ledger
from deskctl.store.sqlite.writing.writer import begin, connect_writer, seal, update_head
from deskctl.store.sqlite.writing.writer_queue import write_lock
from deskctl.store.wait_limit import wait_limit

_KEPT = "head"


def open_engine(path: str) -> Engine:
    """Return an engine for a store; raises `StoreUnusable` as `open_reader` does."""
    open_reader(path).close()
    return engine_at(path)


def engine_at(path: str, *, foreign_keys: bool = True) -> Engine:
    """Return an engine for an existing file, whatever it contains; no connection outlives its transaction."""

    def connect() -> SealedConnection:
        return connect_writer(path, foreign_keys=foreign_keys)

    # An error of SQLAlchemy would quote the parameters, which may be words of a customer.
    engine = create_engine(
        URL.create("sqlite", database=path), creator=connect, poolclass=NullPool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "commit", _commit)
    return engine


def _begin(connection: Connection) -> None:
    begin(plain(connection))


def _commit(connection: Connection) -> None:
    connection.info[_KEPT] = seal(plain(connection), str(connection.engine.url.database))


@contextmanager
def writing(engine: Engine, *, accept: bool = False) -> Iterator[Connection]:
    """Run one transaction, committed at the end, rolled back on any error; errors of SQLite are translated.

    Writers take turns. A store that has lost changes is refused, unless `accept` takes it as it is.
    """
    path = str(engine.url.database)
    with translated_errors(path, writing=True), write_lock(path, wait_limit()) as file, engine.connect() as connection:
        with connection.begin():
            if not accept:
                require_match(plain(connection), file, path)
            yield connection
        update_head(file, connection.info.get(_KEPT), sync=True)


def seal_again(connection: Connection) -> None:
    """Compute the checksums of the whole store again when the transaction ends."""
    ledger(plain(connection)).is_rebuilt = True


def plain(connection: Connection) -> SealedConnection:
    """Return the underlying DB-API connection, for bulk writes and plain reads within the same transaction."""
    driver: Any = connection.connection.driver_connection
    if not isinstance(driver, SealedConnection):
        raise TypeError(type(driver))
    return driver
