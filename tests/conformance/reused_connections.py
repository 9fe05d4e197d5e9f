"""Connections to a server that are used again, for tests that compare results and not how a connection is made.

Making one, and reading the tables of a desk for the first time, costs the server more than most of these tests do.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

_MOST_IDLE = 4


class IdleConnections:
    """The connections that were closed last, in the state of new ones."""

    def __init__(self) -> None:
        self._keys: dict[Any, tuple[str, str]] = {}
        self._idle: list[Any] = []

    @contextmanager
    def reused(self) -> Iterator[None]:
        """Reset connections in the block instead of closing them, and use them again."""
        from deskctl.store.postgres import connection

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(connection, "connected", partial(self._connected, connection.connected))
            patch.setattr(connection.ServerConnection, "close", lambda conn: self._put_back(conn._conn))  # noqa: SLF001
            yield
        self._close_all_but(0)

    def _connected(self, connect: Callable[[str, str], Any], address: str, options: str) -> Any:
        for conn in self._idle:
            if self._keys[conn] == (address, options):
                self._idle.remove(conn)
                return conn
        conn = connect(address, options)
        self._keys[conn] = (address, options)
        return conn

    def _put_back(self, conn: Any) -> None:
        """Reset a connection and keep it, or close it if it is in a transaction or lost."""
        from psycopg2.extensions import TRANSACTION_STATUS_IDLE

        if conn.closed or conn.info.transaction_status != TRANSACTION_STATUS_IDLE:
            conn.close()
            return
        conn.autocommit = True
        conn.cursor().execute("DISCARD ALL")
        self._idle.append(conn)
        self._close_all_but(_MOST_IDLE)

    def _close_all_but(self, count: int) -> None:
        while len(self._idle) > count:
            self._idle.pop(0).close()

    def leave(self, database: str) -> None:
        """Close the idle connections to a database, which can only be copied while nobody is connected to it."""
        for conn in [one for one in self._idle if one.info.dbname == database]:
            self._idle.remove(conn)
            conn.close()
