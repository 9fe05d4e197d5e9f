"""The order of actions: what must come first, what cannot be repeated, and the times of actions."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest
from workbench import NOW, Workbench

from deskctl.errors import Refused, Usage
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.ticket_list import list_tickets
from deskctl.store.sqlite.reader import open_reader

At = Callable[[str], datetime]


@pytest.fixture
def visited(desk: Workbench, at: At) -> int:
    """Return a ticket on which EN1 is on site since 09:05."""
    ticket = desk.opened(severity="general", level="urgent", reported_at=at("09:00").isoformat())
    desk.do("visit.arrive", ticket, when=at("09:05"))
    return ticket


def _refused(desk: Workbench, name: str, ticket: int, code: str, /, **given: Any) -> Refused:
    error = desk.fails(Refused, name, ticket, **given)
    assert error.code == code, error
    assert isinstance(error, Refused)
    return error


def test_the_end_of_the_work_dates_the_log(desk: Workbench, visited: int) -> None:
    """The time of a work log is the end of the work, whenever it is recorded."""
    desk.do("visit.log", visited, **{"done": "measured", "from": "9:05", "to": "9:20"})
    at, data = desk.rows("action", "at, data", ticket=visited, event="work_log")[0]
    assert at == datetime.fromisoformat("2026-11-22T09:20+08:00").timestamp()
    assert json.loads(data) == {"done": "measured", "from": "09:05", "to": "09:20"}


@pytest.mark.parametrize(
    ("begin", "end", "error"),
    [("09:20", "09:10", Refused), ("09:10", "10:30", Refused), ("25:99", "09:20", Usage), ("09:41", None, Refused)],
)
def test_times_on_site_are_times_in_order(
    desk: Workbench, visited: int, begin: str, end: str | None, error: type[Exception]
) -> None:
    """Work on site ends after it begins and not in the future."""
    with pytest.raises(error):
        desk.do("visit.log", visited, **{"done": "x", "from": begin, "to": end})


def test_a_late_entry_fits_between_what_is_recorded(desk: Workbench, visited: int, at: At) -> None:
    """A second arrival is refused before and after the first one, and an earlier departure is accepted."""
    _refused(desk, "visit.arrive", visited, "order", when=at("09:02"))
    _refused(desk, "visit.arrive", visited, "order")
    _refused(desk, "visit.depart", visited, "order")
    desk.do("visit.depart", visited, when=at("09:01"))
    desk.do("visit.log", visited, done="x")
    desk.do("visit.leave", visited)
    _refused(desk, "visit.leave", visited, "order", when=at("09:40"))
    _refused(desk, "visit.log", visited, "order", done="too late")
    desk.do("visit.log", visited, **{"done": "in time", "from": "09:10", "to": "09:20"})


def test_each_engineer_has_separate_visits(desk: Workbench, visited: int) -> None:
    """An engineer cannot log work or leave because of an arrival of another engineer."""
    desk.do("visit.log", visited, done="x")
    _refused(desk, "visit.log", visited, "order", actor="EN2", done="y")
    desk.do("visit.arrive", visited, actor="EN2")
    assert desk.fails(Refused, "visit.leave", visited, actor="EN2").code == "work_log_missing"
    desk.do("visit.leave", visited)


def test_nobody_is_left_on_site_or_in_a_session(desk: Workbench, visited: int) -> None:
    """A ticket cannot end while an engineer is on site or in a session, and the remedy names the engineer."""
    first = desk.opened(severity="general", level="urgent", reported_at="2026-11-22T08:50:00+08:00")
    error = _refused(desk, "ticket.mark-duplicate", visited, "visit_open", actor="HL1", of=f"T-{first:03d}")
    assert error.hint == f"deskctl visit log T-{visited:03d} --done '...' --actor EN1"
    desk.do("visit.log", visited, done="x")
    desk.do("visit.leave", visited)
    desk.do("remote.consent", visited, by_contact="P-0101", how="phone")
    desk.do("remote.start", visited, actor="EN3")
    _refused(desk, "remote.start", visited, "order", actor="EN3")
    desk.do("remote.start", visited, actor="EN2")
    desk.do("remote.end", visited, actor="EN2")
    error = _refused(desk, "ticket.mark-duplicate", visited, "session_open", of=f"T-{first:03d}")
    assert (error.clause, error.hint) == ("S5.2-2", f"deskctl remote end T-{visited:03d} --summary '...' --actor EN3")
    desk.do("remote.end", visited, actor="SE1")
    _refused(desk, "remote.end", visited, "order")
    desk.do("ticket.mark-duplicate", visited, of=f"T-{first:03d}")


def test_a_resolution_before_another_needs_a_reopening_between(desk: Workbench, at: At) -> None:
    """A resolution before another one needs a reopening between them, also if it is recorded late."""
    ticket = desk.opened(severity="general", reported_at=at("09:00").isoformat())
    desk.do("ticket.resolve", ticket, when=at("09:20"))
    _refused(desk, "ticket.resolve", ticket, "order", when=at("09:10"))
    desk.do("ticket.reopen", ticket, symptom=True, when=at("09:30"))
    _refused(desk, "ticket.resolve", ticket, "order", when=at("09:10"))
    desk.do("ticket.resolve", ticket)


def test_a_consent_for_devices_requires_a_device(desk: Workbench) -> None:
    """If the consent names devices, a session without a device is refused with the device as its hint."""
    ticket = desk.opened(severity="general", assets=["A-0101", "A-0104"])
    desk.do("remote.consent", ticket, by_contact="P-0101", how="phone", scope="A-0101")
    error = _refused(desk, "remote.start", ticket, "remote_device_missing")
    assert error.hint == f"deskctl remote start T-{ticket:03d} --asset A-0101"
    _refused(desk, "remote.start", ticket, "remote_consent_missing", asset="A-0104")
    desk.do("remote.start", ticket, asset="A-0101")


def test_a_report_of_a_corrected_diagnosis_is_outdated(desk: Workbench) -> None:
    """After the correction of the diagnosis, the report is outdated and must be issued again before closing."""
    ticket = desk.opened(severity="general")
    diagnosed = desk.do("diagnosis.record", ticket, cause="cable", fault_class="hard")
    desk.do("ticket.resolve", ticket)
    parts = {"cause": "a", "method": "b", "result": "c"}
    desk.do("report.issue", ticket, **parts)
    assert desk.fails(Refused, "ticket.close", ticket).code == "report_not_sent"
    desk.do("report.send", ticket)
    desk.do("feedback.satisfied", ticket, by_contact="P-0101")
    desk.do("ticket.correct", ticket, seq=diagnosed.action, reason="x")
    assert desk.fails(Refused, "ticket.close", ticket).code == "report_outdated"
    desk.do("report.issue", ticket, **parts)
    desk.do("report.send", ticket)
    assert desk.fails(Refused, "ticket.close", ticket).code == "customers_word_missing"
    desk.do("feedback.satisfied", ticket, by_contact="P-0101")
    desk.do("ticket.close", ticket)


def test_a_contested_action_is_listed_until_it_is_corrected(desk: Workbench, visited: int, at: At) -> None:
    """A session is contested by a later refusal that was recorded before it, until it is corrected."""
    desk.do("remote.consent", visited, by_contact="P-0101", how="phone", when=at("09:10"))
    desk.do("remote.refuse", visited, by_contact="P-0101", when=at("09:20"))
    started = desk.do("remote.start", visited, when=at("09:15"))
    with closing(open_reader(desk.path)) as conn:
        listed = [row.ticket for row in list_tickets(conn, TicketFilter(contested=True), at=int(NOW.timestamp()))]
    assert listed == [f"T-{visited:03d}"]
    desk.do("ticket.correct", visited, seq=started.action, reason="x")
    with closing(open_reader(desk.path)) as conn:
        assert not list_tickets(conn, TicketFilter(contested=True), at=int(NOW.timestamp()))


def test_a_refusal_recorded_after_the_session_is_listed(desk: Workbench, visited: int, at: At) -> None:
    """A session is contested by an earlier refusal that is recorded after it, unless consent was given again."""
    desk.do("remote.consent", visited, by_contact="P-0101", how="phone", when=at("09:10"))
    desk.do("remote.start", visited, when=at("09:15"))
    desk.do("remote.refuse", visited, by_contact="P-0101", when=at("09:20"))
    with closing(open_reader(desk.path)) as conn:
        assert not list_tickets(conn, TicketFilter(contested=True), at=int(NOW.timestamp()))
    desk.do("remote.refuse", visited, by_contact="P-0101", when=at("09:12"))
    with closing(open_reader(desk.path)) as conn:
        listed = [row.ticket for row in list_tickets(conn, TicketFilter(contested=True), at=int(NOW.timestamp()))]
    assert listed == [f"T-{visited:03d}"]


def test_an_open_ticket_is_not_reopened_again(desk: Workbench, at: At) -> None:
    """An open ticket can be reopened again only after a resolution, or to add that the symptom persists."""
    ticket = desk.opened(severity="general", level="urgent", reported_at=at("09:00").isoformat())
    desk.do("ticket.resolve", ticket, when=at("09:05"))
    desk.do("ticket.reopen", ticket, when=at("09:10"), symptom=False)
    desk.do("ticket.reopen", ticket, when=at("09:20"), symptom=True)
    refused = _refused(desk, "ticket.reopen", ticket, "order", symptom=True)
    assert refused.remedy
    assert refused.remedy.do == "ticket.resolve"
    _refused(desk, "ticket.reopen", ticket, "order", symptom=False)
    _refused(desk, "ticket.reopen", ticket, "order", when=at("09:15"), symptom=True)
    desk.do("ticket.resolve", ticket, when=at("09:25"))
    desk.do("ticket.reopen", ticket, symptom=True)


def test_the_first_of_two_duplicates_is_not_voided(desk: Workbench, at: At) -> None:
    """The first ticket of a duplicate cannot be voided until the duplicate is corrected."""
    first = desk.opened(severity="general", level="urgent", reported_at=at("09:00").isoformat())
    second = desk.opened(severity="general", level="urgent", reported_at=at("09:10").isoformat())
    marked = desk.do("ticket.mark-duplicate", second, of=f"T-{first:03d}")
    _refused(desk, "ticket.void", first, "not_voidable", actor="LE1", reason="opened twice")
    desk.do("ticket.correct", second, actor="LE1", seq=marked.action, reason="another fault")
    desk.do("ticket.void", first, actor="LE1", reason="opened twice")


def test_of_two_tickets_of_one_minute_the_lower_number_leads(desk: Workbench) -> None:
    """Rule 20: seconds do not make a ticket the older one, since nobody tells them from each other."""
    first = desk.opened(reported_at="2026-11-22T09:00:40+08:00")
    second = desk.opened(reported_at="2026-11-22T09:00:05+08:00")
    _refused(desk, "ticket.mark-duplicate", first, "order", of=f"T-{second:03d}")
    desk.do("ticket.mark-duplicate", second, of=f"T-{first:03d}")
