"""The promises of services that fell due in a month: planned against done, apart from the tickets'."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deskctl.language.time_words.months import month_of
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.month.hard_duties import DutyCount, duties_in, hard_duties
from deskctl.queries.month.period import Period
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader

ZONE = ZoneInfo("Asia/Shanghai")


def counted(
    conn: sqlite3.Connection, month: str, at: str, customer: str | None = None
) -> dict[str, tuple[int, int, int, int]]:
    """Give for each kind what was promised, kept, kept late, and is late and open."""
    read = int(datetime.fromisoformat(f"{at}+08:00").timestamp())
    found: list[DutyCount] = hard_duties(conn, Period(*month_of(month, ZONE), read, customer), ZONE)
    return {one.kind: (one.planned, one.met, one.missed, one.overdue) for one in found}


def test_a_month_has_what_was_promised_in_it(conn: sqlite3.Connection) -> None:
    """On 22 November: six of seven inspections done, the last not due; return visits kept, late, and open."""
    assert counted(conn, "2026-11", "2026-11-22T09:30:00") == {
        "inspection": (7, 6, 0, 0), "return_visit": (5, 1, 1, 2), "training": (3, 2, 0, 0),
    }  # fmt: skip


def test_what_is_not_done_by_the_end_is_late(conn: sqlite3.Connection) -> None:
    """S4-inspection: due on the last day, overdue from midnight on; of one customer alone if one is named."""
    assert counted(conn, "2026-11", "2026-11-30T23:59:59")["inspection"] == (7, 6, 0, 0)
    assert counted(conn, "2026-11", "2026-12-01T00:00:00")["inspection"] == (7, 6, 0, 1)
    assert counted(conn, "2026-11", "2026-12-01T00:00:00", "CUS-04")["inspection"] == (1, 0, 0, 1)


def test_a_return_visit_is_late_where_the_interval_was_over(conn: sqlite3.Connection) -> None:
    """S5.6-1: each visit starts the interval again; what came after its day was late."""
    period = Period(*month_of("2026-11", ZONE), int(datetime.fromisoformat("2026-11-22T09:30:00+08:00").timestamp()))
    inputs = DueInputs(conn, period.known, ZONE)
    rows = [
        (one.subject, str(one.due_on), one.state(period.known)) for one in duties_in(inputs, period, "return_visit")
    ]
    assert rows == [
        ("CUS-01", "2026-11-07", "missed"), ("CUS-02", "2026-11-11", "met"), ("CUS-02", "2026-11-18", "overdue"),
        ("CUS-03", "2026-11-21", "overdue"), ("CUS-05", "2026-11-30", "due"),
    ]  # fmt: skip


def test_a_gap_of_the_roster_is_a_promise_broken(conn: sqlite3.Connection) -> None:
    """S5.5-major-1: the hour of 7 December without a lead, and the time after the roster's end."""
    assert counted(conn, "2026-12", "2026-12-08T09:00:00")["roster_gap"] == (1, 0, 0, 1)
    assert counted(conn, "2026-12", "2026-12-20T09:00:00")["roster_gap"] == (2, 0, 0, 2)


def test_a_new_desk_promised_nothing_yet(tmp_path: Path) -> None:
    """No kind is counted, and no rate is made up."""
    create_store(str(tmp_path / "desk.db"))
    with closing(open_reader(str(tmp_path / "desk.db"))) as conn:
        assert counted(conn, "2026-11", "2026-11-22T09:30:00") == {}


@pytest.mark.parametrize(("met", "missed", "overdue", "rate"), [(3, 1, 0, 0.75), (0, 0, 0, None), (0, 0, 2, 0.0)])
def test_the_rate_is_of_what_was_decided(met: int, missed: int, overdue: int, rate: float | None) -> None:
    """Waived and coming promises do not count."""
    assert DutyCount("inspection", "S4-inspection", met, missed, overdue, 4, 5).rate == rate
