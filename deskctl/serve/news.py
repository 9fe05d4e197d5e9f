"""Whether others have written to a store since the last look."""

from deskctl.store.open import open_reader
from deskctl.store.watching import data_version_if_readable


class News:
    """Watches a store through a connection of its own."""

    def __init__(self, store: str) -> None:
        self._reader = open_reader(store)
        self._version = data_version_if_readable(self._reader)

    def arrived(self) -> bool:
        """Return True if something was committed since the last call."""
        version = data_version_if_readable(self._reader)
        before, self._version = self._version, version
        return version != before

    def close(self) -> None:
        """Close the connection."""
        self._reader.close()
