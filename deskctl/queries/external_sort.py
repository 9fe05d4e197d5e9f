"""Sort a long list with little memory, using temporary files."""

from __future__ import annotations

from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AT_ONCE = 4_000
"""The number of rows in memory at a time."""
_TOGETHER = 200

_Row = TypeVar("_Row")


def in_order(rows: Iterable[_Row], key: Callable[[_Row], Any]) -> Iterator[_Row]:
    """Yield rows sorted by a key; the sort is stable."""
    remaining = iter(rows)
    first = sorted(islice(remaining, AT_ONCE), key=key)
    if len(first) < AT_ONCE:
        yield from first
        return
    runs = [_spill(first)]
    del first
    while more := sorted(islice(remaining, AT_ONCE), key=key):
        runs.append(_spill(more))
    yield from merge(*runs, key=key)


def _spill(rows: list[_Row]) -> Iterator[_Row]:
    """Write rows to a temporary file immediately, and return an iterator that reads them back."""
    import pickle
    import tempfile

    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed after reading
    for place in range(0, len(rows), _TOGETHER):
        pickle.dump(rows[place : place + _TOGETHER], file, pickle.HIGHEST_PROTOCOL)
    count = len(rows)
    rows.clear()
    file.seek(0)

    def read() -> Iterator[_Row]:
        with file:
            for _part in range(0, count, _TOGETHER):
                yield from pickle.load(file)  # noqa: S301 - written by this call

    return read()
