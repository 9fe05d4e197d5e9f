"""Typed text kept on disk before it is recorded, so that a crash or a lost connection loses nothing."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from uuid import uuid4

from deskctl.config import drafts_folder
from deskctl.language.i18n import N_
from deskctl.private import open_private
from deskctl.store.sqlite.locks.locks import try_whole

FOUND_AGAIN = N_("What was typed when the console ended is here again.")
QUIET_SECONDS = 0.4
"""How long typing must pause before the text is saved."""

_OWNER_ONLY = 0o700


class TypedDraft:
    """A private file next to the store, locked while this process uses it; only an unlocked one is taken over.

    `about` says what is written, such as `new-ticket`; drafts about something else are left alone.
    """

    def __init__(self, store: str, about: str) -> None:
        self._folder = drafts_folder(store)
        self._about = about
        self._path: Path | None = None
        self._file = -1
        self._is_done = False
        self._lock = Lock()

    def take_over(self) -> dict[str, str]:
        """Return the latest texts that another process left; empty if there are none."""
        for path in self._left():
            with suppress(OSError):
                file = os.open(path, os.O_RDWR)
                texts = _read(file) if try_whole(file) else {}
                if texts:
                    self._path, self._file = path, file
                    return texts
                os.close(file)
        return {}

    def keep(self, texts: Mapping[str, str]) -> None:
        """Save what has been typed so far; a disk error leaves the form as it is."""
        with suppress(OSError), self._lock:
            if self._is_done:
                return
            if self._path is None:
                self._make()
            written = json.dumps(texts).encode()
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, written)
            os.ftruncate(self._file, len(written))

    def drop(self) -> None:
        """Delete the file: its text was recorded, or is not wanted."""
        self.let_go()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def let_go(self) -> None:
        """Stop writing, and leave the file for whoever writes about the same next."""
        with self._lock:
            if self._path is not None and not self._is_done:
                os.close(self._file)
            self._is_done = True

    def _make(self) -> None:
        self._folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        path = self._folder / f"{self._about}-{uuid4().hex}.json"
        self._file = open_private(path)
        self._path = path
        try_whole(self._file)

    def _left(self) -> Iterator[Path]:
        found = [(path.stat().st_mtime, path) for path in self._folder.glob(f"{self._about}-*.json")]
        return (path for _at, path in sorted(found, reverse=True))


def _read(file: int) -> dict[str, str]:
    """Return the texts of a file; leftovers of a longer draft after them are ignored."""
    written = os.read(file, os.fstat(file).st_size).decode(errors="replace")
    try:
        texts, _end = json.JSONDecoder().raw_decode(written)
    except ValueError:
        return {}
    pairs = texts.items() if isinstance(texts, dict) else ()
    return {str(name): text for name, text in pairs if isinstance(text, str)}
