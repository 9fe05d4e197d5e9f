"""Sort a long list with little memory, using a temporary file."""

from __future__ import annotations

from heapq import merge
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AT_ONCE = 2_000
"""The number of rows in memory at a time."""
MOST_RUNS = 64
"""The number of sorted runs of one level that are merged at a time."""
_TOGETHER = 25
"""The number of rows of each run in memory while runs are merged."""

_Row = TypeVar("_Row")


def in_order(rows: Iterable[_Row], key: Callable[[_Row], Any]) -> Iterator[_Row]:
    """Yield rows sorted by a key; the sort is stable."""
    remaining = iter(rows)
    first = sorted(islice(remaining, AT_ONCE), key=key)
    if len(first) < AT_ONCE:
        yield from first
        return
    from deskctl.temporary_files import naming_temporary_folder, open_temporary_file

    with naming_temporary_folder(), open_temporary_file() as file:
        levels = _Levels(file, key)
        levels.add(first)
        while more := sorted(islice(remaining, AT_ONCE), key=key):
            levels.add(more)
        yield from levels.merged()


class _Levels:
    """The sorted runs in a file; many runs of a level are merged into one of the next."""

    def __init__(self, file: IO[bytes], key: Callable[[Any], Any]) -> None:
        self._file = file
        self._key = key
        self._runs: list[list[list[int]]] = []

    def add(self, rows: list[Any]) -> None:
        """Add sorted rows, which all come after those that were added before; the list is emptied."""
        run = self._write(iter(rows))
        rows.clear()
        for level in self._runs:
            level.append(run)
            if len(level) < MOST_RUNS:
                return
            run = self._write(merge(*map(self._read, level), key=self._key))
            level.clear()
        self._runs.append([run])

    def merged(self) -> Iterator[Any]:
        """Return all rows in order; runs of a higher level are earlier ones."""
        return merge(*(self._read(run) for level in reversed(self._runs) for run in level), key=self._key)

    def _write(self, rows: Iterator[Any]) -> list[int]:
        """Append rows to the file in small parts, and return where each part begins."""
        import pickle

        places = []
        while part := list(islice(rows, _TOGETHER)):
            places.append(self._file.seek(0, 2))
            pickle.dump(part, self._file, pickle.HIGHEST_PROTOCOL)
        return places

    def _read(self, run: list[int]) -> Iterator[Any]:
        import pickle

        for place in run:
            self._file.seek(place)
            yield from pickle.load(self._file)  # noqa: S301 - written by this process
