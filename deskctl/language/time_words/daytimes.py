"""Times of day as people write them: `14:05`, `2:30 pm`, `上午9点`, `下午两点半`."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import time
from typing import NamedTuple

_NUMERALS = "零〇一二两三四五六七八九十"
_DIGITS: Mapping[str, int] = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_NUMBER = rf"\d{{1,2}}|[{_NUMERALS}]{{1,3}}"
_PARTS = "凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|早|晚"
CLOCK = re.compile(
    rf"(?P<part>{_PARTS})?\s*(?:(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d))?|(?P<whole>\d{{1,2}})(?=\s*[ap]m))"
    r"(?:\s*(?P<half>[ap])m\b)?"
    rf"|(?P<zh_part>{_PARTS})?\s*(?P<zh_hour>{_NUMBER})\s*[点时]"
    rf"(?:整|(?P<zh_half>半)|(?P<quarters>[一三])刻|(?P<zh_minute>{_NUMBER})分?)?(?!\w)"
    r"|(?P<noon>noon|正午)\b"
)
_END_OF_DAY = "24:00"
_NOON = 12
_MIDNIGHT = 24
_DAWN = 5
_MORNING = frozenset({"凌晨", "早上", "早晨", "上午", "早"})
_EVENING = frozenset({"晚上", "晚"})


class DayTime(NamedTuple):
    """A time of day, `days` after the named day (twelve at night is the start of the next day)."""

    at: time
    days: int = 0


def read_clock(match: re.Match[str]) -> list[DayTime]:
    """Return the possible readings of a time of day: none if it is not a time, several if it is ambiguous."""
    if match["noon"]:
        return [DayTime(time(_NOON))]
    hour = number_of(match["hour"] or match["whole"] or match["zh_hour"])
    minute, second = _minute(match), int(match["second"] or 0)
    if minute >= 60 or second >= 60:  # noqa: PLR2004 - minutes of an hour, seconds of a minute
        return []
    part = match["part"] or match["zh_part"]
    if part and match["half"]:
        return []
    hours = _half_day(hour, match["half"]) if match["half"] else _in_part(hour, part)
    return [DayTime(time(one % 24, minute, second), one // 24) for one in hours]


def read_daytime(text: str) -> str | None:
    """Return a time of day as `09:00`, the end of the day as `24:00`; None if it is none or ambiguous."""
    words = unicodedata.normalize("NFKC", text).strip().lower()
    if words == _END_OF_DAY:
        return words
    match = CLOCK.fullmatch(words)
    readings = read_clock(match) if match else []
    return f"{readings[0].at:%H:%M}" if len(readings) == 1 else None


def number_of(text: str) -> int:
    """Return a number below a hundred from digits or Chinese characters; -1 if the text is not one."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else _two_digits(text)
    if len(tens) > 1 or len(ones) > 1:
        return -1
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def _two_digits(text: str) -> int:
    """Read `零五` as five; return -1 for other pairs of digits."""
    return _DIGITS[text[1]] if len(text) == 2 and _DIGITS[text[0]] == 0 else -1  # noqa: PLR2004


def _minute(match: re.Match[str]) -> int:
    if match["zh_half"]:
        return 30
    if match["quarters"]:
        return 15 * number_of(match["quarters"])
    minute_ = number_of(match["minute"] or match["zh_minute"] or "0")
    return minute_ if minute_ >= 0 else 60


def _half_day(hour: int, half: str) -> list[int]:
    if hour == _NOON:  # 12 am means midnight, but some write it for noon
        return [0, _NOON] if half == "a" else [_NOON, _MIDNIGHT]
    if not 0 < hour < _NOON:
        return []
    return [hour if half == "a" else hour + _NOON]


def _in_part(hour: int, part: str | None) -> list[int]:
    if not 0 <= hour < _MIDNIGHT:
        return []
    if part is None:
        return [hour]
    if part in _MORNING:
        return _in_the_morning(hour, part)
    if part in _EVENING:
        return _in_the_evening(hour)
    if part == "中午":
        return [hour] if 11 <= hour <= 14 else [hour + _NOON] if 1 <= hour <= 2 else []  # noqa: PLR2004
    return [hour] if hour >= _NOON else [hour + _NOON] if hour else []


def _in_the_morning(hour: int, part: str) -> list[int]:
    if part == "凌晨":
        return [hour] if hour <= _DAWN else [0, _MIDNIGHT] if hour == _NOON else []
    return [hour] if hour <= _NOON else []


def _in_the_evening(hour: int) -> list[int]:
    if hour >= 17:  # noqa: PLR2004 - already in 24 hours
        return [hour]
    if hour in {0, _NOON}:
        return [0, _MIDNIGHT]
    if hour < _DAWN:
        return [hour, hour + _MIDNIGHT]
    return [hour + _NOON] if hour < _NOON else []
