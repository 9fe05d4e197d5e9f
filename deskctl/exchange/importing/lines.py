"""Reading the lines of a file twice, first the reference data, then the tickets, so that they may be in any order."""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, TypeAlias, cast

from deskctl.errors import BadData, NotFound
from deskctl.exchange.shapes.import_errors import not_json
from deskctl.language.i18n import N_
from deskctl.temporary_files import naming_temporary_folder, open_temporary_file

Source: TypeAlias = str | Path | IO[bytes] | IO[str]
Record: TypeAlias = dict[str, Any]

_TYPE = re.compile(rb'\s*\{\s*"type"\s*:\s*"([a-z_]+)"')
_BOM = b"\xef\xbb\xbf"


@contextmanager
def rewindable(source: Source) -> Iterator[BinaryIO]:
    """Open a path or a stream for reading twice; a stream that cannot seek is copied to a temporary file."""
    if isinstance(source, (str, Path)):
        with _opened(source) as stream, _seekable(stream) as lines:
            yield lines
        return
    with _seekable(cast("BinaryIO", getattr(source, "buffer", source))) as lines:
        yield lines


def _opened(path: str | Path) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except FileNotFoundError as error:
        raise NotFound(N_("There is no file {path}."), path=str(path)) from error
    except OSError as error:
        raise BadData(N_("{path} cannot be read: {reason}"), path=str(path), reason=error.strerror) from error


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    first = stream.read(0)
    if isinstance(first, bytes) and stream.seekable():
        yield stream
        return
    with open_temporary_file() as copy:
        with naming_temporary_folder():
            if isinstance(first, bytes):
                shutil.copyfileobj(stream, copy)
            else:
                copy.writelines(text.encode("utf-8", "surrogatepass") for text in cast("IO[str]", stream))
            copy.seek(0, os.SEEK_SET)
        yield cast("BinaryIO", copy)


def records(source: BinaryIO, *, tickets: bool) -> Iterator[tuple[int, Record]]:
    """Yield the tickets, or all other records, with their line numbers; raises `BadData` for invalid lines."""
    return parsed(lines_with(source, tickets=tickets), tickets=tickets)


def lines_with(source: BinaryIO, *, tickets: bool) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that may contain tickets, or other records, with their numbers."""
    for number, line in enumerate(source, 1):
        match = _TYPE.match(line)
        if match is None or (match[1] == b"ticket") == tickets:
            yield number, line


def parsed(lines: Iterable[tuple[int, bytes]], *, tickets: bool) -> Iterator[tuple[int, Record]]:
    """Yield the tickets, or all other records, of some lines; raises `BadData` for invalid lines."""
    for number, line in lines:
        record = record_in(number, line)
        if record is not None and (record.get("type") == "ticket") == tickets:
            yield number, record


def record_in(number: int, line: bytes) -> Record | None:
    """Parse one line; return None if it is empty, raises `BadData` if it is not an object."""
    if number == 1:
        line = line.removeprefix(_BOM)
    if not line.strip():
        return None
    try:
        record = _DECODER.decode(line.decode("utf-8"))
        if b"\\ud" in line or b"\\uD" in line:
            json.dumps(record, ensure_ascii=False).encode()
    except RecursionError as error:
        raise not_json(number, "nested too deeply") from error
    except ValueError as error:
        raise not_json(number, str(error)) from error
    if not isinstance(record, dict):
        raise not_json(number, type(record).__name__)
    return record


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_DECODER = json.JSONDecoder(parse_constant=_refuse)
