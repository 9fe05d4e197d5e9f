"""Drafts of typed text on disk, so that a crash or a lost connection loses nothing.

A draft belongs to the person who typed it; others get it only on request.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

from deskctl.config import drafts_folder
from deskctl.language.i18n import N_
from deskctl.private_files import open_private
from deskctl.store.sqlite.writing.locks import try_whole

RESTORED_NOTICE = N_("What was typed when the console ended is here again.")
INTAKE = "ticket.open"

_OWNER_ONLY = 0o700
_IN_USE: set[Path] = set()
"""The draft files that this process has open; a lock does not protect them from the process itself."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Typed text on disk: `about` is the operation or report, `numbers` the tickets, `started` when the form opened.

    A `parked` draft was left on purpose, any other one by a console that ended. `seen` is the last action
    of each ticket or record when the form opened; later changes by others are not overwritten without a question.
    """

    about: str
    owner: str | None = None
    numbers: tuple[int, ...] = ()
    started: int = 0
    parked: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    path: Path = Path()
    written: float = 0.0
    seen: Mapping[str, int] = field(default_factory=dict)


class DraftFile:
    """A private file next to the store, locked while this process uses it."""

    def __init__(self, store: str, draft: Draft) -> None:
        self._store = store
        self._draft = draft
        self._path: Path | None = None
        self._file = -1
        self._is_done = False
        self._is_parked = False
        self._turns = count(1)
        self._last_turn = 0
        self._lock = Lock()

    def take_over(self) -> Draft | None:
        """Continue the latest draft that a console of this person left for the same form; None if there is none."""
        for left in drafts(self._store):
            same = (left.about, left.owner, left.numbers) == (self._draft.about, self._draft.owner, self._draft.numbers)
            if same and not left.parked and self.resume(left):
                return left
        return None

    def resume(self, left: Draft) -> bool:
        """Continue a draft, which then belongs to this person; return False if another console has it open."""
        with suppress(OSError):
            file = os.open(left.path, os.O_RDWR)
            if try_whole(file):
                self._path, self._file = left.path, file
                self._draft = replace(self._draft, started=left.started)
                _IN_USE.add(left.path)
                return True
            os.close(file)
        return False

    def keep(self, texts: Mapping[str, str], seen: Mapping[str, int] | None = None, *, parked: bool = False) -> None:
        """Save the texts and `seen`; disk errors are ignored."""
        self.saving(texts, seen, parked=parked)()

    def saving(
        self, texts: Mapping[str, str], seen: Mapping[str, int] | None = None, *, parked: bool = False
    ) -> Callable[[], None]:
        """Return the function that saves the texts in a thread, but not over those that are passed to a later call."""
        turn = next(self._turns)
        return lambda: self._save(turn, texts, seen or {}, parked=parked)

    def _save(self, turn: int, texts: Mapping[str, str], seen: Mapping[str, int], *, parked: bool) -> None:
        with suppress(OSError), self._lock:
            if self._is_done or turn < self._last_turn or (self._is_parked and not parked):
                return
            self._is_parked, self._last_turn = parked, turn
            if self._path is None:
                self._make()
            one = self._draft
            content: dict[str, Any] = {"about": one.about, "owner": one.owner, "numbers": one.numbers}
            content |= {"started": one.started, "parked": parked, "texts": dict(texts), "seen": dict(seen)}
            written = json.dumps(content).encode()
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, written)
            os.ftruncate(self._file, len(written))

    def drop(self) -> None:
        """Delete the file, because its text was recorded or discarded."""
        self.release()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def release(self) -> None:
        """Stop writing, and release the file for whoever continues it."""
        with self._lock:
            if self._path is not None and not self._is_done:
                os.close(self._file)
                _IN_USE.discard(self._path)
            self._is_done = True

    def _make(self) -> None:
        folder = drafts_folder(self._store)
        folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        path = folder / f"{self._draft.about}-{uuid4().hex}.json"
        self._file = open_private(path)
        self._path = path
        _IN_USE.add(path)
        try_whole(self._file)


def drafts(store: str) -> list[Draft]:
    """Return the drafts that no console has open, the latest first."""
    readable = [draft for path in drafts_folder(store).glob("*.json") if (draft := _read(path))]
    return sorted(readable, key=lambda draft: draft.written, reverse=True)


def parked_calls(store: str, actor: str | None) -> list[Draft]:
    """Return the new tickets that a person has parked."""
    return [one for one in drafts(store) if one.about == INTAKE and one.owner == actor and one.parked]


def discard(draft: Draft) -> None:
    """Delete a draft that no console has open."""
    draft.path.unlink(missing_ok=True)


def _read(path: Path) -> Draft | None:
    """Read a draft; None if a console has it open, or if it cannot be read."""
    if path in _IN_USE:
        return None
    with suppress(OSError):
        file = os.open(path, os.O_RDWR)
        try:
            return _draft_of(path, os.read(file, os.fstat(file).st_size)) if try_whole(file) else None
        finally:
            os.close(file)
    return None


def _draft_of(path: Path, written: bytes) -> Draft | None:
    """Return the draft in the content of a file; the rest of an earlier, longer text after it is ignored."""
    try:
        content, _end = json.JSONDecoder().raw_decode(written.decode(errors="replace"))
        texts = {str(name): text for name, text in content["texts"].items() if isinstance(text, str)}
        numbers = tuple(int(number) for number in content["numbers"])
        head = (str(content["about"]), content["owner"], numbers, int(content["started"]), bool(content["parked"]))
        seen = {str(name): int(seq) for name, seq in content.get("seen", {}).items()}
        return Draft(*head, texts, path, path.stat().st_mtime, seen) if texts else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
