"""The open connection to a file that detects writes by other processes and the loss of the store."""

import os

from deskctl.errors import DeskError
from deskctl.store.open import open_reader
from deskctl.store.store_errors import moved
from deskctl.store.watching import data_version, data_version_if_readable

_File = tuple[int, int]
"""A file by its device and inode: another file may take the same name."""


class StoreWatch:
    """Watches a store; `error` is the error if it cannot be read."""

    def __init__(self, store: str) -> None:
        self.error: DeskError | None = None
        self._store = store
        self.conn = open_reader(store)
        self._file = self._current_file()
        self._version = data_version(self.conn)
        self._refused: _File | None = None

    def look(self) -> bool:
        """Return True if something changed since the last look: the content, or whether it can be read."""
        before = self._file, self._version, self.error is None
        file = self._current_file()
        if file is None:
            self.error = self.error or moved(self._store, saved="")
        elif file == self._file:
            self.error = None
            self._version = self._read_version()
        elif file != self._refused:
            self._take(file)
        return before != (self._file, self._version, self.error is None)

    def close(self) -> None:
        """Close the store."""
        self.conn.close()

    def _take(self, file: _File) -> None:
        """Switch to another file of the same name; a file that is not a store is not tried again."""
        try:
            conn = open_reader(self._store)
        except DeskError as error:
            self.error, self._refused = error, file
            return
        self.conn.close()
        self.conn, self._file, self.error, self._refused = conn, file, None, None
        self._version = self._read_version()

    def _read_version(self) -> int:
        """Return the data version; if that fails, the next read shows why."""
        version = data_version_if_readable(self.conn)
        return self._version if version is None else version

    def _current_file(self) -> _File | None:
        try:
            status = os.stat(self._store)  # noqa: PTH116 - a path object costs twice as much, three times a second
        except OSError:
            return None
        return status.st_dev, status.st_ino
