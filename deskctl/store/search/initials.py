"""The pinyin initials of Chinese names, by which a person can be found."""

import re
from functools import cache
from itertools import islice, product
from pathlib import Path

READINGS = Path(__file__).with_name("readings.txt")
"""The file with the first letters of all readings of each character from `FIRST` on; written by `.ci/records`.

Loading pypinyin instead would take 12 MB and 0.1 s.
"""
FIRST, LAST = 0x3007, 0x9FFF
_HAN = "[\u3400-\u9fff]"
_MOST_READINGS = 16


def initials(name: str) -> str:
    """Return the initials of a name, one line for each way to read its characters.

    The result is empty for a name without Chinese characters.
    """
    if not re.search(_HAN, name):
        return ""
    from deskctl.language.folding import fold

    readings = ("".join(filter(str.isalnum, one)) for one in product(*map(_letters, fold(name))))
    return "\n".join(dict.fromkeys(islice(readings, _MOST_READINGS)))


def _letters(character: str) -> str:
    """Return the first letters of the readings of a character; the character itself if it has none."""
    is_known = FIRST <= ord(character) <= LAST
    return (_table()[ord(character) - FIRST] if is_known else "") or character


@cache
def _table() -> list[str]:
    return READINGS.read_text(encoding="ascii").splitlines()
