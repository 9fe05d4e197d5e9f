"""The write side: a transaction at a time, safe on the server when it ends."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2

from deskctl.store.postgres.reader import require_current
from deskctl.store.postgres.server_errors import cut_off, naming_trouble
from deskctl.store.postgres.transaction import ServerTransaction
from deskctl.store.save_count import note_saved
from deskctl.store.wait_limit import wait_limit

_GOING = "57"
"""How the codes begin by which a server says that it ends a connection."""
_TURN = 0x6465736B
"""The lock that writers take in turn until their transaction ends."""


@contextmanager
def writing_once(address: str, *, ticket: int | None = None) -> Iterator[ServerTransaction]:
    """Run one transaction: committed at the end, rolled back on any error; the server's troubles are named."""
    with naming_trouble(address, writing=True), closing(ServerTransaction(address)) as conn:
        require_current(conn, address)
        with transaction(conn, address, ticket=ticket):
            yield conn


class ServerWriter:
    """A store that is written to for a while: its connection stays from one transaction to the next."""

    def __init__(self, address: str) -> None:
        self._address = address
        with naming_trouble(address):
            self._conn = ServerTransaction(address)
            require_current(self._conn, address)

    @contextmanager
    def transaction(self) -> Iterator[ServerTransaction]:
        """Run one transaction."""
        with naming_trouble(self._address, writing=True), transaction(self._conn, self._address):
            yield self._conn

    def clear_log(self) -> None:
        """Do nothing: the server looks after its log itself."""

    def close(self) -> None:
        """Close the connection."""
        self._conn.close()


@contextmanager
def transaction(conn: ServerTransaction, address: str, *, ticket: int | None = None) -> Iterator[None]:
    """Run a transaction; the holder of the lock is the only writer, or shares it with writers on other tickets.

    The numbers of tickets, the stock, loaners and records have no row that stands for all of them: who asks for those
    takes the whole lock.
    """
    locks = [f"SET LOCAL lock_timeout = {int(wait_limit() * 1000) or 1}"]
    if ticket is None:
        locks.append(f"SELECT pg_advisory_xact_lock({_TURN})")
    else:
        locks.append(f"SELECT pg_advisory_xact_lock_shared({_TURN})")
        locks.append(f"SELECT 1 FROM ticket WHERE number = {int(ticket)} FOR UPDATE")
    try:
        conn.begin(*locks)
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
