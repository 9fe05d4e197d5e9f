"""Compare the speed of the clock core with other libraries: `python tests/bench/bench_clocks.py`.

Exits with 1 if a figure misses its goal. Needs the `dev` extra (businesstimedelta).
"""

import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1] / "sla"))

import businesstimedelta
import chinese_calendar
import pytz
from builders import demo_cases, packaged

from deskctl.sla.clocks import derive
from deskctl.sla.facts import Case
from deskctl.sla.periods import periods_of_year

ZONE = ZoneInfo("Asia/Shanghai")
WORKDAY = packaged().calendars["WORKDAY"]
YEARS = range(2015, 2027)
START = datetime(2025, 9, 8, 10, 15, tzinfo=ZONE)
FOUR_HOURS = timedelta(hours=4)
SIXTY_DAYS = timedelta(hours=60 * 8.5)


def seconds(step: Callable[[], object], rounds: int) -> float:
    """Return the CPU time of one call, the best of five measurements."""
    best = float("inf")
    for _ in range(5):
        begun = process_time()
        for _ in range(rounds):
            step()
        best = min(best, (process_time() - begun) / rounds)
    return best


def their_rules() -> businesstimedelta.Rules:
    """Return the Chinese workday calendar as rules of businesstimedelta, which has no make-up workdays."""
    zone, opening, closing = pytz.timezone(ZONE.key), time(9), time(17, 30)
    week = businesstimedelta.WorkDayRule(start_time=opening, end_time=closing, working_days=[0, 1, 2, 3, 4], tz=zone)
    days = {day: rule.name for day, rule in WORKDAY.special.items() if not rule.windows}
    return businesstimedelta.Rules([week, businesstimedelta.HolidayRule(days, tz=zone)])


def theirs(duration: timedelta) -> Callable[[], object]:
    rules = their_rules()
    whole = int(duration.total_seconds())
    return lambda: START + businesstimedelta.BusinessTimeDelta(rules, hours=whole // 3600, seconds=whole % 3600)


def twelve_years() -> None:
    for year in YEARS:
        periods_of_year(year, ZONE, WORKDAY.windows_on)


def twelve_years_day_by_day() -> None:
    day, end = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
    while day <= end:
        chinese_calendar.is_workday(day)
        day += timedelta(days=1)


def long_stories() -> list[Case]:
    """Return the tickets of the demo desk that have about twenty actions."""
    return [case for case in demo_cases().values() if 18 <= len(case.facts) <= 22]


def main() -> int:
    """Print each figure with its goal."""
    for duration in (FOUR_HOURS, SIXTY_DAYS):
        WORKDAY.due(START, duration)
    stories, policy = long_stories(), packaged()
    ours = {
        name: seconds(lambda d=length: WORKDAY.due(START, d), 5000)
        for name, length in (("4 h", FOUR_HOURS), ("60 days", SIXTY_DAYS))
    }
    other = {"4 h": seconds(theirs(FOUR_HOURS), 200), "60 days": seconds(theirs(SIXTY_DAYS), 5)}
    build, day_by_day = seconds(twelve_years, 3), seconds(twelve_years_day_by_day, 1)
    derived = seconds(lambda: [derive(case, policy) for case in stories], 40) / len(stories)
    rows = [
        ("due in 4 business hours, times as fast as businesstimedelta", other["4 h"] / ours["4 h"], 15, "x"),
        ("due in 60 business days, times as fast as businesstimedelta", other["60 days"] / ours["60 days"], 500, "x"),
        ("due times a second, aware times in and out", 1 / ours["4 h"], 200_000, "/s"),
        (
            f"twelve years a second ({build * 1000:.1f} ms; chinesecalendar day by day {day_by_day * 1000:.0f} ms)",
            1 / build,
            200,
            "/s",
        ),
        ("tickets of 18 to 22 actions derived a second", 1 / derived, 5_000, "/s"),
    ]
    for name, figure, goal, unit in rows:
        print(f"{name:<84} {figure:>12,.0f} {unit:<2} (goal {goal:,}){'' if figure >= goal else '  MISSED'}")
    return int(any(figure < goal for _, figure, goal, _ in rows))


if __name__ == "__main__":
    raise SystemExit(main())
