"""Opening the store for one read."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from deskctl.store.open import open_reader, translated_errors
from deskctl.store.port import Reader


@contextmanager
def reading(store: str) -> Iterator[Reader]:
    """Yield a read-only connection; raises `StoreUnusable`.

    Several jobs read at the same time, and what each of them keeps in memory is not given back at once.
    """
    with translated_errors(store), closing(open_reader(store, few_pages=True)) as conn:
        yield conn
