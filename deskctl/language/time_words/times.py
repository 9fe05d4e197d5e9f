"""Times as people write them: `-15m`, `14:05`, `昨天 9:00`, `明天上午9点`, `20 Nov 14:05`, `2026-11-20T14:05+08:00`.

An ambiguous time is refused with its possible readings, and so is a text that is not understood in full.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo

from deskctl.errors import Term, Usage
from deskctl.language.i18n import N_
from deskctl.language.time_words.days import DAY, read_day
from deskctl.language.time_words.daytimes import CLOCK, DayTime, read_clock
from deskctl.language.time_words.durations import parse_duration

_EXAMPLES = Term(
    N_("14:05, -15m, in half an hour, yesterday 9:00, tomorrow 9:00, 2026-11-20 14:05, 2026-11-20T14:05+08:00")
)
_DAYS = Term(N_("2026-11-20, 20 Nov 2026, yesterday"))
_LENGTHS = Term(N_("30m, 2h, 1h30m, 1d, PT4H"))
_FULL = re.compile(r"\d{4}-\d\d-\d\d[ t]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(z|[+-]\d\d:?\d\d)?")
_BASIC = re.compile(r"\d{8}t\d{4}(\d\d)?(z|[+-]\d{4})?")
_BACK = re.compile(r"-\s*(?P<back>.+)|(?P<ago>.+?)\s*(?:ago|之?前|以前)")
_AHEAD = re.compile(r"\+\s*(?P<ahead>.+)|in\s+(?P<in_>.+)|(?P<later>.+?)\s*(?:later|之?后|以后)")
_OFFSET = re.compile(r"(?P<utc>z|utc)(?![a-z])|(?P<sign>[+-])(?P<hours>0\d|1[0-4]):?(?P<minutes>[0-5]\d)(?!\d)")
_BETWEEN = re.compile(r"(?:[\s,]|(?:at|on)(?![a-z])|的)+")
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_Reading = TypeVar("_Reading", date, datetime)
_MIDNIGHT = [DayTime(datetime.min.time())]
_COMING_MORNING = frozenset({"tomorrow morning", "明早", "明早上", "明天早上", "明天一早", "明天早晨"})
_MORNING = time(8)
_NIGHT = timedelta(hours=5)
"""How long after midnight a day continues for people who work at night."""


def read_time(text: str, *, now: datetime, zone: str, whole_day: bool = False) -> datetime:
    """Parse a typed time; without a date it is today's, without an offset it is in `zone`.

    A date without a time is refused, or with `whole_day` read as the start of the day.
    """
    words = unicodedata.normalize("NFKC", text).strip().lower()
    if words in {"now", "现在"}:
        return now
    if words in _COMING_MORNING:
        return coming_morning(now.astimezone(ZoneInfo(zone)))
    read = (
        _relative(text, words, now)
        or _absolute(words, ZoneInfo(zone))
        or _from_parts(text, words, now, zone, whole_day=whole_day)
    )
    if not _FIRST_YEAR <= read.year <= _LAST_YEAR:
        raise Usage(
            N_("{text!r} is too far away; the year must be between {first} and {last}."),
            text=text, first=_FIRST_YEAR, last=_LAST_YEAR,
        )  # fmt: skip
    return read


def coming_morning(now: datetime) -> datetime:
    """Return when "tomorrow morning" is; at night it is the coming one."""
    day = (now - _NIGHT).date() + timedelta(days=1)
    return datetime.combine(day, _MORNING, now.tzinfo)


def read_date(text: str, *, now: datetime, zone: str) -> date:
    """Parse a typed day."""
    words = unicodedata.normalize("NFKC", text).strip().lower()
    match = DAY.fullmatch(words)
    if match is None:
        raise Usage(N_("{text!r} is not a day; write it as one of: {examples}."), text=text, examples=_DAYS)
    return _one(text, _days(text, match, now.astimezone(ZoneInfo(zone)).date()))


def read_bounded(text: str, bound: str, *, now: datetime, zone: str) -> datetime:
    """Parse a typed time that may be the `bound` of a period, where a day alone is accepted too.

    The bound `first` is the start of the day, `last` its end, and an empty one makes it an ordinary time.
    """
    words = unicodedata.normalize("NFKC", text).strip().lower()
    if not bound or DAY.fullmatch(words) is None:
        return read_time(text, now=now, zone=zone)
    day = read_date(text, now=now, zone=zone) + timedelta(days=bound == "last")
    return _local(text, datetime.combine(day, datetime.min.time()), ZoneInfo(zone))


def read_duration(text: str) -> int:
    """Parse a duration such as `2h`, `1h30m` or `1d`; return seconds, with days of 24 hours."""
    seconds = parse_duration(unicodedata.normalize("NFKC", text))
    if seconds is None:
        raise Usage(N_("{text!r} is not a duration; write it as one of: {examples}."), text=text, examples=_LENGTHS)
    return seconds


def _relative(text: str, words: str, now: datetime) -> datetime | None:
    """Return a time relative to now; a duration without a direction is refused."""
    for pattern, sign in ((_BACK, -1), (_AHEAD, 1)):
        match = pattern.fullmatch(words)
        length = match and parse_duration(next(filter(None, match.groups())))
        if length is not None:
            return now + timedelta(seconds=sign * length)
    if parse_duration(words) is not None:
        raise _ambiguous(text, [f"-{words}", f"+{words}"])
    return None


def _absolute(words: str, zone: tzinfo) -> datetime | None:
    """Return a full date and time in RFC 3339 or ISO 8601."""
    if not (_FULL.fullmatch(words) or _BASIC.fullmatch(words)):
        return None
    try:
        read = datetime.fromisoformat(words.upper())
    except ValueError:
        return None
    return read.replace(microsecond=0) if read.tzinfo else _local(words, read, zone)


def _from_parts(text: str, words: str, now: datetime, zone: str, *, whole_day: bool) -> datetime:
    parts = dict(_parts(text, words))
    here = _offset(parts["offset"]) if "offset" in parts else ZoneInfo(zone)
    today = now.astimezone(here).date()
    days = _days(text, parts["day"], today) if "day" in parts else [today]
    if "clock" not in parts and not whole_day:
        raise Usage(N_("{text!r} is a day; give the time too, such as {example}."), text=text, example=f"{text} 9:00")
    clocks = read_clock(parts["clock"]) if "clock" in parts else _MIDNIGHT
    moments = [datetime.combine(day + timedelta(days=clock.days), clock.at) for day in days for clock in clocks]
    return _local(text, _one(text, moments), here)


def _days(text: str, match: re.Match[str], today: date) -> list[date]:
    """Return the possible readings of a day; one that is in no calendar is refused."""
    days = read_day(match, today)
    if not days:
        raise Usage(N_("{text!r}: there is no such day."), text=text)
    return days


def _parts(text: str, words: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Split the words into day, clock and offset, each at most once; other words are refused."""
    place = 0
    seen: set[str] = set()
    while place < len(words):
        gap = _BETWEEN.match(words, place)
        if gap is not None and seen:
            place = gap.end()
            continue
        name, match = _next(words, place, seen)
        if match is None or not match.end() > place:
            raise _unread(text, words[place:])
        seen.add(name)
        yield name, match
        place = match.end()
    if not seen & {"day", "clock"}:
        raise _unread(text)


def _next(words: str, place: int, seen: set[str]) -> tuple[str, re.Match[str] | None]:
    for name, pattern in (("offset", _OFFSET), ("clock", CLOCK), ("day", DAY)):
        if name in seen or (name == "offset" and "clock" not in seen):
            continue
        match = pattern.match(words, place)
        if match is not None:
            return name, match
    return "", None


def _offset(match: re.Match[str]) -> tzinfo:
    if match["utc"]:
        return UTC
    distance = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    return timezone(distance if match["sign"] == "+" else -distance)


def _local(text: str, wall_time: datetime, zone: tzinfo) -> datetime:
    """Add the zone to a local time; times that a clock change skips or repeats are refused."""
    first, second = (wall_time.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall_time:
        raise Usage(N_("{text!r} does not exist: the clocks were put forward then."), text=text)
    raise _ambiguous(text, [first.isoformat(), second.isoformat()])


def _one(text: str, readings: list[_Reading]) -> _Reading:
    if not readings:
        raise _unread(text)
    if len(readings) > 1:
        raise _ambiguous(text, [str(reading).removesuffix(":00") for reading in readings])
    return readings[0]


def _ambiguous(text: str, readings: list[str]) -> Usage:
    return Usage(N_("{text!r} could mean: {readings}; say which."), text=text, readings=", ".join(readings))


def _unread(text: str, word: str | None = None) -> Usage:
    if word and word.strip() != text.strip():
        return Usage(
            N_("{text!r} is not a time: {word!r} cannot be read; write it as one of: {examples}."),
            text=text,
            word=word,
            examples=_EXAMPLES,
        )
    return Usage(N_("{text!r} is not a time; write it as one of: {examples}."), text=text, examples=_EXAMPLES)
