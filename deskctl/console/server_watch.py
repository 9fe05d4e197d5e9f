"""The open connection to a server that detects writes by others and the loss of the server."""

from time import monotonic

from deskctl.errors import DeskError
from deskctl.store.open import open_reader
from deskctl.store.watching import data_version, data_version_if_readable

_RETRY_SECONDS = 3.0
"""Time between two attempts to reach a lost server, since each may block the console."""


class ServerWatch:
    """Watches a store on a server as `StoreWatch` does a file."""

    def __init__(self, store: str) -> None:
        self.error: DeskError | None = None
        self._store = store
        self.conn = open_reader(store)
        self._version = data_version(self.conn)
        self._tried = monotonic()

    def look(self) -> bool:
        """Return True if the content changed since the last call, or whether it can be read."""
        if self.error is not None:
            return self._reconnected()
        version = data_version_if_readable(self.conn)
        if version is None:
            return self._reconnected()
        changed, self._version = version != self._version, version
        return changed

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()

    def _reconnected(self) -> bool:
        """Try to connect again at intervals; return True if that changes anything.

        After a reconnection the store counts as changed, since others may have written meanwhile.
        """
        before, now = self.error, monotonic()
        if before is not None and now - self._tried < _RETRY_SECONDS:
            return False
        self._tried = now
        try:
            conn = open_reader(self._store)
        except DeskError as error:
            self.error = error
            return before is None
        self.conn.close()
        self.conn, self.error = conn, None
        self._version = data_version(conn)
        return True
