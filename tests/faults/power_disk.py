"""A simulated disk that loses power.

Until a file is synced, each of its sectors may be found in any state that it had since the last sync; a name that was
created or removed may or may not be found so until its folder is synced. Real disks rarely lose that much, but they
may.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from power_record import Event

_SECTOR, _PAGE = 512, 4096


@dataclass(slots=True)
class _File:
    """The content of a file that is synced, and the requests since: writes, and truncations, which have no data."""

    safe: bytearray = field(default_factory=bytearray)
    requests: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for offset, data in self.requests:
            _put(self.safe, offset, data)
        self.requests.clear()

    def found(self, chance: Random) -> bytes:
        """Return the file as it may be found after a loss of power."""
        unit, most = chance.choice((_SECTOR, _PAGE)), len(self.requests)
        least, most = chance.choice(((0, 0), (0, most), (most, most)))
        reached: dict[int, int] = defaultdict(lambda: chance.randint(least, most))
        content = bytearray(self.safe)
        for place, (offset, data) in enumerate(self.requests):
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
    """Write into a file, or truncate it."""
    content.extend(bytes(max(offset - len(content), 0)))
    if data is None:
        del content[offset:]
    else:
        content[offset : offset + len(data)] = data


class Disk:
    """A folder on a disk, as it is now and as it may be found after a loss of power."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._current = {str(file): _File(bytearray(file.read_bytes())) for file in folder.iterdir()}
        self._safe = dict(self._current)
        self._moves: list[tuple[str, _File | None]] = []

    def take(self, event: Event) -> None:
        """Carry out a request to this folder; requests to other folders are ignored."""
        if self._folder not in {event.path, str(Path(event.path).parent)}:
            return
        if event.call == "create" and event.path not in self._current:
            self._move(event.path, _File())
        elif event.call == "remove":
            self._move(event.path, None)
        elif event.call == "sync" and event.path == self._folder:
            self._safe = dict(self._current)
            self._moves.clear()
        elif event.path in self._current:
            file = self._current[event.path]
            if event.call == "sync":
                file.sync()
            elif event.call in {"write", "cut"}:
                file.requests.append((event.offset, event.data if event.call == "write" else None))

    def _move(self, path: str, file: _File | None) -> None:
        self._moves.append((path, file))
        _name(self._current, path, file)

    def content(self) -> dict[str, bytes]:
        """Return the files as a program reads them before the loss of power."""
        for file in self._current.values():
            file.sync()
        return {Path(path).name: bytes(file.safe) for path, file in self._current.items()}

    def leave(self, folder: Path, chance: Random) -> None:
        """Write the files into a folder as they may be found after a loss of power."""
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
