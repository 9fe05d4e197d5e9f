"""Rule 24: a closed month does not change, and later entries are reported in the month in which they were recorded."""

from contextlib import closing
from datetime import datetime
from zoneinfo import ZoneInfo

from workbench import NOW, Workbench

from deskctl.documents.model.tree import Document
from deskctl.documents.month.figures import read_figures
from deskctl.documents.month.monthly_report import month_report
from deskctl.language.time_words.months import month_of
from deskctl.queries.month.closed_month import month_closes
from deskctl.queries.month.period import Period
from deskctl.store.sqlite.reader import open_reader

ZONE = ZoneInfo("Asia/Shanghai")
LATER = int(datetime.fromisoformat("2026-11-25T10:00:00+08:00").timestamp())


def _report(desk: Workbench, name: str) -> Document:
    with closing(open_reader(desk.path)) as conn:
        begin, end = month_of(name, ZONE)
        period = Period(begin, end, LATER, None, month_closes(conn, end), ZONE)
        return month_report(read_figures(conn, period, ZONE, name))


def test_a_reopening_does_not_change_september(desk: Workbench) -> None:
    """A reopening, a correction and a new severity in November change nothing in the report of September."""
    before = _report(desk, "2026-09")
    desk.do("ticket.reopen", 1, symptom=True, reason="again", actor="LE1")
    desk.do("ticket.set-severity", 1, to="general", by_contact="P-0301", actor="LE1")
    desk.do("ticket.correct", 2, seq=3, reason="never happened", actor="LE1")
    assert _report(desk, "2026-09") == before


def test_a_voided_ticket_still_counts_in_the_month_that_is_closed(desk: Workbench) -> None:
    """A ticket that is voided in November still counts in the report of September, and in none that is open."""
    opened = datetime(2026, 9, 29, 10, tzinfo=ZONE)
    fields = {"contact": "P-0101", "title": "twice", "severity": "general"}
    ticket = desk.do("ticket.open", now=opened, actor="HL1", **fields).ticket
    before, november = _report(desk, "2026-09"), _report(desk, "2026-11")
    desk.do("ticket.void", ticket, reason="opened twice", actor="LE1")
    assert _report(desk, "2026-09") == before
    assert _report(desk, "2026-11") != november


def test_september_keeps_the_names_of_its_closing(desk: Workbench) -> None:
    """Records that are renamed in November keep their old names in the report of September."""
    before, november = _report(desk, "2026-09"), _report(desk, "2026-11")
    for noun, key, column in (
        ("customer", "CUS-01", "name"),
        ("customer", "CUS-01", "name_en"),
        ("asset", "A-0101", "name"),
        ("asset", "A-0101", "model"),
        ("staff", "EN1", "name"),
        ("part", "PT-01", "name"),
        ("catalog", "B", "name_en"),
    ):
        desk.do(f"{noun}.edit", id=key, actor="MG1", **{column: "Renamed"})
    assert _report(desk, "2026-09").sections == before.sections
    assert _report(desk, "2026-11") != november


def test_a_late_entry_is_reported_in_its_own_month(desk: Workbench) -> None:
    """The report of November lists the reopening of a ticket of September under the entries after closing."""
    desk.do("ticket.reopen", 1, symptom=True, reason="again", actor="LE1")
    headings = [part.title for part in _report(desk, "2026-11").sections]
    assert "After closing" in headings
    assert "After closing" not in [part.title for part in _report(desk, "2026-09").sections]


def test_a_month_closes_five_working_days_after_its_end(desk: Workbench) -> None:
    """After the holiday, the fifth working day after September is Tuesday 13 October."""
    with closing(open_reader(desk.path)) as conn:
        at = month_closes(conn, month_of("2026-09", ZONE)[1])
    assert datetime.fromtimestamp(at, ZONE) == datetime(2026, 10, 13, 17, 30, tzinfo=ZONE)
    assert NOW.timestamp() > at


def test_days_that_are_entered_later_close_no_month_at_another_time(desk: Workbench) -> None:
    """A day off that is entered in November for a day of October leaves the time at which September was closed."""
    before = _report(desk, "2026-09")
    with closing(open_reader(desk.path)) as conn:
        at = month_closes(conn, month_of("2026-09", ZONE)[1])
    desk.do("calendar.add", day="2026-10-12", off=True, name="flood", actor="MG1")
    with closing(open_reader(desk.path)) as conn:
        assert month_closes(conn, month_of("2026-09", ZONE)[1]) == at
    assert _report(desk, "2026-09") == before


def test_a_promise_that_a_correction_takes_back_counts_in_the_month_that_is_closed(desk: Workbench) -> None:
    """A resolution of September that is corrected in November leaves the promise that it began, the only one there."""
    fields = {"contact": "P-0101", "title": "old", "severity": "severe"}
    ticket = desk.do("ticket.open", now=datetime(2026, 8, 3, 10, tzinfo=ZONE), actor="HL1", **fields).ticket
    desk.do("ticket.resolve", ticket, now=datetime(2026, 9, 15, 10, tzinfo=ZONE), actor="HL1", fault_class="soft")
    before = _report(desk, "2026-09")
    desk.do("ticket.correct", ticket, seq=3, reason="never happened", actor="LE1")
    assert _report(desk, "2026-09").sections == before.sections


def test_a_ticket_that_is_entered_after_the_closing_is_not_in_the_month(desk: Workbench) -> None:
    """A call of September that is only recorded in November changes nothing in September, and is listed in November."""
    before = _report(desk, "2026-09")
    called = datetime(2026, 9, 29, 10, tzinfo=ZONE)
    desk.do("ticket.open", when=called, actor="HL1", contact="P-0101", title="forgotten", severity="general")
    assert _report(desk, "2026-09") == before
    assert "After closing" in [part.title for part in _report(desk, "2026-11").sections]
