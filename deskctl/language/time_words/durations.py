"""Durations as people write them: `2h`, `1h30m`, `90 min`, `半小时`, `PT4H`."""

import re
from collections.abc import Mapping

from deskctl.language.time_words.daytimes import number_of

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_UNITS: Mapping[str, int] = {
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "秒": 1, "秒钟": 1,
    "m": _MINUTE, "min": _MINUTE, "mins": _MINUTE, "minute": _MINUTE, "minutes": _MINUTE,
    "分": _MINUTE, "分钟": _MINUTE,
    "刻钟": 15 * _MINUTE,
    "h": _HOUR, "hr": _HOUR, "hrs": _HOUR, "hour": _HOUR, "hours": _HOUR,
    "小时": _HOUR, "个小时": _HOUR, "钟头": _HOUR, "个钟头": _HOUR,
    "d": _DAY, "day": _DAY, "days": _DAY, "天": _DAY,
    "w": 7 * _DAY, "week": 7 * _DAY, "weeks": 7 * _DAY, "周": 7 * _DAY, "个星期": 7 * _DAY, "星期": 7 * _DAY,
}  # fmt: skip
# Units are looked up, not matched: compiling a pattern with all of them takes 0.5 ms.
_NUMERALS = "一二两三四五六七八九十"
_ONE = rf"(\d{{1,6}}|半|[{_NUMERALS}]{{1,3}})\s*([a-z]+|[^\W\da-z_半{_NUMERALS}]+)"
_SEVERAL = rf"{_ONE}(?:\s*(?:and\s+)?{_ONE})*"
_ISO = r"p(?:(\d{1,5})d)?(?:t(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,7})s)?)?"
LONGEST = 3660 * _DAY


def parse_duration(text: str, *, longest: float = LONGEST) -> int | None:
    """Return a duration in seconds, with days of 24 hours; None if the text is not one, or longer than `longest`."""
    words = re.sub("个半(小时|钟头)", "小时30分", text.strip().lower()).replace("half an hour", "30m")
    seconds = _sum(words) if re.fullmatch(_SEVERAL, words) else _iso(words)
    return seconds if seconds is not None and seconds <= longest else None


def _sum(words: str) -> int | None:
    pieces = [(number, _UNITS.get(unit, 0)) for number, unit in re.findall(_ONE, words)]
    sizes = [size for _number, size in pieces]
    if 0 in sizes or sizes != sorted(set(sizes), reverse=True):
        return None
    return sum(size // 2 if number == "半" else number_of(number) * size for number, size in pieces)


def _iso(words: str) -> int | None:
    match = re.fullmatch(_ISO, words)
    if match is None or not any(match.groups()):
        return None
    return sum(int(number or 0) * size for number, size in zip(match.groups(), (_DAY, _HOUR, _MINUTE, 1), strict=True))
