"""The write side: a transaction at a time, safe on the server when it ends."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2

from deskctl.store.postgres.reader import require_current
from deskctl.store.postgres.server_errors import cut_off, naming_trouble
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.save_count import note_saved
from deskctl.store.wait_limit import wait_limit

_GOING = "57"
"""How the codes begin by which a server says that it ends a connection."""


@contextmanager
def writing_once(address: str, *, alone: bool = True, ticket: int | None = None) -> Iterator[ServerTransaction]:
    """Run one transaction: committed at the end, rolled back on any error; the server's errors are translated."""
    with naming_trouble(address, writing=True), closing(ServerTransaction(address)) as conn:
        require_current(conn, address)
        with transaction(conn, address, alone=alone, ticket=ticket):
            yield conn


class ServerWriter:
    """A store that is written to several times: its connection stays from one transaction to the next."""

    def __init__(self, address: str) -> None:
        self._address = address
        with naming_trouble(address):
            self._conn = ServerTransaction(address)
            require_current(self._conn, address)

    @contextmanager
    def transaction(self, *, alone: bool = True, ticket: int | None = None) -> Iterator[ServerTransaction]:
        """Run one transaction."""
        opened = transaction(self._conn, self._address, alone=alone, ticket=ticket)
        with naming_trouble(self._address, writing=True), opened:
            yield self._conn

    def clear_log(self) -> None:
        """Do nothing: the server looks after its log itself."""

    def close(self) -> None:
        """Close the connection."""
        self._conn.close()


@contextmanager
def transaction(
    conn: ServerTransaction, address: str, *, alone: bool = True, ticket: int | None = None
) -> Iterator[None]:
    """Run a transaction: alone, or beside others that are not alone, holding the ticket that it works on."""
    try:
        conn.begin(int(wait_limit() * 1000) or 1, alone=alone, ticket=ticket)
        yield
        try:
            conn.commit()
        except (psycopg2.OperationalError, psycopg2.InterfaceError) as error:
            if error.pgcode is None or error.pgcode.startswith(_GOING):
                raise cut_off(address) from error
            raise
        note_saved()
    except BaseException:
        conn.rollback()
        raise
