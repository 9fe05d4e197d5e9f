"""A firm's own hours and days off: over those of a policy that it extends, and in calendars without a country."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deskctl.data_files import data_file
from deskctl.policy_file.read import read_policy
from deskctl.policy_file.sections.hours import EnteredDays, build_calendar

ZONE = ZoneInfo("Europe/Berlin")
OUTING = EnteredDays({date(2026, 12, 7): (True, "Outing"), date(2026, 12, 24): (True, "Closed")})


def _extended(tmp_path: Path, hours: str) -> dict[str, Any]:
    base = data_file("policies") / "after-sales.toml"
    path = tmp_path / "own.toml"
    text = f'extends = "{base}"\nid = "own"\nclauses = "{base.with_suffix(".clauses.jsonl")}"\n'
    path.write_text(f"{text}[calendars.ROUTINE]\nhours = {hours}\n", encoding="utf-8")
    return dict(read_policy(path).keys["calendars"]["ROUTINE"]["hours"])


@pytest.mark.parametrize(
    ("own", "hours"),
    [
        (
            '{ mon-thu = ["08:00-17:00"], fri = ["08:00-14:00"] }',
            {"mon-thu": ["08:00-17:00"], "fri": ["08:00-14:00"]},
        ),
        ('{ sat = ["09:00-12:00"] }', {"mon-fri": ["09:00-17:30"], "sat": ["09:00-12:00"]}),
        (
            '{ wed = ["09:00-12:00"] }',
            {day: ["09:00-17:30"] for day in ("mon", "tue", "thu", "fri")} | {"wed": ["09:00-12:00"]},
        ),
        ('{ mon-fri = ["10:00-11:00"] }', {"mon-fri": ["10:00-11:00"]}),
        ('{ someday = ["10:00-11:00"] }', {"mon-fri": ["09:00-17:30"], "someday": ["10:00-11:00"]}),
    ],
)
def test_weekly_hours_are_taken_over_day_by_day(tmp_path: Path, own: str, hours: dict[str, Any]) -> None:
    """A day that the file names has the hours of the file, however the extended policy groups its days."""
    assert _extended(tmp_path, own) == hours


def _open_on(value: dict[str, Any], day: str) -> int:
    calendar = build_calendar("OFFICE", {"hours": {"mon-fri": ["09:00-17:00"]}, **value}, ZONE, OUTING)
    begin = int(datetime.fromisoformat(f"{day}T00:00:00+01:00").timestamp())
    return calendar.open_seconds(begin, begin + 86_400) // 3600


def test_days_that_are_entered_count_in_a_calendar_with_dates() -> None:
    """A day off that the desk enters is one where a calendar names its dates itself, and before such a date."""
    dates = {"dates": {"2026-12-24": {"hours": ["09:00-12:00"]}}}
    assert (_open_on(dates, "2026-12-07"), _open_on(dates, "2026-12-24")) == (0, 0)
    assert _open_on({"holidays": "china"}, "2026-12-07") == 0


def test_a_calendar_without_special_days_has_none() -> None:
    """Hours from which no holiday is excepted stay as they are."""
    assert _open_on({}, "2026-12-07") == 8


def test_the_holidays_of_the_extended_policy_can_be_left_out() -> None:
    """A firm elsewhere that extends a policy with Chinese holidays works on them, and enters its own days."""
    begin = int(datetime.fromisoformat("2026-10-05T00:00:00+02:00").timestamp())
    for holidays, hours in (("china", 0), ("none", 8)):
        value = {"hours": {"mon-fri": ["09:00-17:00"]}, "holidays": holidays}
        calendar = build_calendar("OFFICE", value, ZONE, OUTING)
        assert calendar.open_seconds(begin, begin + 86_400) // 3600 == hours
    assert _open_on({"holidays": "none"}, "2026-12-07") == 0
