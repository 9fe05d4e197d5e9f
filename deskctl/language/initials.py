"""The first letters of Chinese names as they are typed in pinyin: `cs` for 曹试."""

from bisect import bisect_right

# GB 2312 orders its common characters by pinyin; each letter begins at one of these codes.
_BEGINS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"), (0xD7FA, ""),
)  # fmt: skip
_CODES = tuple(code for code, _letter in _BEGINS)
_SURNAMES = {"褚": "c", "岑": "c", "邸": "d", "亓": "q", "佟": "t", "邢": "x", "闫": "y", "臧": "z"}
"""Surnames that are rare as words, and therefore not among the common characters of GB 2312."""


def initials(name: str) -> str:
    """Return the first letter of each character's pinyin; characters without one are left out."""
    return "".join(map(_initial, name))


def _initial(character: str) -> str:
    if character in _SURNAMES:
        return _SURNAMES[character]
    code = character.encode("gb2312", errors="ignore")
    place = bisect_right(_CODES, int.from_bytes(code, "big")) if len(code) == 2 else 0  # noqa: PLR2004 - bytes
    return _BEGINS[place - 1][1] if place else ""
