"""Open the store for one look, and say in words where that fails."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from deskctl.store.sqlite.reader import open_reader
from deskctl.store.store_errors import naming_trouble


@contextmanager
def reading(store: str) -> Iterator[sqlite3.Connection]:
    """Lend a connection that cannot write; raises `StoreUnusable`."""
    with naming_trouble(store), closing(open_reader(store)) as conn:
        yield conn
