"""The verdict on a value by what its item calls abnormal or worth attention: a bound such as `>95`, or some choices."""

import re
from operator import ge, gt, le, lt
from typing import TypeAlias

Limit: TypeAlias = str | tuple[str, ...]
"""A bound, or the choices that are meant; empty if the item names none."""

_BOUND = re.compile(r"(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_TESTS = {">=": ge, "<=": le, ">": gt, "<": lt}


def is_bound(text: str) -> bool:
    """Return whether a text names a bound, such as `>95`."""
    return _BOUND.fullmatch(text.strip()) is not None


def verdict_on(value: str | None, *, attention: Limit, abnormal: Limit) -> str | None:
    """Return the verdict on a value; None if the item names no limit or the value cannot be compared with it."""
    if not value or not (attention or abnormal):
        return None
    meets = {name: _meets(value, limit) for name, limit in (("abnormal", abnormal), ("attention", attention)) if limit}
    if None in meets.values():
        return None
    return next((name for name, met in meets.items() if met), "normal")


def _meets(value: str, limit: Limit) -> bool | None:
    if isinstance(limit, tuple):
        return value.strip().casefold() in {one.casefold() for one in limit}
    match, number = _BOUND.fullmatch(limit.strip()), _NUMBER.search(value)
    if match is None or number is None:
        return None
    return bool(_TESTS[match[1]](float(number[0].replace(",", ".")), float(match[2])))
