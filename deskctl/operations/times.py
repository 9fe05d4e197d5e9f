"""Times as people say them: `14:05`, `-15m`, `昨天 9:00`, `2026-11-20 14:05`. A word left unread is refused."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deskctl.errors import Usage
from deskctl.i18n import N_

_BACK = re.compile(r"-\s*(\d{1,5})\s*(s|m|min|h|d|秒|分|分钟|小时|天)")
_DAYS: Mapping[str, int] = {
    "today": 0,
    "今天": 0,
    "今日": 0,
    "yesterday": -1,
    "昨天": -1,
    "昨日": -1,
    "tomorrow": 1,
    "明天": 1,
    "明日": 1,
    "前天": -2,
    "后天": 2,
}
_UNITS: Mapping[str, int] = {
    "s": 1,
    "秒": 1,
    "m": 60,
    "min": 60,
    "分": 60,
    "分钟": 60,
    "h": 3600,
    "小时": 3600,
    "d": 86400,
    "天": 86400,
}
_CLOCK = re.compile(
    r"(?P<part>上午|下午|晚上|中午|凌晨)?\s*(?P<hour>\d{1,2})(?::(?P<minute>\d\d)(?::(?P<second>\d\d))?|点(?:(?P<half>半)|(?P<ch>\d{1,2})分?)?)"
)
_DATE = re.compile(r"(?:(?P<year>\d{4})[-/年])?(?P<month>\d{1,2})[-/月](?P<day>\d{1,2})日?")
_AFTERNOON = {"下午", "晚上", "中午"}
_EXAMPLES = "14:05, -15m, yesterday 9:00, 昨天 9:00, 2026-11-20 14:05, 2026-11-20T14:05+08:00"
_NOON = 12


def read_time(text: str, *, now: datetime, zone: str) -> datetime:
    """Read a time that a person typed; without a date it is today's, without an offset it is of `zone`."""
    words = text.strip()
    if words.lower() in {"now", "现在"}:
        return now
    back = _BACK.fullmatch(words)
    if back:
        return now - timedelta(seconds=int(back[1]) * _UNITS[back[2]])
    stated = _rfc3339(words)
    if stated is not None:
        return stated if stated.tzinfo else stated.replace(tzinfo=ZoneInfo(zone))
    today = now.astimezone(ZoneInfo(zone)).date()
    day, rest = _day(words, today)
    clock = _CLOCK.fullmatch(rest)
    if clock is None:
        raise Usage(N_("{text!r} is no time; write it as one of: {examples}."), text=text, examples=_EXAMPLES)
    return datetime.combine(day, _clock(clock, text), ZoneInfo(zone))


def read_duration(text: str) -> int:
    """Read `2h`, `30m`, `1d` as seconds."""
    match = _BACK.fullmatch(f"-{text.strip()}")
    if match is None:
        raise Usage(N_("{text!r} is no duration; write it as one of: {examples}."), text=text, examples="30m, 2h, 1d")
    return int(match[1]) * _UNITS[match[2]]


def _rfc3339(words: str) -> datetime | None:
    if len(words) < len("2026-11-20T1"):
        return None
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return None


def _day(words: str, today: date) -> tuple[date, str]:
    for name, distance in _DAYS.items():
        if words.lower().startswith(name):
            return today + timedelta(days=distance), words[len(name) :].strip()
    stated = _DATE.match(words)
    if stated is None:
        return today, words
    try:
        year = int(stated["year"] or today.year)
        return date(year, int(stated["month"]), int(stated["day"])), words[stated.end() :].strip(" T")
    except ValueError as error:
        raise Usage(N_("{text!r} is no date."), text=words) from error


def _clock(match: re.Match[str], text: str) -> time:
    hour = int(match["hour"])
    if match["part"] in _AFTERNOON and hour < _NOON:
        hour += _NOON
    minute = 30 if match["half"] else int(match["minute"] or match["ch"] or 0)
    try:
        return time(hour, minute, int(match["second"] or 0))
    except ValueError as error:
        raise Usage(
            N_("{text!r} is no time; write it as one of: {examples}."), text=text, examples=_EXAMPLES
        ) from error
