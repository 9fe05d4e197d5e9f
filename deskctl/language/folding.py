"""Folding of texts that look the same to a reader into one spelling, for search and comparison.

Search terms and indexed texts are folded by the same function; the stored text itself is never changed.
"""

from __future__ import annotations

import re
from functools import cache

# NFKD does not map these four: text copied from some documents holds radicals in place of characters.
_RADICALS = {"戶": "户", "⻅": "见", "⻓": "长", "⻔": "门"}
# Letters that do not decompose to ASCII.
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
_DASHES = dict.fromkeys(map(chr, (*range(0x2010, 0x2016), 0x2212)), "-")
_ACCENTS = range(0x0300, 0x0370)
_INVISIBLE = (
    0x00AD, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0),
)  # fmt: skip
_SURROGATES = range(0xD800, 0xE000)  # a lone one cannot be encoded
# ASCII and nearly all Chinese texts match this, and need not be translated character by character.
_UNALTERED = "[\x00-\x7f\u3001-\u9fff]*"
_RADICAL_AMONG_THEM = "戶"
_UNJOINED = r"[^\w]|_"
_PHONE = r"(?:\+|00)?\(?\d[\d\s().+/-]*\d"
_FEWEST_DIGITS = 7
_COUNTRY = r"(?:\+|00)86"

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

_pattern = cache(re.compile)  # compiled on first use: most commands fold nothing


def half_width(text: str) -> str:
    """Return a text with its full-width letters, digits, signs and spaces in ASCII."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def fold(text: str) -> str:
    """Return a text with case, width, accents, radicals and invisible characters folded."""
    if text.isascii():
        return text.lower()
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).casefold()
    if _RADICAL_AMONG_THEM in plain or not _pattern(_UNALTERED).fullmatch(plain):
        plain = plain.translate(_folded())
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


@cache
def _folded() -> dict[int, str | None]:
    return {
        **{ord(char): text for char, text in (_RADICALS | _LETTERS | _DASHES).items()},
        **dict.fromkeys((*_ACCENTS, *_INVISIBLE, *_SURROGATES)),
    }


def joined(text: str) -> str:
    """Return the letters and digits of a folded text: `SN-DEMO 1001` becomes `sndemo1001`."""
    return _pattern(_UNJOINED).sub("", fold(text))


def phone_digits(text: str) -> str:
    """Return the digits of a phone number without the country code and the leading zero of the area code."""
    number = "".join(fold(text).split())
    return "".join(char for char in _pattern(_COUNTRY).sub("", number, count=1) if char.isdigit()).removeprefix("0")


def phone_in(words: str) -> str | None:
    """Return the digits of a text that is a phone number in any notation; None for other texts."""
    folded = fold(words).strip()
    if not _pattern(_PHONE).fullmatch(folded) or sum(map(str.isdigit, folded)) < _FEWEST_DIGITS:
        return None
    return phone_digits(folded)
