"""Intervals and days of a month as people write them: `2 weeks`, `every month`, `每季度`, `15号`, `第一个周一`."""

import re
from collections.abc import Mapping

from deskctl.sla.derivation.inspection_periods import FIRST_MONDAY, NEVER

_NUMBERS: Mapping[str, int] = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "半": 1, "": 1}
_UNITS: Mapping[str, tuple[int, str]] = {
    "month": (1, "month"), "quarter": (3, "month"), "year": (12, "month"), "week": (1, "week"),
    "月": (1, "month"), "季度": (3, "month"), "季": (3, "month"), "年": (12, "month"), "周": (1, "week"),
    "星期": (1, "week"), "礼拜": (1, "week"),
}  # fmt: skip
_ENGLISH = re.compile(r"(?:every )?(\d{1,2}|) ?(month|quarter|year|week)s?")
_CHINESE = re.compile(r"每?(\d{1,2}|[一两二三四五六半]?)个?(月|季度|季|年|周|星期|礼拜)(?:[一1]次)?")
_SHORT = {"monthly": "1 month", "quarterly": "3 months", "weekly": "1 week", "yearly": "12 months"}
_NOT_AT_ALL = frozenset({"never", "no", "不巡检", "无", "不", "没有"})
_FIRST_MONDAY = frozenset({"first monday", "第一个周一", "第一个星期一", "首个周一"})
_DAY = re.compile(r"(?:每月)?(\d{1,2})(?:日|号|st|nd|rd|th)?")


def plain_interval(text: str) -> str:
    """Return an interval in its stored form, such as `2 weeks` or `none`; other texts are returned as they are."""
    words = text.strip().lower()
    if words in _NOT_AT_ALL:
        return NEVER
    if words in _SHORT:
        return _SHORT[words]
    match = _ENGLISH.fullmatch(words) or _CHINESE.fullmatch(words.replace(" ", ""))
    if match is None:
        return text.strip()
    number, (size, unit) = match[1], _UNITS[match[2]]
    count = size // 2 if number == "半" else size * (int(number) if number.isdecimal() else _NUMBERS[number])
    return f"{count} {unit}s" if count > 1 else f"{count} {unit}" if count else text.strip()


def plain_day(text: str) -> str:
    """Return a day of the month in its stored form, `15` or `first-monday`; other texts are returned as they are."""
    words = text.strip().lower()
    if words in _FIRST_MONDAY:
        return FIRST_MONDAY
    match = _DAY.fullmatch(words.replace(" ", ""))
    return str(int(match[1])) if match else text.strip()
