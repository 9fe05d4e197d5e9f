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
_IDEOGRAPHS = 0x2E80
"""From here on a line may break before any character."""
_WORD = re.compile(r"[^\s\u2e80-\U0001ffff]{3,}")
_WIDEST = 1.0


def font_folder() -> Path:
    """Return the folder of the fonts; raises ImportError if the extra is not installed."""
    from pylopdf_fonts_zh_cn import sans_path

    return sans_path().parent


@cache
def characters() -> frozenset[int]:
    """Return the code points that the font has glyphs for."""
    from pylopdf_fonts_zh_cn import sans_path

    with sans_path().open("rb") as font:
        return frozenset(_glyphs(_table(font, b"cmap")))


@cache
def _advances() -> dict[int, float]:
    """Return the width of each character that words are made of, as a part of the font size."""
    from pylopdf_fonts_zh_cn import sans_path

    with sans_path().open("rb") as font:
        glyphs = {code: glyph for code, glyph in _glyphs(_table(font, b"cmap")).items() if code < _IDEOGRAPHS}
        (em,) = struct.unpack_from(">H", _table(font, b"head"), 18)
        (count,) = struct.unpack_from(">H", _table(font, b"hhea"), 34)
        widths = [width for width, _bearing in struct.iter_unpack(">Hh", _table(font, b"hmtx")[: 4 * count])]
    return {code: widths[min(glyph, count - 1)] / em for code, glyph in glyphs.items()}


def _table(font: BinaryIO, name: bytes) -> bytes:
    font.seek(0)
    _kind, count = struct.unpack(">4sH", font.read(6))
    font.seek(_TABLES_AT)
    for _place in range(count):
        tag, _sum, start, length = struct.unpack(">4sIII", font.read(16))
        if tag == name:
            font.seek(start)
            return font.read(length)
    return b"\0\0\0\0"


def _glyphs(table: bytes) -> dict[int, int]:
    """Return the number of the glyph of each code point."""
    (count,) = struct.unpack_from(">H", table, 2)
    for place in range(count):
        (start,) = struct.unpack_from(">I", table, 8 + 8 * place)
        if struct.unpack_from(">H", table, start)[0] == _GROUPS:
            (groups,) = struct.unpack_from(">I", table, start + 12)
            ranges = struct.iter_unpack(">III", table[start + 16 : start + 16 + 12 * groups])
            return {code: glyph + code - first for first, last, glyph in ranges for code in range(first, last + 1)}
    return {}


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


def fitted(text: str, width: float) -> str:
    """Return a drawable text with break points in words that are wider than a column of so many times the font size."""
    return _WORD.sub(lambda match: _fitted_word(match.group().replace(_BREAK, ""), width), text)


def _fitted_word(word: str, width: float) -> str:
    if _width(word) <= width:
        return word
    lines = [""]
    for part in _JOINT.split(word):
        if lines[-1] and _width(lines[-1] + part) > width:
            lines.append("")
        for letter in part:
            if lines[-1] and _width(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return _BREAK.join(lines)


def _width(word: str) -> float:
    advances = _advances()
    return sum(advances.get(ord(letter), _WIDEST) for letter in word)
