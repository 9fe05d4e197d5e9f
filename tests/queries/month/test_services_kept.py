"""Promises of services that were due in a month: planned and done, separate from those of tickets."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deskctl.language.time_words.months import month_of
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.month.duty_counts import DutyCount, duties_in, hard_duty_counts
from deskctl.queries.month.period import Period
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader

ZONE = ZoneInfo("Asia/Shanghai")


def counted(
    conn: sqlite3.Connection, month: str, at: str, customer: str | None = None
) -> dict[str, tuple[int, int, int, int]]:
    """Return for each kind how many were planned, kept, kept late, and are overdue."""
    read = int(datetime.fromisoformat(f"{at}+08:00").timestamp())
    found: list[DutyCount] = hard_duty_counts(conn, Period(*month_of(month, ZONE), read, customer), ZONE)
    return {one.kind: (one.planned, one.met, one.missed, one.overdue) for one in found}


def test_a_month_counts_its_promises(conn: sqlite3.Connection) -> None:
    """On 22 November six of seven inspections are done, the last is not due, and return visits are late or overdue."""
    assert counted(conn, "2026-11", "2026-11-22T09:30:00") == {
        "inspection": (7, 6, 0, 0), "return_visit": (5, 1, 1, 2), "training": (3, 2, 0, 0),
    }  # fmt: skip


def test_an_inspection_not_done_by_the_end_is_late(conn: sqlite3.Connection) -> None:
    """S4-inspection: an inspection is due on the last day of a month and overdue from midnight on."""
    assert counted(conn, "2026-11", "2026-11-30T23:59:59")["inspection"] == (7, 6, 0, 0)
    assert counted(conn, "2026-11", "2026-12-01T00:00:00")["inspection"] == (7, 6, 0, 1)
    assert counted(conn, "2026-11", "2026-12-01T00:00:00", "CUS-04")["inspection"] == (1, 0, 0, 1)


def test_a_return_visit_after_the_interval_is_late(conn: sqlite3.Connection) -> None:
    """Each return visit restarts the interval, and a visit after its due date is late (S5.6-1)."""
    period = Period(*month_of("2026-11", ZONE), int(datetime.fromisoformat("2026-11-22T09:30:00+08:00").timestamp()))
    inputs = DueInputs(conn, period.known, ZONE)
    rows = [
        (one.subject, str(one.due_on), one.state(period.known)) for one in duties_in(inputs, period, "return_visit")
    ]
    assert rows == [
        ("CUS-01", "2026-11-07", "missed"), ("CUS-02", "2026-11-11", "met"), ("CUS-02", "2026-11-18", "overdue"),
        ("CUS-03", "2026-11-21", "overdue"), ("CUS-05", "2026-11-30", "due"),
    ]  # fmt: skip


def test_a_gap_in_the_roster_is_a_missed_promise(conn: sqlite3.Connection) -> None:
    """The hour of 7 December without a lead and the time after the roster ends are missed promises (S5.5-major-1)."""
    assert counted(conn, "2026-12", "2026-12-08T09:00:00")["roster_gap"] == (1, 0, 0, 1)
    assert counted(conn, "2026-12", "2026-12-20T09:00:00")["roster_gap"] == (2, 0, 0, 2)


def test_a_new_desk_has_no_promises(tmp_path: Path) -> None:
    """A new desk has no counted promises and therefore no rate."""
    create_store(str(tmp_path / "desk.db"))
    with closing(open_reader(str(tmp_path / "desk.db"))) as conn:
        assert counted(conn, "2026-11", "2026-11-22T09:30:00") == {}


@pytest.mark.parametrize(("met", "missed", "overdue", "rate"), [(3, 1, 0, 0.75), (0, 0, 0, None), (0, 0, 2, 0.0)])
def test_the_rate_counts_decided_promises(met: int, missed: int, overdue: int, rate: float | None) -> None:
    """Waived promises and promises that are not due yet do not affect the rate."""
    assert DutyCount("inspection", "S4-inspection", met, missed, overdue, 4, 5).rate == rate
