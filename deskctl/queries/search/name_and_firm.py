"""Splitting the words of an unknown caller into a person and a firm."""

import re

from deskctl.language.folding import fold

_SEPARATORS = re.compile(r"\s*[,;/，；、／]\s*")
_HAN = re.compile("[\u3400-\u9fff]")
_LONGEST_NAME = 4
"""The most characters of a person's name that is written in Chinese characters."""
_PAIR = 2
_FIRMS_END_IN = (
    "公司", "集团", "大学", "学校", "小学", "中学", "幼儿园", "银行", "诊所", "中心", "商场", "超市", "商贸", "物业",
    "物流", "置业", "科技", "实业", "有限", "政府", "机场", "车站", "委员会", "协会", "基金会", "院", "店", "厂", "局",
    "所", "馆",
)  # fmt: skip
"""The ends of Chinese names of firms, schools, offices and the like."""
_WORDS_OF_FIRMS = frozenset({
    "inc", "ltd", "llc", "llp", "plc", "co", "corp", "corporation", "company", "gmbh", "ag", "group", "holdings",
    "limited", "hospital", "clinic", "school", "university", "college", "institute", "bank", "hotel", "store", "shop",
    "centre", "center", "office", "bureau", "agency", "services", "systems",
    "trading",
})  # fmt: skip

Pair = tuple[str, str]
"""The name of a person, and the firm."""


def pairs_of(words: str) -> tuple[list[Pair], bool]:
    """Return the persons and firms that the words may name, the likeliest first, and whether they clearly name both.

    Without other signs a firm is named first, but last after a comma: `红岩 刘样`, `Ann Lee, Acme`.
    """
    parts = [part for part in _SEPARATORS.split(words) if part]
    is_separated = len(parts) > 1
    if not is_separated:
        parts = _cut_at_the_firm(words.split()) or words.split()
    if len(parts) <= 1:
        return [], False
    first, last = (" ".join(parts[1:]), parts[0]), (" ".join(parts[:-1]), parts[-1])
    pairs = sorted([last, first] if is_separated else [first, last], key=_unlikeliness)
    return pairs, is_separated or _names_both(*pairs[0])


def _cut_at_the_firm(words: list[str]) -> list[str]:
    """Return the words in two parts, of which one is a firm, if the end of a firm's name is among more than two."""
    ends = [place for place, word in enumerate(words) if looks_like_firm(word)]
    if not ends or len(words) <= _PAIR:
        return []
    cut = ends[-1] + 1
    if cut == len(words):
        cut = ends[-1] if _HAN.search(words[-1]) else ends[-1] - 1
    return [" ".join(words[:cut]), " ".join(words[cut:])] if cut else []


def looks_like_firm(part: str) -> bool:
    """Return True if a name ends like that of a firm, such as `公司` or `Ltd`."""
    if _HAN.search(part):
        return part.endswith(_FIRMS_END_IN) and len(part) > _LONGEST_NAME - 1
    return any(map(names_no_firm, part.split()))


def names_no_firm(word: str) -> bool:
    """Return True if a word stands in the names of many firms and so names none by itself, such as `Ltd` or `公司`."""
    return fold(word).strip(".") in _WORDS_OF_FIRMS or word in _FIRMS_END_IN


def _unlikeliness(pair: Pair) -> int:
    """Return how unlikely it is that the parts are a person and a firm, in this order."""
    name, firm = pair
    return 2 * (looks_like_firm(name) - looks_like_firm(firm)) + _is_no_chinese_name(name) - _is_no_chinese_name(firm)


def _is_no_chinese_name(part: str) -> bool:
    """Return True if a text is not a Chinese name: too long, or not in Chinese characters."""
    return not _HAN.search(part) or len(part) > _LONGEST_NAME


def _names_both(name: str, firm: str) -> bool:
    """Return True if the parts are a person and a firm, not one name of two words; Chinese names have no spaces."""
    is_chinese = bool(_HAN.search(name)), bool(_HAN.search(firm))
    return looks_like_firm(firm) or (any(is_chinese) and min(len(name), len(firm)) > 1)
