"""The initials of Chinese names in pinyin: `hl` finds a person whose family name begins with h."""

import os
import re
from itertools import islice, product

_HAN = "[\u3400-\u9fff]"
_MOST_READINGS = 16
# The readings of whole words take 50 MB, and 0.1 s: here each character counts with all of its readings instead.
_WITHOUT_WORDS = "PYPINYIN_NO_PHRASES"


def initials(name: str) -> str:
    """Return the initials of a name's characters, a line for each way to read them.

    A name without Chinese characters has none.
    """
    if not re.search(_HAN, name):
        return ""
    os.environ.setdefault(_WITHOUT_WORDS, "true")
    from pypinyin import Style, pinyin

    from deskctl.language.folding import fold

    letters = pinyin(fold(name), style=Style.FIRST_LETTER, heteronym=True)
    readings = ("".join(filter(str.isalnum, "".join(one))) for one in product(*map(dict.fromkeys, letters)))
    return "\n".join(dict.fromkeys(islice(readings, _MOST_READINGS)))
