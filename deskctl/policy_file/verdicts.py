"""The verdict on a measured value: its item defines what is abnormal or needs attention, by a bound or by choices."""

import re
from operator import ge, gt, le, lt
from typing import TypeAlias

from deskctl.language.folding import fold, half_width

Limit: TypeAlias = str | tuple[str, ...]
"""A bound such as `>95`, or a list of choices; empty if the item has no limit."""

_BOUND = re.compile(r"(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_WORDS = {
    "normal": "正常 良好 完好 ok normal good fine passed",
    "attention": "注意 预警 关注 attention warning",
    "abnormal": "异常 故障 损坏 失败 abnormal failed failure broken",
}
"""Verdict -> the words that people write for it."""

_VERDICTS = {word: verdict for verdict, words in _WORDS.items() for word in words.split()}
_TESTS = {">=": ge, "<=": le, ">": gt, "<": lt}


def is_bound(text: str) -> bool:
    """Return whether a text is a bound, such as `>95`."""
    return _BOUND.fullmatch(text.strip()) is not None


def verdict_on(value: str | None, *, attention: Limit, abnormal: Limit) -> str | None:
    """Return the verdict on a value, by the limits of its item or else by its words; None if neither decides it."""
    return _by_limits(value, attention, abnormal) or _VERDICTS.get(fold(value or "").strip())


def _by_limits(value: str | None, attention: Limit, abnormal: Limit) -> str | None:
    if not value or not (attention or abnormal):
        return None
    meets = {name: _meets(value, limit) for name, limit in (("abnormal", abnormal), ("attention", attention)) if limit}
    if None in meets.values():
        return None
    return next((name for name, met in meets.items() if met), "normal")


def _meets(value: str, limit: Limit) -> bool | None:
    if isinstance(limit, tuple):
        return fold(value).strip() in {fold(one) for one in limit}
    match, number = _BOUND.fullmatch(limit.strip()), _NUMBER.search(half_width(value))
    if match is None or number is None:
        return None
    return bool(_TESTS[match[1]](float(number[0].replace(",", ".")), float(match[2])))
