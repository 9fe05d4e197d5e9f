"""Write to a store on a server: one transaction, or several over one connection."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from deskctl.store.postgres.driver import psycopg2
from deskctl.store.postgres.reader import require_current
from deskctl.store.postgres.server_errors import cut_off, is_lost, translated_errors
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.save_count import note_saved
from deskctl.store.wait_limit import wait_milliseconds

_SHUTDOWN = "57"
"""The prefix of the error codes with which a server ends a connection."""


@contextmanager
def writing_once(address: str, *, alone: bool = True, ticket: int | None = None) -> Iterator[ServerTransaction]:
    """Run one transaction, committed at the end, rolled back on any error; errors of the server are translated."""
    with translated_errors(address, writing=True), closing(ServerTransaction(address)) as conn:
        require_current(conn, address)
        with transaction(conn, address, alone=alone, ticket=ticket):
            yield conn


@contextmanager
def discarded_transaction(address: str) -> Iterator[ServerTransaction]:
    """Run one exclusive transaction that is undone at the end."""
    with writing_once(address) as conn, conn.step(keep=False):
        conn.predict_numbers()
        yield conn


class ServerWriter:
    """Writes several transactions to a store over one connection."""

    def __init__(self, address: str) -> None:
        self._address = address
        with translated_errors(address):
            self._conn = _connected(address)

    @contextmanager
    def transaction(self, *, alone: bool = True, ticket: int | None = None) -> Iterator[ServerTransaction]:
        """Run one transaction, over a new connection if the last one was lost."""
        with translated_errors(self._address, writing=True):
            if self._conn.is_lost:
                self._conn.close()
                self._conn = _connected(self._address)
            with transaction(self._conn, self._address, alone=alone, ticket=ticket):
                yield self._conn

    def clear_log(self) -> None:
        """Do nothing: the server maintains its log itself."""

    def close(self) -> None:
        """Close the connection."""
        self._conn.close()


def _connected(address: str) -> ServerTransaction:
    conn = ServerTransaction(address)
    require_current(conn, address)
    return conn


@contextmanager
def transaction(
    conn: ServerTransaction, address: str, *, alone: bool = True, ticket: int | None = None
) -> Iterator[None]:
    """Run a transaction, exclusively or in parallel to others, with a lock on the ticket that it works on."""
    try:
        conn.begin(wait_milliseconds(), alone=alone, ticket=ticket)
        yield
        try:
            conn.commit()
        except psycopg2.Error as error:
            if is_lost(error) and (error.pgcode is None or error.pgcode.startswith(_SHUTDOWN)):
                raise cut_off(address) from error
            raise
        note_saved()
    except BaseException:
        conn.rollback()
        raise
