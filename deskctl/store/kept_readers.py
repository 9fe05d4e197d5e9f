"""Readers that a console keeps open between its reads: opening one takes longer than most of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from deskctl.errors import DeskError
from deskctl.store.open import Place, open_reader, place_of, require_current, translated_errors
from deskctl.store.port import Reader

_MOST_IDLE = 2
"""How many readers are kept: each holds half a megabyte of a file, or a connection to a server."""


@dataclass(frozen=True, slots=True)
class _KeptReader:
    """A reader of a store, with the place that the store had when it was opened."""

    address: str
    place: Place | None
    conn: Reader


class KeptReaders:
    """The idle readers of a process, for reads that run one after another or at the same time."""

    def __init__(self) -> None:
        self._idle: list[_KeptReader] = []
        self._lock = Lock()

    @contextmanager
    def reading(self, address: str) -> Iterator[Reader]:
        """Yield a reader that sees what a new one would; raises `StoreUnusable` as `open_reader` does."""
        with translated_errors(address):
            kept = self._take(address)
            try:
                yield kept.conn
            except BaseException:
                kept.conn.close()
                raise
            self._put_back(kept)

    def close(self) -> None:
        """Close all idle readers."""
        with self._lock:
            idle, self._idle = self._idle, []
        for kept in idle:
            kept.conn.close()

    def _take(self, address: str) -> _KeptReader:
        place = place_of(address)
        while (kept := self._pop(address)) is not None:
            if kept.place == place and _is_current(kept):
                return kept
            kept.conn.close()
        return _KeptReader(address, place, open_reader(address, few_pages=True))

    def _pop(self, address: str) -> _KeptReader | None:
        with self._lock:
            kept = next((one for one in reversed(self._idle) if one.address == address), None)
            if kept is not None:
                self._idle.remove(kept)
            return kept

    def _put_back(self, kept: _KeptReader) -> None:
        """Keep a reader instead of the one that was used longest ago, unless changes would escape it."""
        if kept.place is None:
            kept.conn.close()
            return
        with self._lock:
            self._idle.append(kept)
            surplus, self._idle = self._idle[:-_MOST_IDLE], self._idle[-_MOST_IDLE:]
        for one in surplus:
            one.conn.close()


def _is_current(kept: _KeptReader) -> bool:
    """Return whether the store can still be read; if not, opening it again explains why."""
    try:
        with translated_errors(kept.address):
            require_current(kept.conn, kept.address)
    except DeskError:
        return False
    return True
