"""Margins of very many promises, with their median, in little memory by means of a temporary file."""

from __future__ import annotations

from array import array
from collections import Counter
from statistics import median
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 2_048
"""The number of margins of a group in memory."""
_BUCKET = 4_096
"""The width of a bucket, in seconds, while the median is searched."""


class SpillFile:
    """The temporary file to which all groups move values; it is created when it is first needed."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._length = 0

    def put(self, values: array[int]) -> int:
        """Append values, and return their position."""
        from deskctl.temporary_files import naming_temporary_folder, open_temporary_file

        if self._file is None:
            self._file = open_temporary_file()
        place = self._length
        with naming_temporary_folder():
            self._file.seek(place)
            self._length += self._file.write(values.tobytes())
        return place

    def read(self, place: int) -> array[int]:
        """Return the values at a position."""
        values = array("q")
        if self._file is not None:
            self._file.seek(place)
            values.frombytes(self._file.read(AT_ONCE * values.itemsize))
        return values


class Margins:
    """The margins of one group, in seconds."""

    def __init__(self, spill: SpillFile) -> None:
        self._spill = spill
        self._places = array("q")
        self._last = array("q")
        self._room = AT_ONCE

    def add(self, margin: int) -> None:
        """Add a margin."""
        self._last.append(margin)
        self._room -= 1
        if not self._room:
            self._room = AT_ONCE
            self._places.append(self._spill.put(self._last))
            del self._last[:]

    def worst(self) -> int | None:
        """Return the lowest margin; None if there is none."""
        return min((min(part) for part in self._parts()), default=None)

    def median(self) -> int | None:
        """Return the median; None if there is no margin."""
        if not self._places:
            return int(median(self._last)) if self._last else None
        count = len(self._places) * AT_ONCE + len(self._last)
        neighbours: Counter[int] = Counter()
        for part in self._parts():
            neighbours.update(map(_BUCKET.__rfloordiv__, part))
        low = self._at((count - 1) // 2, neighbours)
        high = low if count % 2 else self._at(count // 2, neighbours)
        return int((low + high) / 2)

    def _at(self, place: int, neighbours: Counter[int]) -> int:
        """Return the margin at a place in sorted order."""
        group, place = _key_at(neighbours, place)
        values: Counter[int] = Counter()
        first, behind = group * _BUCKET, (group + 1) * _BUCKET
        for part in self._parts():
            values.update([value for value in part if first <= value < behind])
        return _key_at(values, place)[0]

    def _parts(self) -> Iterator[array[int]]:
        for place in self._places:
            yield self._spill.read(place)
        if self._last:
            yield self._last


def _key_at(counts: Counter[int], place: int) -> tuple[int, int]:
    """Return the key at a place in sorted order of counted keys, and the remaining place within that key."""
    for key in sorted(counts):
        if place < counts[key]:
            return key, place
        place -= counts[key]
    raise IndexError(place)
