"""The write side: one transaction at a time, its lock taken at the start, safe on the disk when it ends."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from deskctl.store.address import address
from deskctl.store.head import Head
from deskctl.store.history import keep_head, keep_history, require_agreement
from deskctl.store.queue import turn
from deskctl.store.reader import open_reader, patience
from deskctl.store.seal import SealedConnection, ledger
from deskctl.store.trouble import forked, naming_trouble

_KEPT = "head"


def open_engine(path: str) -> Engine:
    """Open a store for writing; raises `StoreUnusable` as `open_reader` does."""
    open_reader(path).close()
    return engine_at(path)


def engine_at(path: str, *, foreign_keys: bool = True) -> Engine:
    """Make an engine for a file that is there, whatever it holds; no connection outlives its transaction."""

    def connect() -> sqlite3.Connection:
        conn = sqlite3.connect(
            address(path, "rw"),
            uri=True,
            timeout=patience(),
            isolation_level=None,
            check_same_thread=False,
            factory=SealedConnection,
        )
        conn.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA fullfsync = ON")
        return conn

    # An error of SQLAlchemy would quote the values that it was given: a customer's words.
    engine = create_engine(
        URL.create("sqlite", database=path), creator=connect, poolclass=NullPool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "commit", _commit)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    connection.info["process"] = os.getpid()


def _commit(connection: Connection) -> None:
    if connection.info["process"] != os.getpid():
        raise forked(str(connection.engine.url.database))
    head = keep_history(plain(connection))
    if head is not None:
        connection.info[_KEPT] = head


@contextmanager
def writing(engine: Engine, *, accept: bool = False) -> Iterator[Connection]:
    """Run one transaction: committed at the end, rolled back on any error; SQLite's troubles are named.

    Writers come in turn. A store that has lost changes is refused, unless it is to be accepted as it is.
    """
    path = str(engine.url.database)
    with naming_trouble(path, writing=True), engine.connect() as connection, turn(path, patience()) as file:
        with connection.begin():
            if not accept:
                require_agreement(plain(connection), file, path)
            yield connection
        head: Head | None = connection.info.get(_KEPT)
        if head is not None:
            _tell(file, head)


def _tell(file: int, head: Head) -> None:
    """Tell the head file; where that fails the change is saved all the same, and the next writer tells it."""
    try:
        keep_head(file, head)
    except OSError:
        return


def seal_again(connection: Connection) -> None:
    """Have the whole store summed up anew when the transaction ends."""
    ledger(plain(connection)).afresh = True


def plain(connection: Connection) -> sqlite3.Connection:
    """Give the DB-API connection beneath, for bulk writes and plain reads within the same transaction."""
    driver: Any = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(type(driver))
    return driver
