"""Pictures for a customer's document: validated by their structure, and without the metadata of the camera.

Only the parts that draw are kept, and the orientation: no location, no device, no comment, no preview.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from deskctl.documents.model.tree import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_DRAWING = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
_COLOURS = 0xEE  # the colour space
_METADATA = (frozenset(range(0xE1, 0xF0)) - {_COLOURS}) | {0xFE}
_EXIF = 0xE1
_ORIENTATION = 0x0112
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
"""The part by which some readers recognize a JPEG picture; a camera leaves it out."""
_ON_ITS_SIDE = 5  # this orientation and the following ones
_LARGEST = 20_000  # points of a side


def clean_picture(data: bytes, caption: str) -> Picture | None:
    """Return a JPEG or PNG picture without its metadata; None if it is not a picture, or incomplete."""
    try:
        if data.startswith(_PNG):
            return _cleaned_png(data, caption)
        if data.startswith(b"\xff\xd8\xff"):
            return _cleaned_jpeg(data, caption)
    except (struct.error, IndexError, ValueError):
        pass
    return None


def _cleaned_png(data: bytes, caption: str) -> Picture | None:
    chunks = list(_chunks(data))
    width, height = struct.unpack(">II", chunks[0][1][:8])
    if chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND" or not _is_drawable(width, height):
        return None
    kept = (
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
        if name in _DRAWING
    )
    return Picture("image/png", _PNG + b"".join(kept), caption, width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, name = len(_PNG), b""
    while name != b"IEND":
        length, name = struct.unpack(">I4s", data[place : place + 8])
        content = data[place + 8 : place + 8 + length]
        (crc,) = struct.unpack(">I", data[place + 8 + length : place + 12 + length])
        if crc != zlib.crc32(name + content):
            raise ValueError(name)
        yield name, content
        place += 12 + length


def _cleaned_jpeg(data: bytes, caption: str) -> Picture | None:
    place, size, orientation = 2, None, 1
    kept = [bytes((0xFF, _START))]
    while True:
        if data[place] != 0xFF:  # noqa: PLR2004 - each part begins with it
            return None
        mark = data[place + 1]
        if mark in _BARE or mark == 0xFF:  # noqa: PLR2004 - a filler
            place += 1 if mark == 0xFF else 2  # noqa: PLR2004
            continue
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        part = data[place : place + 2 + length]
        if mark in _FRAMES:
            height, width = struct.unpack(">HH", part[5:9])
            size = width, height
        if mark == _EXIF:
            orientation = _known_orientation(part) or orientation
        if mark not in _METADATA:
            kept.append(part)
        place += 2 + length
        if mark == _SCAN:
            break
    end = data.rfind(bytes((0xFF, _END)))
    if size is None or end < place or not _is_drawable(*size):
        return None
    kept[1:1] = _first_part(kept[1], orientation)
    return Picture("image/jpeg", b"".join(kept) + data[place : end + 2], caption, *_upright(size, orientation))


def _first_part(first: bytes, orientation: int) -> tuple[bytes, ...]:
    """Return the part to insert before the first one, by which readers recognize and rotate a picture."""
    if orientation != 1:
        return (_exif(orientation),)
    return () if first.startswith(_JFIF[:2]) else (_JFIF,)


def _known_orientation(part: bytes) -> int | None:
    """Return the orientation of the camera; None if the part is damaged, which does not affect the picture."""
    try:
        return _orientation(part)
    except struct.error:
        return None


def _orientation(part: bytes) -> int | None:
    """Return the orientation of the camera, from 1 to 8, if the part has it."""
    if part[4:10] != b"Exif\x00\x00":
        return None
    base = part[10:]
    order = "<" if base[:2] == b"II" else ">"
    (first,) = struct.unpack(f"{order}I", base[4:8])
    (count,) = struct.unpack(f"{order}H", base[first : first + 2])
    for place in range(first + 2, first + 2 + 12 * min(count, 200), 12):
        tag, _kind, _number, value = struct.unpack(f"{order}HHIH", base[place : place + 10])
        if tag == _ORIENTATION and 1 <= value <= 8:  # noqa: PLR2004 - the ways of holding a camera
            return int(value)
    return None


def _upright(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    return size[::-1] if orientation >= _ON_ITS_SIDE else size


def _exif(orientation: int) -> bytes:
    content = b"Exif\x00\x00" + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    return struct.pack(">BBH", 0xFF, _EXIF, len(content) + 2) + content


def _is_drawable(width: int, height: int) -> bool:
    return 0 < width <= _LARGEST and 0 < height <= _LARGEST
