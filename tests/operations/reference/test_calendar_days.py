"""Days entered into calendars: open clocks follow them, and closed tickets keep their clocks."""

import json
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from workbench import Workbench

from deskctl.errors import Refused
from deskctl.operations.batch import run_batch
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import OperationResult, RequestContext, perform
from deskctl.queries.tickets.clocks import ClockRow, list_clocks
from deskctl.store.facts.rebuild import rebuild
from deskctl.store.sqlite.reader import open_reader

EVE = datetime.fromisoformat("2026-12-31T16:00:00+08:00")
FIRST_DAY = datetime.fromisoformat("2027-01-01T09:10:00+08:00")
AFTER_THE_WEEKEND = datetime.fromisoformat("2027-01-04T09:10:00+08:00")


def _do(
    desk: Workbench, name: str, ticket: int | None = None, /, now: datetime = EVE, **fields: Any
) -> OperationResult:
    return perform(desk.path, find(*name.split(".", 1)).of(fields), ticket, RequestContext(now=now, actor="LE1"))


def _first_response(desk: Workbench, number: int) -> ClockRow:
    with closing(open_reader(desk.path)) as conn:
        rows = list_clocks(conn, number, at=int(FIRST_DAY.timestamp()))
    return next(row for row in rows if row.milestone == "first_response")


@pytest.fixture
def question(desk: Workbench) -> int:
    """Return a question opened half an hour after closing time on the last day of the last published year."""
    now = EVE.replace(hour=18)
    opened = _do(desk, "ticket.open", now=now, contact="P-0101", title="month end", kind="question", severity="general")
    assert opened.ticket is not None
    return opened.ticket


def test_a_year_that_is_not_published_makes_a_due_time_provisional(desk: Workbench, question: int) -> None:
    """A due time in 2027 is provisional, because only New Year is known before the holidays are published (rule 21)."""
    clock = _first_response(desk, question)
    assert (clock.due, clock.provisional) == (AFTER_THE_WEEKEND.timestamp(), True)


def test_an_open_clock_follows_the_day_that_is_entered(desk: Workbench, question: int) -> None:
    """A day off that is entered moves an open clock by a day, and the year remains provisional."""
    _do(desk, "calendar.add", now=EVE.replace(hour=19), day="2027-01-04", name="调休")
    clock = _first_response(desk, question)
    assert (clock.due, clock.provisional) == (AFTER_THE_WEEKEND.timestamp() + 86_400, True)


@pytest.mark.parametrize("atomic", [True, False])
def test_a_batch_uses_the_new_calendar(desk: Workbench, question: int, atomic: bool) -> None:
    """A ticket that a batch has loaded uses the day that the batch enters between two of its actions."""
    noted = json.dumps({"do": "ticket.note", "ticket": question, "text": "x"})
    entered = json.dumps({"do": "calendar.add", "day": "2027-01-04", "name": "调休"})
    call = RequestContext(now=EVE.replace(hour=19), actor="LE1")
    assert all(done["ok"] for done in run_batch(desk.path, [noted, entered, noted], atomic=atomic, context=call))
    assert _first_response(desk, question).due == AFTER_THE_WEEKEND.timestamp() + 86_400


def test_a_published_year_is_certain(desk: Workbench, question: int) -> None:
    """After the publication of 2027 the due time is certain (rule 21), and the year cannot be published twice."""
    _do(desk, "calendar.publish", now=EVE.replace(hour=19), year=2027)
    clock = _first_response(desk, question)
    assert (clock.due, clock.provisional) == (AFTER_THE_WEEKEND.timestamp(), False)
    with pytest.raises(Refused):
        _do(desk, "calendar.publish", now=EVE.replace(hour=20), year=2027)


def test_the_latest_entry_of_a_date_counts(desk: Workbench, question: int) -> None:
    """A day off that is later entered as a working day moves the due time again."""
    _do(desk, "calendar.add", now=EVE.replace(hour=19), day="2027-01-01", name="元旦")
    _do(desk, "calendar.add", now=EVE.replace(hour=20), day=date(2027, 1, 1), name="调休上班", off=False)
    assert _first_response(desk, question).due == FIRST_DAY.timestamp()


def test_a_closed_ticket_keeps_its_days(desk: Workbench) -> None:
    """A day off that is entered afterwards changes no clock of a closed ticket, also after a rebuild."""
    before = _first_response(desk, 17)
    _do(desk, "calendar.add", day="2026-10-10", name="late amendment", off=True)
    assert _first_response(desk, 17) == before
    assert rebuild(desk.path).differing == ()


def test_entered_days_are_exported(desk: Workbench, question: int, tmp_path: Path) -> None:
    """An export contains the entered days, and its import leads to the same clocks."""
    from deskctl.exchange.desk_export import write_desk
    from deskctl.exchange.importing.desk_import import read_desk
    from deskctl.store.sqlite.create import create_store

    _do(desk, "calendar.add", now=EVE.replace(hour=19), day="2027-01-01", name="元旦")
    given = tmp_path / "desk.jsonl"
    with given.open("w", encoding="utf-8") as stream:
        write_desk(desk.path, stream)
    other = Workbench(str(tmp_path / "other.db"))
    create_store(other.path)
    read_desk(given, other.path)
    assert _first_response(other, question) == _first_response(desk, question)
