"""The connection to a server that stays open: it hears that another person wrote, or that the server is gone."""

from time import monotonic

from deskctl.errors import DeskError
from deskctl.store.open import open_reader
from deskctl.store.watching import data_version, data_version_if_readable

_AGAIN = 3.0
"""Seconds between two tries to reach a server that is gone: each may keep the console waiting."""


class ServerWatch:
    """Watches a store on a server as `StoreWatch` does a file."""

    def __init__(self, store: str) -> None:
        self.trouble: DeskError | None = None
        self._store = store
        self.conn = open_reader(store)
        self._version = data_version(self.conn)
        self._tried = monotonic()

    def look(self) -> bool:
        """Return True if something changed since the last look: the content, or whether it can be read."""
        if self.trouble is not None:
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
        """Try to connect again, now and then; return True if that brings news.

        What others wrote meanwhile nobody heard of: the store counts as changed.
        """
        before, now = self.trouble, monotonic()
        if before is not None and now - self._tried < _AGAIN:
            return False
        self._tried = now
        try:
            conn = open_reader(self._store)
        except DeskError as error:
            self.trouble = error
            return before is None
        self.conn.close()
        self.conn, self.trouble = conn, None
        self._version = data_version(conn)
        return True
