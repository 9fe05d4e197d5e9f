"""The open font in PDF files, and the characters it has."""

from __future__ import annotations

import re
import struct
from functools import cache
from typing import TYPE_CHECKING

from deskctl.documents.model.safe_data import xml_safe
from deskctl.documents.writers.font_file import glyphs, table

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

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
        return frozenset(glyphs(table(font, b"cmap")))


@cache
def _advances() -> dict[int, float]:
    """Return the width of each character that words are made of, as a part of the font size."""
    from pylopdf_fonts_zh_cn import sans_path

    with sans_path().open("rb") as font:
        known = {code: glyph for code, glyph in glyphs(table(font, b"cmap")).items() if code < _IDEOGRAPHS}
        (em,) = struct.unpack_from(">H", table(font, b"head"), 18)
        (count,) = struct.unpack_from(">H", table(font, b"hhea"), 34)
        widths = [width for width, _bearing in struct.iter_unpack(">Hh", table(font, b"hmtx")[: 4 * count])]
    return {code: widths[min(glyph, count - 1)] / em for code, glyph in known.items()}


def drawable(text: str, more: Container[int] = ()) -> str:
    """Return a text with code points for characters without a glyph, and with break points in long words.

    `more` are characters that other fonts have glyphs for.
    """
    shown = _readable(text)
    missing = _missing(shown)
    if missing:
        shown = shown.translate({code: f"<U+{code:04X}>" for code in missing if code not in more})
    return _LONG.sub(_breakable, shown)


def missing_in(text: str) -> set[int]:
    """Return the code points of a text that the font has no glyphs for."""
    return _missing(_readable(text))


def _missing(shown: str) -> set[int]:
    """Return the code points of a drawable text that the font has no glyphs for."""
    available = characters()
    return {code for code in map(ord, set(shown)) if code not in available and code != ord("\n")}


def _readable(text: str) -> str:
    """Return a text with symbols and code points for control characters and signs that hide text."""
    text = _OF_PICTURES.sub("", text.replace("\r\n", "\n").replace("\t", "    "))
    return xml_safe(_CONTROL.sub(_code_of, text))


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
