"""Who looks at or works on which ticket now: a small file for each console beside the store, which may be lost.

A file is written every few seconds and counts for three beats; it is never part of the store, and nobody waits for it.
"""

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from deskctl.config.places import place_beside
from deskctl.private_files import open_private

SUFFIX = "-presence"
BEAT = 5
_GONE = 15
_SWEPT = 3600
_OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class Present:
    """A person at a console: the ticket, and the operation that is being filled in; empty for reading."""

    person: str
    name: str
    number: int
    step: str = ""
    since: float = 0


class PresenceFile:
    """The file in which one console says where its person is; disk errors are ignored."""

    def __init__(self, store: str) -> None:
        self._folder = Path(place_beside(store) + SUFFIX)
        self._path = self._folder / f"{uuid4().hex}.json"

    def write(self, present: Present | None) -> None:
        """Record where the person is now; None for no ticket."""
        if present is None:
            self.remove()
            return
        with suppress(OSError):
            self._folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
            file = open_private(self._path)
            try:
                text = json.dumps(asdict(present)).encode()
                os.pwrite(file, text, 0)
                os.ftruncate(file, len(text))
                os.utime(file)
            finally:
                os.close(file)

    def remove(self) -> None:
        """Remove the record of where the person is."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def others(self) -> list[Present]:
        """Return where the people at other consoles are; files of consoles long gone are removed."""
        return sorted(self._others(time.time()), key=lambda one: (one.number, not one.step, one.since))

    def _others(self, now: float) -> Iterator[Present]:
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                age = now - entry.stat().st_mtime
                if age > _SWEPT:
                    Path(entry.path).unlink(missing_ok=True)
                elif age <= _GONE and entry.name != self._path.name and (presence := _read(entry.path)):
                    yield presence


def _read(path: str) -> Present | None:
    """Return the content of a file; None if it is being written, or is not one of ours."""
    try:
        return Present(**json.loads(Path(path).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
