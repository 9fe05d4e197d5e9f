"""The open connection to a server that detects writes by others and the loss of the server."""

from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from deskctl.errors import DeskError
from deskctl.store.open import open_reader, translated_errors
from deskctl.store.watching import data_version, data_version_if_readable

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_RETRY_SECONDS = 3.0
"""Time between two attempts to reach a lost server."""


class _Attempt(Thread):
    """Connects in the background: a machine without power lets a connection wait for seconds."""

    def __init__(self, store: str) -> None:
        super().__init__(daemon=True)
        self.conn: Reader | None = None
        self.version = 0
        self.error: DeskError | None = None
        self._store = store
        self.start()

    def run(self) -> None:
        """Connect, and begin to listen."""
        try:
            with translated_errors(self._store):
                conn = open_reader(self._store)
                self.version = data_version(conn)
                self.conn = conn
        except DeskError as error:
            self.error = error


class ServerWatch:
    """Watches a store on a server as `StoreWatch` does a file."""

    def __init__(self, store: str) -> None:
        self.error: DeskError | None = None
        self._store = store
        self.conn = open_reader(store)
        self._version = data_version(self.conn)
        self._attempt: _Attempt | None = None
        self._tried = 0.0

    def look(self) -> bool:
        """Return True if the content changed since the last call, or whether it can be read."""
        version = None if self.error or self._attempt else data_version_if_readable(self.conn)
        if version is None:
            return self._reconnected()
        changed, self._version = version != self._version, version
        return changed

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()

    def _reconnected(self) -> bool:
        """Let a thread connect, at intervals; return True if the last attempt changed anything.

        After a reconnection the store counts as changed, since others may have written meanwhile.
        """
        if self._attempt is None:
            if self.error is None or monotonic() - self._tried >= _RETRY_SECONDS:
                self._attempt = _Attempt(self._store)
            return False
        if self._attempt.is_alive():
            return False
        done, self._attempt, self._tried = self._attempt, None, monotonic()
        return self._take(done)

    def _take(self, done: _Attempt) -> bool:
        before, self.error = self.error, done.error
        if done.conn is None:
            return before is None
        self.conn.close()
        self.conn, self._version = done.conn, done.version
        return True
