"""Opening the store for one read."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from deskctl.store.port import Reader
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.sqlite_errors import naming_trouble


@contextmanager
def reading(store: str) -> Iterator[Reader]:
    """Yield a read-only connection; raises `StoreUnusable`."""
    with naming_trouble(store), closing(open_reader(store)) as conn:
        yield conn
