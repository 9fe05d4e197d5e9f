"""Margins of very many promises, with their median, in little memory: what does not fit waits in a file."""

from __future__ import annotations

from array import array
from collections import Counter
from statistics import median
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 2_048
"""How many margins of a group are held in memory."""
_TOGETHER = 4_096
"""So many neighbouring seconds are counted as one while the median is looked for."""


class Shelf:
    """The file in which all groups put what they do not hold; it is made when the first one needs it."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._length = 0

    def put(self, values: array[int]) -> int:
        """Append values, and return their place."""
        if self._file is None:
            import tempfile

            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - gone with the shelf
        place = self._length
        self._file.seek(place)
        self._length += self._file.write(values.tobytes())
        return place

    def read(self, place: int) -> array[int]:
        """Return the values at a place."""
        values = array("q")
        if self._file is not None:
            self._file.seek(place)
            values.frombytes(self._file.read(AT_ONCE * values.itemsize))
        return values


class Margins:
    """The margins of one group, in seconds."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._places = array("q")
        self._last = array("q")
        self._room = AT_ONCE

    def add(self, margin: int) -> None:
        """Count one in."""
        self._last.append(margin)
        self._room -= 1
        if not self._room:
            self._room = AT_ONCE
            self._places.append(self._shelf.put(self._last))
            del self._last[:]

    def worst(self) -> int | None:
        """Return the lowest; None if there is none."""
        return min((min(part) for part in self._parts()), default=None)

    def median(self) -> int | None:
        """Return the middle one, or what lies between the two in the middle; None if there is none."""
        if not self._places:
            return int(median(self._last)) if self._last else None
        count = len(self._places) * AT_ONCE + len(self._last)
        neighbours: Counter[int] = Counter()
        for part in self._parts():
            neighbours.update(map(_TOGETHER.__rfloordiv__, part))
        low = self._at((count - 1) // 2, neighbours)
        high = low if count % 2 else self._at(count // 2, neighbours)
        return int((low + high) / 2)

    def _at(self, place: int, neighbours: Counter[int]) -> int:
        """Return the margin that stands at a place in their order."""
        group, place = _reached(neighbours, place)
        values: Counter[int] = Counter()
        first, behind = group * _TOGETHER, (group + 1) * _TOGETHER
        for part in self._parts():
            values.update([value for value in part if first <= value < behind])
        return _reached(values, place)[0]

    def _parts(self) -> Iterator[array[int]]:
        for place in self._places:
            yield self._shelf.read(place)
        if self._last:
            yield self._last


def _reached(counts: Counter[int], place: int) -> tuple[int, int]:
    """Return the key at a place of what was counted, in the order of the keys, and the place within it."""
    for key in sorted(counts):
        if place < counts[key]:
            return key, place
        place -= counts[key]
    raise IndexError(place)
