"""Actions that are recorded after a later action that contradicts them are marked for the lead (rule 25)."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime

import pytest
from workbench import NOW, Workbench

from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.ticket_list import list_tickets
from deskctl.store.sqlite.reader import open_reader

At = Callable[[str], datetime]


@pytest.fixture
def ticket(desk: Workbench, at: At) -> int:
    """Return a ticket reported at 09:00."""
    return desk.opened(severity="general", level="urgent", reported_at=at("09:00").isoformat())


def _contested(desk: Workbench) -> list[str]:
    with closing(open_reader(desk.path)) as conn:
        return [row.ticket for row in list_tickets(conn, TicketFilter(contested=True), at=int(NOW.timestamp()))]


def test_an_arrival_before_a_later_departure(desk: Workbench, ticket: int, at: At) -> None:
    """An arrival at 09:10 is contested by the same engineer's departure at 09:20 without a leaving in between."""
    desk.do("visit.depart", ticket, when=at("09:20"))
    desk.do("visit.arrive", ticket, actor="EN2", when=at("09:10"))
    assert _contested(desk) == []
    arrived = desk.do("visit.arrive", ticket, when=at("09:10"))
    assert _contested(desk) == [f"T-{ticket:03d}"]
    desk.do("ticket.correct", ticket, seq=arrived.action, reason="the wrong time")
    assert _contested(desk) == []
    desk.do("visit.arrive", ticket, when=at("09:25"))
    assert _contested(desk) == []


def test_a_second_visit_contests_no_arrival(desk: Workbench, ticket: int, at: At) -> None:
    """A departure for a second visit does not contest the arrival of the first."""
    arrived = desk.do("visit.arrive", ticket, when=at("09:05"))
    desk.do("visit.log", ticket, done="x", when=at("09:08"))
    desk.do("visit.leave", ticket, when=at("09:10"))
    desk.do("visit.depart", ticket, when=at("09:20"))
    desk.do("ticket.correct", ticket, actor="LE1", seq=arrived.action, reason="the wrong time")
    desk.do("visit.arrive", ticket, when=at("09:06"))
    assert _contested(desk) == []


def test_a_leaving_before_work_on_site(desk: Workbench, ticket: int, at: At) -> None:
    """A leaving at 09:15 is contested by work that the engineer logged at 09:20."""
    desk.do("visit.arrive", ticket, when=at("09:05"))
    desk.do("visit.log", ticket, done="x", when=at("09:10"))
    desk.do("visit.log", ticket, done="y", when=at("09:20"))
    desk.do("visit.leave", ticket, when=at("09:15"))
    assert _contested(desk) == [f"T-{ticket:03d}"]


@pytest.mark.parametrize("objection", ["part.refuse", "part.mismatch"])
def test_a_refusal_recorded_after_the_part_request(desk: Workbench, ticket: int, at: At, objection: str) -> None:
    """A refusal or mismatch at 09:12 is contested by a later request for the same part, not by one for another part."""
    desk.do("part.consent", ticket, **{"for": "PT-01", "by_contact": "P-0101", "how": "phone", "when": at("09:06")})
    desk.do("part.inform", ticket, to="BS1", when=at("09:07"))
    desk.do("part.verify", ticket, part="PT-01", asset="A-0101", when=at("09:08"))
    desk.do("part.request", ticket, actor="BS1", part="PT-01", when=at("09:15"))
    fields = {"part.refuse": {"for": "{}", "by_contact": "P-0101"}, "part.mismatch": {"part": "{}", "asset": "A-0101"}}
    for part, listed in (("PT-02", []), ("PT-01", [f"T-{ticket:03d}"])):
        values = {name: value.format(part) for name, value in fields[objection].items()}
        desk.do(objection, ticket, when=at("09:12"), **values)
        assert _contested(desk) == listed


def test_a_charge_declined_before_the_departure(desk: Workbench, ticket: int, at: At) -> None:
    """A declined charge at 09:15 is contested by a chargeable visit at 09:20."""
    desk.do("ticket.set-scope", ticket, scope="out_of_scope", when=at("09:05"))
    desk.do("charge.agree", ticket, basis="fixed", rate=100, by_contact="P-0101", how="phone", when=at("09:10"))
    desk.do("visit.depart", ticket, when=at("09:20"))
    desk.do("charge.decline", ticket, by_contact="P-0101", reason="x", when=at("09:15"))
    assert _contested(desk) == [f"T-{ticket:03d}"]


def test_a_loaner_returned_before_it_was_in_use(desk: Workbench, ticket: int, at: At) -> None:
    """A return at 09:20 of a loaner that was provided at 09:30 is contested, unless it was sent again in between."""
    desk.do("loaner.send", ticket, loaner="LN-03", when=at("09:10"))
    desk.do("loaner.provide", ticket, loaner="LN-03", when=at("09:30"))
    returned = desk.do("loaner.return", ticket, loaner="LN-03", when=at("09:20"))
    assert _contested(desk) == [f"T-{ticket:03d}"]
    desk.do("ticket.correct", ticket, seq=returned.action, reason="the wrong time", actor="LE1")
    assert _contested(desk) == []
    desk.do("loaner.return", ticket, loaner="LN-03", when=at("09:35"))
    assert _contested(desk) == []


def test_a_visit_waived_before_somebody_came(desk: Workbench, ticket: int, at: At) -> None:
    """A visit waived at 09:20 is contested by a departure at 09:30, unless it was requested again."""
    desk.do("visit.request", ticket, reason="phone_and_remote_failed", when=at("09:10"))
    desk.do("visit.depart", ticket, when=at("09:30"))
    waived = desk.do("visit.cancel", ticket, by_contact="P-0101", when=at("09:20"))
    assert [notice.values for notice in waived.notices] == [{"ticket": f"T-{ticket:03d}"}]
    assert _contested(desk) == [f"T-{ticket:03d}"]
    desk.do("ticket.correct", ticket, seq=waived.action, reason="another ticket")
    assert _contested(desk) == []


def test_a_correction_that_leaves_a_session_without_permission(desk: Workbench, ticket: int, at: At) -> None:
    """A correction is contested if a later session rests on the permission, but not if another one permits it."""
    for minute in ("09:10", "09:12"):
        desk.do("remote.consent", ticket, by_contact="P-0101", how="phone", when=at(minute))
    desk.do("remote.start", ticket, when=at("09:20"))
    first, second = (int(seq) for (seq,) in desk.rows("action", "seq", ticket=ticket, event="remote_consent"))
    assert desk.do("ticket.correct", ticket, actor="LE1", seq=first, reason="twice").notices == ()
    assert _contested(desk) == []
    done = desk.do("ticket.correct", ticket, actor="LE1", seq=second, reason="it was another caller")
    assert [notice.values["clause"] for notice in done.notices] == ["S5.2-2"]
    assert _contested(desk) == [f"T-{ticket:03d}"]


def test_a_correction_that_leaves_a_departure_without_an_agreement(desk: Workbench, ticket: int, at: At) -> None:
    """A correction of the agreed charge is contested if somebody set out for the visit, and not before that."""
    desk.do("ticket.set-scope", ticket, scope="out_of_scope", when=at("09:01"))
    for minute in ("09:05", "09:15"):
        agreement = {"basis": "fixed", "rate": 800, "by_contact": "P-0101", "how": "phone", "when": at(minute)}
        agreed = desk.do("charge.agree", ticket, **agreement)
        desk.do("ticket.correct", ticket, actor="LE1", seq=agreed.action, reason="wrong sum")
        assert _contested(desk) == []
    agreed = desk.do("charge.agree", ticket, **agreement)
    desk.do("visit.depart", ticket, when=at("09:20"))
    desk.do("ticket.correct", ticket, actor="LE1", seq=agreed.action, reason="wrong sum")
    assert _contested(desk) == [f"T-{ticket:03d}"]


def test_a_second_departure_names_the_first(desk: Workbench, ticket: int, at: At) -> None:
    """Whoever records a departure again, because the time was wrong, reads how the wrong one is undone."""
    first = desk.do("visit.depart", ticket, when=at("09:30"))
    again = desk.do("visit.depart", ticket, when=at("09:10"))
    assert first.notices == ()
    assert [notice.values["at"] for notice in again.notices] == ["09:30"]
    desk.do("ticket.correct", ticket, seq=first.action, reason="the time was wrong")
    assert desk.do("visit.arrive", ticket, when=at("09:20")).notices == ()
    assert _contested(desk) == []
