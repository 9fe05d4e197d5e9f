"""Calendars: split days, holidays, make-up workdays, half days, midnight and summer time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from builders import at, given, packaged

from deskctl.sla.calendar import Calendar, SpecialDay
from deskctl.sla.facts import instant, moment

HOUR = 3600
DAY_OFF = SpecialDay((), "a holiday")
BERLIN = ZoneInfo("Europe/Berlin")


def hours(*windows: tuple[float, float]) -> tuple[tuple[int, int], ...]:
    return tuple((int(start * HOUR), int(end * HOUR)) for start, end in windows)


def weekdays(*windows: tuple[float, float], zone: str = "Asia/Shanghai", **special: SpecialDay) -> Calendar:
    days = {date.fromisoformat(day.removeprefix("d").replace("_", "-")): rule for day, rule in special.items()}
    return Calendar("weekdays", ZoneInfo(zone), (hours(*windows),) * 5 + ((), ()), days)


OFFICE = weekdays((9, 17.5))
SPLIT = weekdays((9, 12), (13, 17))


def due(calendar: Calendar, start: str, duration: float) -> str | None:
    return given(calendar.due_at(at(start, calendar.zone.key), int(duration * HOUR)), calendar.zone.key)


@pytest.mark.parametrize(
    ("calendar", "start", "duration", "expected"),
    [
        (OFFICE, "Mon 09:00", 4, "Mon 13:00"),
        (OFFICE, "Mon 13:30", 4, "Mon 17:30"),
        (OFFICE, "Mon 15:00", 4, "Tue 10:30"),
        (OFFICE, "Fri 15:00", 4, "next Mon 10:30"),
        (OFFICE, "Sat 12:00", 4, "next Mon 13:00"),
        (OFFICE, "Mon 06:00", 0.5, "Mon 09:30"),
        (OFFICE, "Mon 22:00", 0.5, "Tue 09:30"),
        (SPLIT, "Mon 11:00", 1, "Mon 12:00"),
        (SPLIT, "Mon 11:00", 2, "Mon 14:00"),
        (SPLIT, "Mon 12:30", 1, "Mon 14:00"),
        (OFFICE, "Mon 10:00", 0, "Mon 10:00"),
        (OFFICE, "Mon 20:00", 0, "Tue 09:00"),
        (OFFICE, "Mon 17:30", 0, "Tue 09:00"),
        (weekdays((0, 24)), "Fri 23:00", 2, "next Mon 01:00"),
        (weekdays((0, 24)), "Mon 00:00", 24, "Tue 00:00"),
        (weekdays((9, 17), d2026_11_03=DAY_OFF), "Mon 16:00", 2, "Wed 10:00"),
        (weekdays((9, 17), d2026_11_07=SpecialDay(hours((9, 12)), "make-up")), "Fri 16:00", 2, "Sat 10:00"),
        (weekdays((9, 17), d2026_11_03=SpecialDay(hours((9, 12)), "half day")), "Tue 11:00", 2, "Wed 10:00"),
    ],
)
def test_due(calendar: Calendar, start: str, duration: float, expected: str) -> None:
    """A duration counts open time only; a due time that falls on closing time is not moved to the next opening."""
    assert due(calendar, start, duration) == expected


def test_aware_times_of_any_zone_are_accepted_and_returned() -> None:
    """The public methods of a calendar accept and return aware times of any zone."""
    start = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
    end = OFFICE.due(start, timedelta(hours=4))
    assert end == datetime(2026, 11, 2, 13, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert OFFICE.elapsed(start, moment(at("Tue 10:00"))) == timedelta(hours=9, minutes=30)


def test_a_time_without_a_zone_is_refused() -> None:
    """A time without a zone is refused, because it does not identify an instant."""
    with pytest.raises(ValueError, match="zone"):
        OFFICE.due(datetime(2026, 11, 2, 9, 0), timedelta(hours=1))  # noqa: DTZ001 - that is the point


def test_an_end_before_the_start_has_no_open_time() -> None:
    """No open time lies between a start and an earlier end, with pauses or without."""
    assert OFFICE.open_seconds(at("Tue 12:00"), at("Mon 12:00")) == 0
    assert OFFICE.open_seconds(at("Tue 12:00"), at("Mon 12:00"), ((at("Mon 10:00"), at("Tue 10:00")),)) == 0


def test_open_time_continues_over_new_year() -> None:
    """Open time continues over New Year in every zone."""
    for zone in ("Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"):
        always = Calendar("nights", ZoneInfo(zone), (hours((0, 2), (20, 24)),) * 7)
        assert due(always, "2026-12-31 23:00", 2) == "2027-01-01 01:00"
    assert OFFICE.due_at(at("2026-12-31 20:00"), 0) == at("2027-01-01 09:00")  # no second of the next year is used up


class TestSummerTime:
    """A window lasts as long as it really does on a day on which the clocks change."""

    NIGHT = Calendar("night", BERLIN, (hours((0, 6)),) * 7)

    @pytest.mark.parametrize(("day", "length"), [("2026-03-28", 6), ("2026-03-29", 5), ("2026-10-25", 7)])
    def test_the_night_on_which_the_clocks_change(self, day: str, length: int) -> None:
        """Six hours on the wall clock are five hours when summer time begins and seven when it ends."""
        start, end = at(f"{day} 00:00", "Europe/Berlin"), at(f"{day} 06:00", "Europe/Berlin")
        assert self.NIGHT.open_seconds(start, end) == length * HOUR

    def test_windows_within_the_repeated_hour(self) -> None:
        """A window within the repeated hour is open twice, and both times count."""
        calendar = Calendar("split", BERLIN, (hours((2, 2.25), (2.5, 3)),) * 7)
        start, end = at("2026-10-25 00:00", "Europe/Berlin"), at("2026-10-25 12:00", "Europe/Berlin")
        assert calendar.open_seconds(start, end) == 90 * 60
        second_time = instant(datetime(2026, 10, 25, 2, 15, tzinfo=BERLIN, fold=1))
        assert calendar.due_at(start, HOUR) == second_time

    def test_a_window_within_the_skipped_hour(self) -> None:
        """A window within the skipped hour is not open on that day."""
        calendar = Calendar("lost", BERLIN, (hours((2, 3)),) * 7)
        assert due(calendar, "2026-03-28 12:00", 1) == "2026-03-30 03:00"

    def test_half_an_hour_on_lord_howe(self) -> None:
        """A change of half an hour, the smallest one in use, is counted exactly."""
        calendar = Calendar("howe", ZoneInfo("Australia/Lord_Howe"), (hours((0, 24)),) * 7, {date(2020, 1, 1): DAY_OFF})
        start, end = (at(f"2026-04-{day} 00:00", "Australia/Lord_Howe") for day in ("05", "06"))
        assert calendar.open_seconds(start, end) == 24.5 * HOUR

    def test_the_day_that_samoa_skipped(self) -> None:
        """The calendar passes over Friday 30 December 2011, which Samoa skipped."""
        calendar = Calendar("apia", ZoneInfo("Pacific/Apia"), (hours((9, 17)),) * 7)
        assert due(calendar, "2011-12-29 16:00", 2) == "2011-12-31 10:00"


class TestWorkdays:
    """The closing time of the n-th working day."""

    WORKDAY = packaged().calendars["WORKDAY"]

    @pytest.mark.parametrize(
        ("start", "count", "expected"),
        [
            ("Mon 10:00", 1, "Tue 17:30"),
            ("Fri 10:00", 1, "next Mon 17:30"),
            ("Sat 10:00", 1, "next Mon 17:30"),
            ("Mon 10:00", 2, "Wed 17:30"),
            ("Mon 10:00", 0, "Mon 17:30"),
            ("Sat 10:00", 0, "next Mon 17:30"),
            ("2026-09-30 10:00", 1, "2026-10-08 17:30"),
            ("2026-10-09 10:00", 1, "2026-10-10 17:30"),
        ],
    )
    def test_end_of_workday(self, start: str, count: int, expected: str) -> None:
        """Weekends and holidays are not working days, make-up days are."""
        assert given(self.WORKDAY.end_of_workday(at(start), count)) == expected

    def test_a_working_day_that_ends_at_midnight(self) -> None:
        """A working day that ends at 24:00 ends at the first instant of the next day."""
        always = packaged().calendars["ALWAYS"]
        assert given(always.end_of_workday(at("Mon 10:00"), 1)) == "Wed 00:00"


class TestPublishedYears:
    """Due times in years whose holidays are not published yet are provisional."""

    def test_only_calendars_with_holidays_are_provisional(self) -> None:
        """A calendar without holidays is never provisional."""
        policy = packaged()
        beyond = at("2031-01-05 10:00")
        assert policy.calendars["ROUTINE"].provisional(beyond)
        assert not policy.calendars["URGENT"].provisional(beyond)

    def test_only_beyond_the_last_published_year(self) -> None:
        """The last instant of a published year is certain, in the zone of the calendar."""
        calendar = Calendar("known", ZoneInfo("Asia/Shanghai"), OFFICE.week, {}, 2026)
        assert not calendar.provisional(at("2026-12-31 23:59"))
        assert calendar.provisional(at("2027-01-01 00:00"))
