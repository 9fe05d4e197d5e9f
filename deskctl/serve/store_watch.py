"""Detects whether others have written to a store."""

from deskctl.store.open import open_reader
from deskctl.store.watching import data_version_if_readable


class StoreWatch:
    """Watches a store for commits, through a connection of its own."""

    def __init__(self, store: str) -> None:
        self._reader = open_reader(store)
        self._version = data_version_if_readable(self._reader)

    def has_changed(self) -> bool:
        """Return whether something was committed since the last call."""
        version = data_version_if_readable(self._reader)
        before, self._version = self._version, version
        return version != before

    def close(self) -> None:
        """Close the connection."""
        self._reader.close()
