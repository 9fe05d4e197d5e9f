"""The write side: one transaction at a time, its lock taken at the start, safe on the disk when it ends."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from deskctl.store.address import address
from deskctl.store.reader import BUSY_SECONDS, open_reader
from deskctl.store.trouble import naming_trouble


def open_engine(path: str) -> Engine:
    """Open a store for writing; raises `StoreUnusable` as `open_reader` does."""
    open_reader(path).close()
    return engine_at(path)


def engine_at(path: str, *, foreign_keys: bool = True) -> Engine:
    """Make an engine for a file that is there, whatever it holds; no connection outlives its transaction."""

    def connect() -> sqlite3.Connection:
        conn = sqlite3.connect(
            address(path, "rw"), uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        conn.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        conn.execute("PRAGMA synchronous = FULL")
        return conn

    engine = create_engine(URL.create("sqlite", database=path), creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Run one transaction: committed at the end, rolled back on any error; SQLite's troubles are named."""
    with naming_trouble(str(engine.url.database)), engine.begin() as connection:
        yield connection


def plain(connection: Connection) -> sqlite3.Connection:
    """Give the DB-API connection beneath, for bulk writes and plain reads within the same transaction."""
    driver: Any = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(type(driver))
    return driver
