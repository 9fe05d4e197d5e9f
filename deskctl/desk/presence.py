"""Who looks at or works on which ticket now, in a small file beside the store for each console.

A file is written every few seconds and is valid for three beats. It is not part of the store, and may be lost.
"""

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from deskctl.config.places import made_place_beside, place_beside
from deskctl.private_files import open_private

SUFFIX = "-presence"
BEAT = 5
_GONE = 15
_SWEPT = 3600
_OWNER_ONLY = 0o700


class Presence(NamedTuple):
    """A person at a console: the ticket, and the operation whose form is open, empty if none is."""

    person: str
    name: str
    number: int
    step: str = ""
    since: float = 0


class PresenceFile:
    """The file in which a console records the ticket of its person; disk errors are ignored."""

    def __init__(self, store: str) -> None:
        self._store = store
        self._folder = Path(place_beside(store) + SUFFIX)
        self._path = self._folder / f"{uuid4().hex}.json"

    def write(self, present: Presence | None) -> None:
        """Record the ticket at which the person is now; None for no ticket."""
        if present is None:
            self.remove()
            return
        with suppress(OSError):
            made_place_beside(self._store)
            self._folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
            file = open_private(self._path)
            try:
                text = json.dumps(present._asdict()).encode()
                os.pwrite(file, text, 0)
                os.ftruncate(file, len(text))
                os.utime(file)
            finally:
                os.close(file)

    def remove(self) -> None:
        """Remove the file."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def others(self) -> list[Presence]:
        """Return the people at other consoles; files of consoles that ended long ago are removed."""
        return sorted(self._others(time.time()), key=lambda one: (one.number, not one.step, one.since))

    def _others(self, now: float) -> Iterator[Presence]:
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                age = now - entry.stat().st_mtime
                if age > _SWEPT:
                    Path(entry.path).unlink(missing_ok=True)
                elif age <= _GONE and entry.name != self._path.name and (presence := _read(entry.path)):
                    yield presence


def _read(path: str) -> Presence | None:
    """Return the content of a file; None if it is being written or invalid."""
    try:
        return Presence(**json.loads(Path(path).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
