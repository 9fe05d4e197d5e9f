"""Reading messages from single files, mbox files, Maildir folders and standard input."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_POSTMARK = re.compile(rb"(?:\A|\n)From [^\r\n]{1,300}\r?\n")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_MAILDIR = ("cur", "new")
_START = 1 << 20
"""The bytes of a message beyond the limit that are kept."""


@dataclass(frozen=True, slots=True)
class Source:
    """One message and the file that it came from; only its first bytes if it is `too_big`."""

    name: str
    raw: bytes
    too_big: bool = False


def messages_at(path: Path, largest: int) -> Iterator[Source]:
    """Yield the messages of a file or folder; of a message beyond `largest` bytes only the start."""
    if path.is_dir():
        for file in _files_of(path):
            yield from messages_at(file, largest)
        return
    with path.open("rb") as stream:
        yield from _of_stream(stream, str(path), largest)


def messages_in(stream: BinaryIO, name: str, largest: int) -> Iterator[Source]:
    """Yield the messages of an open file."""
    yield from _of_stream(stream, name, largest)


def _files_of(folder: Path) -> list[Path]:
    """Return the files of a Maildir in the order of their arrival, or those of a plain folder by name."""
    boxes = [folder / box for box in _MAILDIR if (folder / box).is_dir()]
    files = [
        file for box in boxes or [folder] for file in box.iterdir() if file.is_file() and not file.name.startswith(".")
    ]
    return sorted(files, key=lambda file: file.name)


def _of_stream(stream: BinaryIO, name: str, largest: int) -> Iterator[Source]:
    start = stream.read(5)
    if start != b"From ":
        yield _source(name, start + stream.read(largest), largest)
        return
    for raw in _split_mbox(start + stream.read()):
        yield _source(name, raw, largest)


def _source(name: str, raw: bytes, largest: int) -> Source:
    return Source(name, raw[:_START], too_big=True) if len(raw) > largest else Source(name, raw)


def _split_mbox(data: bytes) -> Iterator[bytes]:
    """Yield the messages of an mbox file without the lines that separate them."""
    ends = [(match.start(), match.end()) for match in _POSTMARK.finditer(data) if _is_postmark(data, match.start())]
    for place, (_, start) in enumerate(ends):
        end = ends[place + 1][0] if place + 1 < len(ends) else len(data)
        yield _QUOTED.sub(rb"\1", data[start:end].removesuffix(b"\n"))


def _is_postmark(data: bytes, place: int) -> bool:
    """Return True if a `From ` line is at the start of the file or follows an empty line."""
    before = data[max(0, place - 2) : place].replace(b"\r", b"")
    return place == 0 or before.endswith(b"\n")
