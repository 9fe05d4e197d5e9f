"""One spelling for texts that are the same to a reader: what is searched and what is stored are folded alike.

Folding is for comparing only; a text is stored as it was given.
"""

from __future__ import annotations

import re
from functools import cache

# NFKD leaves these four wrong: text copied from some documents holds radicals in place of characters.
_RADICALS = {"戶": "户", "⻅": "见", "⻓": "长", "⻔": "门"}
# Letters that no decomposition leads back to ASCII.
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
_DASHES = dict.fromkeys(map(chr, (*range(0x2010, 0x2016), 0x2212)), "-")
_ACCENTS = range(0x0300, 0x0370)
_INVISIBLE = (
    0x00AD, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0),
)  # fmt: skip
_HALVES = range(0xD800, 0xE000)  # of a character: no text can be written with one alone
# ASCII and nearly all Chinese texts hold nothing else: they need not be examined character by character.
_UNALTERED = "[\x00-\x7f\u3001-\u9fff]*"
_RADICAL_AMONG_THEM = "戶"
_UNJOINED = r"[^\w]|_"
_PHONE = r"(?:\+|00)?\(?\d[\d\s().+/-]*\d"
_FEWEST_DIGITS = 7
_COUNTRY = r"(?:\+|00)86"

_pattern = cache(re.compile)  # when first used: most commands fold nothing


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
        **dict.fromkeys((*_ACCENTS, *_INVISIBLE, *_HALVES)),
    }


def joined(text: str) -> str:
    """Return a folded text without anything between its letters and digits: `SN-DEMO 1001` is `sndemo1001`."""
    return _pattern(_UNJOINED).sub("", fold(text))


def phone_digits(text: str) -> str:
    """Return the digits of a phone number without the country's code and the zero of an area's."""
    number = "".join(fold(text).split())
    return "".join(char for char in _pattern(_COUNTRY).sub("", number, count=1) if char.isdigit()).removeprefix("0")


def phone_in(words: str) -> str | None:
    """Return the digits of words that are one phone number in any spelling; None for other words."""
    folded = fold(words).strip()
    if not _pattern(_PHONE).fullmatch(folded) or sum(map(str.isdigit, folded)) < _FEWEST_DIGITS:
        return None
    return phone_digits(folded)
