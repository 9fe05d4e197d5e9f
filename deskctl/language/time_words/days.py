"""Days as people write them: `yesterday`, `上周一`, `20 Nov`, `11月20日`, `20/11`."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from deskctl.language.time_words.daytimes import number_of
from deskctl.language.time_words.weekdays import WEEKDAYS

_NAMED: Mapping[str, int] = {
    "today": 0, "今天": 0, "今日": 0, "今": 0,
    "yesterday": -1, "昨天": -1, "昨日": -1, "昨": -1,
    "tomorrow": 1, "明天": 1, "明日": 1, "明": 1,
    "前天": -2, "大前天": -3, "后天": 2, "大后天": 3,
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEK: Mapping[str, int] = {"上": -1, "本": 0, "这": 0, "这个": 0, "上个": -1, "下": 1, "下个": 1}
_MONTH = rf"(?P<{{}}>{'|'.join((*_LONG, *_MONTHS, 'sept'))})\.?(?![a-z])"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])"
_YEAR = r"(?:,?\s*(?P<{}>\d{{4}})(?!\d|:))?"

_WEEKDAY_WORDS = "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"

_PATTERNS = (
    r"(?P<named>today|yesterday|tomorrow|大?[前后]天|[今昨明][天日]|[今昨明](?=[早晚]))(?![a-z])",
    r"(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2})(?![\d])",
    rf"(?:(?P<zh_year>\d{{4}})年)?\s*(?P<zh_month>{_NUMBER})月\s*(?P<zh_day>{_NUMBER})[日号]?",
    r"(?P<first>\d{1,2})(?P<sep>[-/])(?P<second_>\d{1,2})(?:(?P=sep)(?P<late_year>\d{4}))?(?![\d:])",
    rf"{_DAY.format('en_day')}\s*(?:of\s+)?{_MONTH.format('en_month')}{_YEAR.format('en_year')}",
    rf"{_MONTH.format('us_month')}\s*{_DAY.format('us_day')}{_YEAR.format('us_year')}",
    r"(?P<which>[上下本这]个?)?(?:周|星期|礼拜)(?P<zh_weekday>[一二三四五六日天])",
    rf"(?:(?P<relative>last|next|this)\s+)?(?P<weekday>{_WEEKDAY_WORDS})(?![a-z])",
)  # fmt: skip
DAY = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))


def read_day(match: re.Match[str], today: date) -> list[date]:
    """Return the possible readings of a day: none if it is not a date, several if it is ambiguous."""
    try:
        return next(read for name, read in _READERS.items() if match[name])(match, today)
    except (ValueError, OverflowError):
        return []


def _named(match: re.Match[str], today: date) -> list[date]:
    return [today + timedelta(days=_NAMED[match["named"]])]


def _iso(match: re.Match[str], today: date) -> list[date]:  # noqa: ARG001 - the signature of all readers
    year, month, day = re.split("[-/]", match["iso"])
    return [date(int(year), int(month), int(day))]


def _chinese(match: re.Match[str], today: date) -> list[date]:
    return _of_year(match["zh_year"], number_of(match["zh_month"]), number_of(match["zh_day"]), today)


def _numbers(match: re.Match[str], today: date) -> list[date]:
    """Read `20/11` and `11/20`; if either number could be the month, return both readings."""
    pairs = {(int(match["first"]), int(match["second_"])), (int(match["second_"]), int(match["first"]))}
    dates = [_of_year(match["late_year"], month, day, today) for month, day in sorted(pairs) if month <= len(_MONTHS)]
    return [day for days in dates for day in days]


def _day_first(match: re.Match[str], today: date) -> list[date]:
    return _of_year(match["en_year"], _month(match["en_month"]), int(match["en_day"]), today)


def _month_first(match: re.Match[str], today: date) -> list[date]:
    return _of_year(match["us_year"], _month(match["us_month"]), int(match["us_day"]), today)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _of_year(year: str | None, month: int, day: int, today: date) -> list[date]:
    """Return the readings of a date; without a year, that of this year, and that of another year if it is nearer."""
    if year:
        return [date(int(year), month, day)]
    this_year = date(today.year, month, day)
    others = [date(near, month, day) for near in (today.year - 1, today.year + 1) if _exists(near, month, day)]
    nearest = min([this_year, *others], key=lambda one: abs(one - today))
    return list(dict.fromkeys([this_year, nearest]))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _chinese_weekday(match: re.Match[str], today: date) -> list[date]:
    weekday = "一二三四五六日".index(match["zh_weekday"].replace("天", "日"))
    if match["which"] is None:
        return _either_side(weekday, today)
    return [_monday(today) + timedelta(weeks=_WEEK[match["which"]], days=weekday)]


def _weekday(match: re.Match[str], today: date) -> list[date]:
    weekday = WEEKDAYS.index(match["weekday"][:3])
    this_week = _monday(today) + timedelta(days=weekday)
    before, after = _either_side(weekday, today)[0], _either_side(weekday, today)[-1]
    week = timedelta(weeks=1)
    readings = {
        None: _either_side(weekday, today),
        "this": [this_week],
        "last": [before if before < today else before - week, this_week - week],
        "next": [after if after > today else after + week, this_week + week],
    }
    return list(dict.fromkeys(readings[match["relative"]]))


def _either_side(weekday: int, today: date) -> list[date]:
    """Return the last and the next day with this weekday; today alone if it has it."""
    back = (today.weekday() - weekday) % 7
    last = today - timedelta(days=back)
    return [last, last + timedelta(weeks=1)] if back else [last]


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


_READERS: Mapping[str, Callable[[re.Match[str], date], list[date]]] = {
    "named": _named,
    "iso": _iso,
    "zh_month": _chinese,
    "first": _numbers,
    "en_month": _day_first,
    "us_month": _month_first,
    "zh_weekday": _chinese_weekday,
    "weekday": _weekday,
}
