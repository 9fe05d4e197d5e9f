"""Detect on an open reader that another connection has written to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.store.port import on_server

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def data_version(conn: Reader) -> int:
    """Return a number that changes when another connection commits, comparable only within one connection."""
    if on_server(conn):
        own = getattr(conn, "data_version", None)
        return int(own()) if own else 0
    from deskctl.store.sqlite.watching import data_version as version

    return version(conn)


def data_version_if_readable(conn: Reader) -> int | None:
    """Return the number of `data_version`; None if the store cannot be read, which the next read will explain."""
    if on_server(conn):
        from deskctl.store.postgres.connection import ENGINE_ERROR

        try:
            return data_version(conn)
        except ENGINE_ERROR:
            return None
    from deskctl.store.sqlite.watching import data_version_if_readable as version

    return version(conn)


def wake_up_socket(conn: Reader) -> int | None:
    """Return the socket on which a server reports that `data_version` changes; None if it has to be asked for."""
    socket: int | None = getattr(conn, "wake_up_socket", None)
    return socket
