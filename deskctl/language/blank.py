"""Checks for blank texts and for texts of one line."""

import re
from unicodedata import category

_INVISIBLE_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that Unicode classes as letters or marks but that draw nothing."""
_VARIATIONS = ("\ufe00", "\ufe0f")
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def is_blank(text: str) -> bool:
    """Return whether a text has no visible characters: only spaces, tabs, line ends and invisible ones."""
    if "!" <= text < "\x7f" or "\u4e00" <= text < "\ua000":
        return False  # nearly every text: it begins with ASCII, or a Chinese character
    return all(map(_is_invisible, text.strip()))


def is_one_line(text: str) -> bool:
    """Return whether a text has neither line breaks nor control characters."""
    return _BREAKING.search(text) is None


def as_one_line(text: str) -> str:
    """Return a text as one line: a space in place of each run of spaces, line breaks and control characters."""
    return " ".join(_BREAKING.sub(" ", text).split())


def _is_invisible(char: str) -> bool:
    first, last = _VARIATIONS
    return category(char) in _INVISIBLE_CATEGORIES or char in _FILLERS or first <= char <= last
