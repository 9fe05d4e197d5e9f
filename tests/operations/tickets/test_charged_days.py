"""The days of work on site that are charged, and the agreement that a charge rests on (S2.3-note.charge)."""

from datetime import datetime

import pytest
from workbench import Workbench

from deskctl.errors import Refused

AGREED = {"by_contact": "P-0801", "how": "phone"}


def _at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{clock}:00+08:00")


@pytest.fixture
def ticket(desk: Workbench) -> int:
    """Return a ticket whose visits are charged at 1000 a day."""
    number = desk.opened(
        contact="P-0801", severity="severe", reported_at="2026-11-18T20:00:00+08:00", title="press stands still"
    )
    desk.do("ticket.set-scope", number, scope="out_of_scope", when=_at(18, "20:05"))
    desk.do("charge.agree", number, basis="working_day", rate=1000, when=_at(18, "20:10"), **AGREED)
    return number


def _arrive(desk: Workbench, ticket: int, day: int, clock: str, actor: str = "EN1") -> None:
    desk.do("visit.arrive", ticket, when=_at(day, clock), actor=actor)


def _log(desk: Workbench, ticket: int, day: int, clock: str, actor: str = "EN1", **times: str) -> None:
    desk.do("visit.log", ticket, now=_at(day, clock), done="worked", actor=actor, **times)


def _days(desk: Workbench, ticket: int) -> float:
    desk.do("charge.record", ticket, actor="BS1")
    return float(desk.value("charge", "days", ticket=ticket))


def test_work_over_midnight_is_charged_on_both_days(desk: Workbench, ticket: int) -> None:
    """Work from the evening to the early morning is work on two days, and a day that ends at midnight is one."""
    _arrive(desk, ticket, 18, "22:00")
    _log(desk, ticket, 19, "00:00")
    assert _days(desk, ticket) == 1
    _log(desk, ticket, 19, "02:05", **{"from": "2026-11-19 00:00", "to": "02:00"})
    assert _days(desk, ticket) == 2


def test_a_stay_of_three_days_is_charged_by_the_day(desk: Workbench, ticket: int) -> None:
    """An engineer who logs once at the end of a long stay worked on each of its days."""
    _arrive(desk, ticket, 18, "22:00")
    _log(desk, ticket, 20, "16:00")
    assert _days(desk, ticket) == 3


def test_a_forgotten_departure_is_not_charged(desk: Workbench, ticket: int) -> None:
    """Days after the logged work are not charged if the departure is entered later."""
    _arrive(desk, ticket, 18, "21:00")
    _log(desk, ticket, 18, "23:00", **{"from": "21:00", "to": "22:30"})
    desk.do("visit.leave", ticket, now=_at(20, "09:00"))
    assert _days(desk, ticket) == 1


def test_the_stay_of_one_engineer_does_not_end_that_of_another(desk: Workbench, ticket: int) -> None:
    """An engineer who leaves does not end the work of the colleague who stays until the next day."""
    desk.do("contract.edit", id="CT-08", rounding="half_day")
    _arrive(desk, ticket, 19, "09:00", "EN1")
    _arrive(desk, ticket, 19, "09:00", "EN2")
    _log(desk, ticket, 19, "10:00", "EN2")
    desk.do("visit.leave", ticket, now=_at(19, "10:00"), actor="EN2")
    _log(desk, ticket, 19, "16:00", "EN1")
    assert _days(desk, ticket) == 1


def test_hours_that_are_logged_twice_count_once(desk: Workbench, ticket: int) -> None:
    """Half a day stays half a day if two engineers work at the same time, or one logs the same hours twice."""
    desk.do("contract.edit", id="CT-08", rounding="half_day")
    for engineer in ("EN1", "EN2"):
        _arrive(desk, ticket, 19, "09:00", engineer)
    for engineer in ("EN1", "EN2", "EN1"):
        _log(desk, ticket, 19, "12:05", engineer, **{"from": "09:00", "to": "12:00"})
    assert _days(desk, ticket) == 0.5
    _log(desk, ticket, 19, "13:30", "EN2", **{"from": "12:00", "to": "13:30"})
    assert _days(desk, ticket) == 1
    _log(desk, ticket, 20, "00:00", "EN1", **{"from": "2026-11-19 22:00", "to": "00:00"})
    _log(desk, ticket, 20, "00:00", "EN2", **{"from": "2026-11-19 23:00", "to": "00:00"})
    assert _days(desk, ticket) == 1


def test_work_that_began_yesterday_evening_is_logged_by_its_times(desk: Workbench, ticket: int) -> None:
    """After midnight a time of day that is still to come is that of the day before, if the engineer was there then."""
    _arrive(desk, ticket, 18, "22:00")
    _log(desk, ticket, 19, "02:05", **{"from": "22:00", "to": "02:00"})
    kept = desk.value("action", "json_extract(data, '$.from')", ticket=ticket, event="work_log")
    assert kept == "2026-11-18 22:00"
    desk.do("visit.log", ticket, now=_at(19, "02:10"), done="more", **{"from": "22:30", "to": "23:30"})
    assert desk.value("action", "at", order="seq DESC", ticket=ticket, event="work_log") == _at(18, "23:30").timestamp()
    with pytest.raises(Refused):
        desk.do("visit.log", ticket, now=_at(19, "02:10"), done="x", **{"from": "21:30", "to": "02:00"})


def test_an_agreement_is_taken_back_with_the_charge_under_it(desk: Workbench) -> None:
    """The sum of a fixed price that is taken back is that of the agreement before, and nothing is charged under it."""
    ticket = desk.opened(contact="P-0801", title="press stands still")
    desk.do("charge.agree", ticket, basis="fixed", rate=500, **AGREED)
    second = desk.do("charge.agree", ticket, basis="fixed", rate=700, **AGREED)
    desk.do("charge.record", ticket, actor="BS1")
    assert desk.rows("charge", "rate, days, amount", ticket=ticket) == [(700, 0, 700)]
    desk.do("ticket.correct", ticket, actor="LE1", seq=second.action, reason="typo")
    assert desk.rows("charge", "rate, days, amount", ticket=ticket) == [(500, None, 500)]
    undone = desk.rows("action", "json_extract(data, '$.seq')", order="seq", ticket=ticket, event="corrected")
    assert undone == [(3,), (4,)]


def test_a_charge_under_an_earlier_agreement_stays(desk: Workbench) -> None:
    """A second agreement that is taken back leaves the charge of the first one in force."""
    ticket = desk.opened(contact="P-0801", title="press stands still")
    desk.do("charge.agree", ticket, basis="fixed", rate=500, **AGREED)
    desk.do("charge.record", ticket, amount=450, reason="late", actor="BS1")
    second = desk.do("charge.agree", ticket, basis="fixed", rate=700, **AGREED)
    assert desk.rows("charge", "rate, amount", ticket=ticket) == [(700, 700)]
    desk.do("ticket.correct", ticket, actor="LE1", seq=second.action, reason="typo")
    assert desk.rows("charge", "rate, days, amount", ticket=ticket) == [(500, 0, 450)]
