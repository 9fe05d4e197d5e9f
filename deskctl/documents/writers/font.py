"""The open font in PDF files, and the characters it has."""

from __future__ import annotations

import re
import struct
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from deskctl.documents.model.safe_data import xml_safe

if TYPE_CHECKING:
    from pathlib import Path

_TABLES_AT = 12
_GROUPS = 12  # the format of a character map with ranges of any plane
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_OF_PICTURES = re.compile("(?<=[^\\w\\s])[\ufe0e\ufe0f]|[\ufe0e\ufe0f](?=\u20e3)|(?<=[^\\w\\s])\u200d(?=[^\\w\\s])")
"""Characters that only affect how a pictograph is drawn, or join it with the next one."""

_LONG = re.compile(r"[^\s\u2e80-\U0001ffff]{25,}")
_JOINT = re.compile(r"(?<=[./_@-])(?=\w)")
_BREAK = "\u200b"
_PIECE = 24


def font_folder() -> Path:
    """Return the folder of the fonts; raises ImportError if the extra is not installed."""
    from pylopdf_fonts_zh_cn import sans_path

    return sans_path().parent


@cache
def characters() -> frozenset[int]:
    """Return the code points that the font has glyphs for."""
    from pylopdf_fonts_zh_cn import sans_path

    with sans_path().open("rb") as font:
        return frozenset(_mapped(_table(font, b"cmap")))


def _table(font: BinaryIO, name: bytes) -> bytes:
    _kind, count = struct.unpack(">4sH", font.read(6))
    font.seek(_TABLES_AT)
    for _place in range(count):
        tag, _sum, start, length = struct.unpack(">4sIII", font.read(16))
        if tag == name:
            font.seek(start)
            return font.read(length)
    return b"\0\0\0\0"


def _mapped(table: bytes) -> set[int]:
    (count,) = struct.unpack_from(">H", table, 2)
    for place in range(count):
        (start,) = struct.unpack_from(">I", table, 8 + 8 * place)
        if struct.unpack_from(">H", table, start)[0] == _GROUPS:
            (groups,) = struct.unpack_from(">I", table, start + 12)
            ranges = struct.iter_unpack(">III", table[start + 16 : start + 16 + 12 * groups])
            return {code for first, last, _glyph in ranges for code in range(first, last + 1)}
    return set()


def drawable(text: str) -> str:
    """Return a text with code points for characters that the font lacks, and with break points in long words."""
    available = characters()
    text = _OF_PICTURES.sub("", text.replace("\r\n", "\n").replace("\t", "    "))
    shown = xml_safe(_CONTROL.sub(_code_of, text))
    missing = {code for code in map(ord, set(shown)) if code not in available and code != ord("\n")}
    if missing:
        shown = shown.translate({code: f"<U+{code:04X}>" for code in missing})
    return _LONG.sub(_breakable, shown)


def _code_of(match: re.Match[str]) -> str:
    return f"<U+{ord(match.group()):04X}>"


def _breakable(match: re.Match[str]) -> str:
    parts = _JOINT.split(match.group())
    return _BREAK.join(part[place : place + _PIECE] for part in parts for place in range(0, len(part), _PIECE))
