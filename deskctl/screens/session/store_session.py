"""Reading the store from the screens."""

from collections.abc import Iterator
from contextlib import contextmanager

from deskctl.store.kept_readers import KeptReaders
from deskctl.store.port import Reader

_READERS = KeptReaders()


@contextmanager
def reading(store: str) -> Iterator[Reader]:
    """Yield a read-only connection; raises `StoreUnusable`. Several jobs read at the same time."""
    with _READERS.reading(store) as conn:
        yield conn


def close_readers() -> None:
    """Close the connections that are kept between reads."""
    _READERS.close()
