"""A disk whose power goes.

Until a file is synced, each sector of it may be found in any state that it went through since the last time; a name
that was made or taken away may be found so or not until its folder is synced. That is more than a disk does on most
days, and no more than it may do.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from power_record import Event

_SECTOR, _PAGE = 512, 4096


@dataclass(slots=True)
class _File:
    """What is safe of a file, and what was asked since: writes, and cuts, which have no data."""

    safe: bytearray = field(default_factory=bytearray)
    asked: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for offset, data in self.asked:
            _put(self.safe, offset, data)
        self.asked.clear()

    def found(self, chance: Random) -> bytes:
        """Give the file as it may be found."""
        unit, most = chance.choice((_SECTOR, _PAGE)), len(self.asked)
        least, most = chance.choice(((0, 0), (0, most), (most, most)))
        reached: dict[int, int] = defaultdict(lambda: chance.randint(least, most))
        content = bytearray(self.safe)
        for place, (offset, data) in enumerate(self.asked):
            if data is None:
                if place < reached[-1]:
                    _put(content, offset, None)
                continue
            for begin in range(offset - offset % unit, offset + len(data), unit):
                if place < reached[begin // unit]:
                    first = max(begin, offset)
                    _put(content, first, data[first - offset : begin + unit - offset])
        return bytes(content)


def _put(content: bytearray, offset: int, data: bytes | None) -> None:
    """Write into a file, or cut it."""
    content.extend(bytes(max(offset - len(content), 0)))
    if data is None:
        del content[offset:]
    else:
        content[offset : offset + len(data)] = data


class Disk:
    """A folder on a disk, as it stands and as it may be found when the power has gone."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._there = {str(file): _File(bytearray(file.read_bytes())) for file in folder.iterdir()}
        self._safe = dict(self._there)
        self._moves: list[tuple[str, _File | None]] = []

    def take(self, event: Event) -> None:
        """Do what is asked of this folder."""
        if self._folder not in {event.path, str(Path(event.path).parent)}:
            return
        if event.call == "create" and event.path not in self._there:
            self._move(event.path, _File())
        elif event.call == "remove":
            self._move(event.path, None)
        elif event.call == "sync" and event.path == self._folder:
            self._safe = dict(self._there)
            self._moves.clear()
        elif event.path in self._there:
            file = self._there[event.path]
            if event.call == "sync":
                file.sync()
            elif event.call in {"write", "cut"}:
                file.asked.append((event.offset, event.data if event.call == "write" else None))

    def _move(self, path: str, file: _File | None) -> None:
        self._moves.append((path, file))
        _name(self._there, path, file)

    def content(self) -> dict[str, bytes]:
        """Give the files as whoever reads them sees them while there is power."""
        for file in self._there.values():
            file.sync()
        return {Path(path).name: bytes(file.safe) for path, file in self._there.items()}

    def leave(self, folder: Path, chance: Random) -> None:
        """Lay the files into a folder as they may be found."""
        names = dict(self._safe)
        for path, file in self._moves[: chance.randint(0, len(self._moves))]:
            _name(names, path, file)
        folder.mkdir(parents=True)
        for path, file in names.items():
            (folder / Path(path).name).write_bytes(file.found(chance))


def _name(names: dict[str, _File], path: str, file: _File | None) -> None:
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file
