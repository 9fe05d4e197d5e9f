"""Times in words: what is understood, and what is refused as ambiguous or because of an unknown word."""

from datetime import datetime

import pytest
from calling import NOW

from deskctl.errors import Usage
from deskctl.language.i18n import translated
from deskctl.language.time_words.times import read_date, read_duration, read_time

HERE = datetime.fromisoformat(NOW)  # a Sunday

READ = {
    "now": "2026-11-22T09:30",
    "-15m": "2026-11-22T09:15",
    "-1h30m": "2026-11-22T08:00",
    "- 15 minutes": "2026-11-22T09:15",
    "2 hours ago": "2026-11-22T07:30",
    "15分钟前": "2026-11-22T09:15",
    "半小时之前": "2026-11-22T09:00",
    "+2h": "2026-11-22T11:30",
    "in 2h": "2026-11-22T11:30",
    "2小时后": "2026-11-22T11:30",
    "一小时后": "2026-11-22T10:30",
    "in half an hour": "2026-11-22T10:00",
    "一刻钟后": "2026-11-22T09:45",
    "一个半小时后": "2026-11-22T11:00",
    "十分钟后": "2026-11-22T09:40",
    "明早": "2026-11-23T08:00",
    "明天一早": "2026-11-23T08:00",
    "tomorrow morning": "2026-11-23T08:00",
    "14:05": "2026-11-22T14:05",
    "14：05": "2026-11-22T14:05",
    "2:30pm": "2026-11-22T14:30",
    "noon": "2026-11-22T12:00",
    "昨天 9:00": "2026-11-21T09:00",
    "明天上午9点": "2026-11-23T09:00",
    "yesterday 9:00": "2026-11-21T09:00",
    "yesterday at 9:00": "2026-11-21T09:00",
    "9:00 yesterday": "2026-11-21T09:00",
    "大前天 9:00": "2026-11-19T09:00",
    "2026-11-20T14:05+08:00": "2026-11-20T14:05",
    "2026-11-20T06:05Z": "2026-11-20T14:05",
    "2026-11-20 14:05": "2026-11-20T14:05",
    "2026-11-20 9:00": "2026-11-20T09:00",
    "20 Nov 14:05": "2026-11-20T14:05",
    "Nov 20th, 2026 at 2:30 pm": "2026-11-20T14:30",
    "20 Nov 06:05 UTC": "2026-11-20T14:05",
    "11月20日14点半": "2026-11-20T14:30",
    "2026年11月20号早上九点整": "2026-11-20T09:00",
    "20/11 9:00": "2026-11-20T09:00",
    "11-20 14:05": "2026-11-20T14:05",
    "下午三点一刻": "2026-11-22T15:15",
    "二十点零五分": "2026-11-22T20:05",
    "中午1点": "2026-11-22T13:00",
    "下午14点": "2026-11-22T14:00",
    "昨晚8点": "2026-11-21T20:00",
    "上周一 9:00": "2026-11-09T09:00",
    "下周三下午两点半": "2026-11-25T14:30",
    "next monday 9:00": "2026-11-23T09:00",
}
TWO_MEANINGS = {
    "15m": ["-15m", "+15m"],
    "05/06 9:00": ["2026-05-06 09:00", "2026-06-05 09:00"],
    "5 Jan 9:00": ["2026-01-05 09:00", "2027-01-05 09:00"],
    "monday 9:00": ["2026-11-16 09:00", "2026-11-23 09:00"],
    "last monday 9:00": ["2026-11-16 09:00", "2026-11-09 09:00"],
    "周一 9:00": ["2026-11-16 09:00", "2026-11-23 09:00"],
    "tomorrow 12am": ["2026-11-23 00:00", "2026-11-23 12:00"],
    "晚上12点": ["2026-11-22 00:00", "2026-11-23 00:00"],
    "晚上2点": ["2026-11-22 02:00", "2026-11-23 02:00"],
}
UNKNOWN = [
    "",
    "  ",
    "soon",
    "tomorrow",
    "2026-11-20",
    "tomorow 9:00",
    "tomorrow 9:00 sharp",
    "9:00 10:00",
    "9",
    "9.30",
    "14:5",
    "14:65",
    "25:00",
    "24:00",
    "上午14点",
    "30 Feb 9:00",
    "2026-11-20x14:05",
    "2026-13-20T14:05",
    "0001-01-01T00:00Z",
    "9999-12-31T23:59Z",
    "-99999d",
    "-5",
    "next week",
    "at 14:05",
    "14:05\x00",
]


@pytest.mark.parametrize("text", READ)
def test_time_is_understood(text: str) -> None:
    """Each form of a time has exactly one meaning."""
    assert read_time(text, now=HERE, zone="Asia/Shanghai") == datetime.fromisoformat(f"{READ[text]}+08:00")


@pytest.mark.parametrize("text", TWO_MEANINGS)
def test_ambiguous_time_is_refused_with_its_meanings(text: str) -> None:
    """A time with two meanings is refused, and both are named."""
    with pytest.raises(Usage) as refused:
        read_time(text, now=HERE, zone="Asia/Shanghai")
    assert all(reading in str(refused.value) for reading in TWO_MEANINGS[text])


@pytest.mark.parametrize("text", UNKNOWN)
def test_unknown_word_is_refused(text: str) -> None:
    """A time with a word that is not understood is refused as a whole."""
    with pytest.raises(Usage):
        read_time(text, now=HERE, zone="Asia/Shanghai")


def test_year_that_is_too_far_away_is_named_as_such() -> None:
    """A time of another age is not called unreadable."""
    for text in ("1969-12-31T23:59Z", "2200-01-01T00:00Z", "0001-01-01T00:00Z"):
        with pytest.raises(Usage, match="too far away; the year must be between 1970 and 2199"):
            read_time(text, now=HERE, zone="Asia/Shanghai")
    assert read_time("2199-12-31T23:59Z", now=HERE, zone="Asia/Shanghai").year == 2199


def test_unknown_word_is_named() -> None:
    """The refusal names the word that is not understood."""
    with pytest.raises(Usage, match="'sharp'"):
        read_time("tomorrow 9:00 sharp", now=HERE, zone="Asia/Shanghai")


@pytest.mark.parametrize("text", ["2026-02-30", "2026-02-30 9:00", "31/11/2026 9:00"])
def test_day_that_does_not_exist(text: str) -> None:
    """A day that does not exist is refused as such, alone and with a time, without a hint to add the time."""
    with pytest.raises(Usage, match="no such day"):
        read_time(text, now=HERE, zone="Asia/Shanghai")
    with pytest.raises(Usage, match="no such day"):
        read_time(text, now=HERE, zone="Asia/Shanghai", whole_day=True)


def test_change_of_summer_time() -> None:
    """A skipped hour does not exist, and an hour that occurs twice needs its offset."""
    with pytest.raises(Usage):
        read_time("2026-03-29 02:30", now=HERE, zone="Europe/Berlin")
    with pytest.raises(Usage, match=r"\+02:00.*\+01:00"):
        read_time("2026-10-25 02:30", now=HERE, zone="Europe/Berlin")


def test_whole_day_is_its_beginning() -> None:
    """A day without a time means its beginning where a whole day is accepted."""
    read = read_time("11月20日", now=HERE, zone="Asia/Shanghai", whole_day=True)
    assert read.isoformat() == "2026-11-20T00:00:00+08:00"


@pytest.mark.parametrize("text", ["20 Nov", "2026-11-20", "前天", "20/11"])
def test_days_in_several_forms(text: str) -> None:
    """A day is understood in the same forms."""
    assert read_date(text, now=HERE, zone="Asia/Shanghai").isoformat() == "2026-11-20"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2h", 7200),
        ("1h30m", 5400),
        ("90 min", 5400),
        ("PT4H", 14400),
        ("1d", 86400),
        ("半小时", 1800),
        ("2小时30分", 9000),
        ("两天", 172800),
        ("1个半小时", 5400),
    ],
)
def test_durations_in_words_and_iso(text: str, seconds: int) -> None:
    """A duration is understood in words or as ISO 8601."""
    assert read_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "h", "-1h", "PT", "1h 1h", "30m1h", "99999d", "soon"])
def test_invalid_durations_are_refused(text: str) -> None:
    """A text that is not a duration, or that repeats a unit, is refused."""
    with pytest.raises(Usage):
        read_duration(text)


@pytest.mark.parametrize(("lang", "comma"), [("en", ", "), ("zh", "、")])
def test_examples_of_a_refusal_are_understood(lang: str, comma: str) -> None:
    """The examples in a refusal are understood, and include a past and a future time."""
    with pytest.raises(Usage) as refused:
        read_time("soon", now=HERE, zone="Asia/Shanghai")
    examples = translated(str(refused.value.values["examples"]), lang).split(comma)
    times = [read_time(one, now=HERE, zone="Asia/Shanghai") for one in examples]
    assert min(times) < HERE < max(times)
