"""Files to choose from: what is in the folder that is typed, else the newest of the download folder."""

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
class Listed:
    """A file or a folder that can be chosen; `shown` is its name as it may be shown."""

    path: str
    shown: str
    is_folder: bool
    size: int
    changed: float


@dataclass
class PathsRead(Message):
    """What fits a typed path."""

    typed: str
    listed: Sequence[Listed]


def read_paths(typed: str) -> PathsRead:
    """Look for what fits a typed path, the newest first; runs in a thread."""
    path = given_path(typed)
    folder, begin = os.path.split(path) if path else (downloads(), "")
    entries = sorted(_in_folder(folder or os.curdir, begin), key=lambda one: (one.is_folder, -one.changed))
    return PathsRead(typed, entries[:_MOST])


def given_path(typed: str) -> str:
    """Return a path as it is typed or pasted: in quotes, with escaped spaces, as an address, with `~`."""
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


def _in_folder(folder: str, begin: str) -> Iterator[Listed]:
    """Yield the files and folders whose name begins so; links are not followed, other kinds of files left out."""
    try:
        with os.scandir(folder) as entries:
            for place, entry in enumerate(entries):
                if place >= _SCANNED:
                    return
                if entry.name.casefold().startswith(begin.casefold()) and (begin or not entry.name.startswith(".")):
                    yield from _listed(entry)
    except (OSError, ValueError):
        return


def _listed(entry: "os.DirEntry[str]") -> Iterator[Listed]:
    try:
        about = entry.stat(follow_symlinks=False)
    except OSError:
        return
    if S_ISREG(about.st_mode) or S_ISDIR(about.st_mode):
        yield Listed(entry.path, shown_name(entry.name), S_ISDIR(about.st_mode), about.st_size, about.st_mtime)


def shown_name(name: str) -> str:
    """Return a file's name as it may be shown: bytes that are no text, and control characters, become symbols."""
    return one_line(os.fsencode(name).decode("utf-8", "replace"))
