"""Reading the files to choose from: those that match the typed path, else the newest in the download folder."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from urllib.parse import unquote, urlsplit

from textual.message import Message

from deskctl.safe_text import one_line

_DOWNLOADS = ("Downloads", "下载")
_MOST, _SCANNED = 200, 20_000
_QUOTES = "'\""


@dataclass(frozen=True, slots=True)
class PathEntry:
    """A file or a folder that can be chosen; `shown` is its name in printable characters."""

    path: str
    shown: str
    is_folder: bool
    size: int
    changed: float


@dataclass
class PathsRead(Message):
    """The files and folders that match a typed path."""

    typed: str
    listed: Sequence[PathEntry]


def read_paths(typed: str) -> PathsRead:
    """Read the files and folders that match a typed path, the newest first; runs in a thread."""
    path = typed_path(typed)
    folder, begin = os.path.split(path) if path else (downloads(), "")
    entries = sorted(_in_folder(folder or os.curdir, begin), key=lambda one: (one.is_folder, -one.changed))
    return PathsRead(typed, entries[:_MOST])


def typed_path(typed: str) -> str:
    """Return the path that was typed or pasted: quotes, escaped spaces, `file:` and `~` are resolved."""
    text = typed.strip()
    if text.startswith("file:"):
        return unquote(urlsplit(text).path)
    if text[:1] in _QUOTES and text[-1:] == text[:1] and len(text) > 1:
        text = text[1:-1]
    if "\\ " in text and os.sep == "/":
        text = text.replace("\\ ", " ")
    return os.path.expanduser(text)  # noqa: PTH111 - the slash at the end matters


def downloads() -> str:
    """Return the download folder, else the folder in which the console was started."""
    homes = (Path.home() / name for name in _DOWNLOADS)
    return next((str(folder) for folder in homes if folder.is_dir()), os.curdir)


def _in_folder(folder: str, begin: str) -> Iterator[PathEntry]:
    """Yield the files and folders whose names start with `begin`; links and special files are left out."""
    try:
        with os.scandir(folder) as entries:
            for place, entry in enumerate(entries):
                if place >= _SCANNED:
                    return
                if entry.name.casefold().startswith(begin.casefold()) and (begin or not entry.name.startswith(".")):
                    yield from _listed(entry)
    except (OSError, ValueError):
        return


def _listed(entry: "os.DirEntry[str]") -> Iterator[PathEntry]:
    try:
        about = entry.stat(follow_symlinks=False)
    except OSError:
        return
    if S_ISREG(about.st_mode) or S_ISDIR(about.st_mode):
        yield PathEntry(entry.path, shown_name(entry.name), S_ISDIR(about.st_mode), about.st_size, about.st_mtime)


def shown_name(name: str) -> str:
    """Return the name of a file in printable characters: invalid bytes and control characters become symbols."""
    return one_line(os.fsencode(name).decode("utf-8", "replace"))
