"""The initials of Chinese names in pinyin: `hl` finds a person whose family name begins with h."""

import re

_HAN = re.compile("[\u3400-\u9fff]")


def initials(name: str) -> str:
    """Return the initials of a name's characters, also with the other readings of the first, a family name perhaps.

    A name without Chinese characters has none.
    """
    if not _HAN.search(name):
        return ""
    from pypinyin import Style, lazy_pinyin, pinyin

    from deskctl.folding import fold

    plain = fold(name).strip()
    usual = "".join(filter(str.isalnum, "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER))))
    ((*readings,),) = pinyin(plain[0], style=Style.FIRST_LETTER, heteronym=True)
    return "\n".join(dict.fromkeys((usual, *(letter + usual[1:] for letter in readings if letter.isalnum()))))
