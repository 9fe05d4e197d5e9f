"""Reading font files: their tables, and which glyph they have for each character."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLLECTION = b"ttcf"
_FIRST_FONT_AT = 12
_SEGMENTS, _GROUPS = 4, 12
"""The formats of a character map: with ranges of the first plane, or of any plane."""
_LAST = 0xFFFF


def table(font: BinaryIO, name: bytes) -> bytes:
    """Return a table of a font, or of the first font of a collection; an empty one if it has none."""
    font.seek(0)
    begin = 0
    if font.read(4) == _COLLECTION:
        font.seek(_FIRST_FONT_AT)
        (begin,) = struct.unpack(">I", font.read(4))
    font.seek(begin + 4)
    (count,) = struct.unpack(">H", font.read(2))
    font.seek(begin + 12)
    for _place in range(count):
        tag, _sum, start, length = struct.unpack(">4sIII", font.read(16))
        if tag == name:
            font.seek(start)
            return font.read(length)
    return b"\0\0\0\0"


def glyphs(table: bytes) -> dict[int, int]:
    """Return the number of the glyph of each code point, from a table `cmap`."""
    (count,) = struct.unpack_from(">H", table, 2)
    starts = [struct.unpack_from(">I", table, 8 + 8 * place)[0] for place in range(count)]
    maps = {struct.unpack_from(">H", table, start)[0]: start for start in starts}
    if _GROUPS in maps:
        return _of_groups(table, maps[_GROUPS])
    return dict(_of_segments(table, maps[_SEGMENTS])) if _SEGMENTS in maps else {}


def _of_groups(table: bytes, start: int) -> dict[int, int]:
    (groups,) = struct.unpack_from(">I", table, start + 12)
    ranges = struct.iter_unpack(">III", table[start + 16 : start + 16 + 12 * groups])
    return {code: glyph + code - first for first, last, glyph in ranges for code in range(first, last + 1)}


def _of_segments(table: bytes, start: int) -> Iterator[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", table, start + 6)
    ends, firsts, deltas, offsets = (
        struct.unpack_from(f">{double // 2}H", table, start + place)
        for place in (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
    )
    for place, (first, last, delta, offset) in enumerate(zip(firsts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, _LAST - 1) + 1):
            glyph = code
            if offset:
                at = start + 16 + 3 * double + 2 * place + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", table, at)
            if (glyph or not offset) and (glyph + delta) & _LAST:
                yield code, (glyph + delta) & _LAST
