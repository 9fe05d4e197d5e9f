"""A long list in order, in little memory: what does not fit waits in a file."""

from __future__ import annotations

from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AT_ONCE = 4_000
"""How many rows are held in memory at a time."""
_TOGETHER = 200

_Row = TypeVar("_Row")


def in_order(rows: Iterable[_Row], key: Callable[[_Row], Any]) -> Iterator[_Row]:
    """Yield rows in the order of a key; those that are equal in the order in which they came."""
    remaining = iter(rows)
    first = sorted(islice(remaining, AT_ONCE), key=key)
    if len(first) < AT_ONCE:
        yield from first
        return
    runs = [_put_away(first)]
    del first
    while more := sorted(islice(remaining, AT_ONCE), key=key):
        runs.append(_put_away(more))
    yield from merge(*runs, key=key)


def _put_away(rows: list[_Row]) -> Iterator[_Row]:
    """Write rows into a temporary file at once, and yield them from there."""
    import pickle
    import tempfile

    file = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed once it was read
    for place in range(0, len(rows), _TOGETHER):
        pickle.dump(rows[place : place + _TOGETHER], file, pickle.HIGHEST_PROTOCOL)
    count = len(rows)
    rows.clear()
    file.seek(0)

    def read() -> Iterator[_Row]:
        with file:
            for _part in range(0, count, _TOGETHER):
                yield from pickle.load(file)  # noqa: S301 - written by this very call

    return read()
