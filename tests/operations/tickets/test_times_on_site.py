"""Times recorded with a visit: the announced arrival and the logged work."""

from contextlib import closing
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from workbench import Workbench

from deskctl.errors import Usage
from deskctl.queries.watch.whereabouts import whereabouts
from deskctl.store.sqlite.reader import open_reader

TICKET = 71


def _announce(desk: Workbench, eta: str, clock: str = "09:30") -> object:
    """Announce an arrival and return its stored time."""
    desk.do("visit.reply", TICKET, eta=eta, now=datetime.fromisoformat(f"2026-11-22T{clock}:00+08:00"))
    return desk.value("action", "json_extract(data, '$.eta')", ticket=TICKET, event="onsite_reply")


@pytest.fixture
def requested(desk: Workbench) -> Workbench:
    """Return a desk with a ticket for which a visit is requested."""
    desk.do("visit.request", TICKET, reason="user_request", now=datetime.fromisoformat("2026-11-22T09:29:00+08:00"))
    return desk


@pytest.mark.parametrize("wrong", ["9：75", "25:99", "soon"])
def test_an_announced_arrival_must_be_a_time(requested: Workbench, wrong: str) -> None:
    """An announced arrival that is not a time is refused."""
    requested.fails(Usage, "visit.reply", TICKET, eta=wrong)


@pytest.mark.parametrize(
    ("words", "clock", "stored"),
    [
        ("10：20", "09:30", "10:20"),
        ("半小时后", "09:30", "10:00"),
        ("明天9点", "09:30", "2026-11-23 09:00"),
        ("2026-11-22T10:55:00+08:00", "09:30", "10:55"),
        ("12-11 08:00", "09:30", "2026-12-11 08:00"),
        ("00:30", "23:30", "2026-11-23 00:30"),
    ],
)
def test_an_announced_arrival_is_stored_as_a_time_of_day(
    requested: Workbench, words: str, clock: str, stored: str
) -> None:
    """A stored arrival has a date if it is on another day, and an hour after midnight belongs to the next day."""
    assert _announce(requested, words, clock) == stored


def test_an_arrival_in_january_is_announced_in_december(desk: Workbench) -> None:
    """A date without a year is the next one in the future."""
    last = datetime.fromisoformat("2026-12-31T15:00:00+08:00")
    desk.do("visit.request", TICKET, reason="user_request", now=last)
    desk.do("visit.reply", TICKET, eta="01-02 10:00", now=last)
    stored = desk.value("action", "json_extract(data, '$.eta')", ticket=TICKET, event="onsite_reply")
    assert stored == "2027-01-02 10:00"


def test_an_arrival_on_another_day_is_expected_on_that_day(requested: Workbench) -> None:
    """The board expects the arrival on that day, in the zone of the desk."""
    _announce(requested, "2026-11-23 09:00")
    requested.do("visit.depart", TICKET, actor="EN1", now=datetime.fromisoformat("2026-11-22T09:35:00+08:00"))
    at = datetime.fromisoformat("2026-11-22T09:36:00+08:00").timestamp()
    with closing(open_reader(requested.path)) as conn:
        until = {one.staff: one.until for one in whereabouts(conn, ZoneInfo("Asia/Shanghai"), int(at), {})}["EN1"]
    assert until == int(datetime.fromisoformat("2026-11-23T09:00:00+08:00").timestamp())


def test_work_before_the_arrival_gives_a_notice(desk: Workbench) -> None:
    """Work that began before the arrival is recorded with a notice."""
    early = {"now": datetime.fromisoformat("2026-11-22T09:50:00+08:00"), "actor": "EN1", "done": "x"}
    desk.do("visit.arrive", TICKET, actor="EN1", now=datetime.fromisoformat("2026-11-22T09:40:00+08:00"))
    done = desk.do("visit.log", TICKET, **early, **{"from": "09:10"})
    assert [str(one.values["arrived"]) for one in done.notices] == ["09:40"]
    assert not desk.do("visit.log", TICKET, **early, **{"from": "09:40"}).notices


@pytest.mark.parametrize(
    ("eta", "when", "warns"),
    [
        ("09:10", "09:30", ["The announced arrival at 09:10 was already past at 09:30, when it was announced."]),
        (
            "昨天 9:10",
            "09:30",
            ["The announced arrival at 2026-11-21 09:10 was already past at 09:30, when it was announced."],
        ),
        ("09:30", "09:30", []),
        ("10:20", "09:30", []),
        ("09:29:30", "09:29", []),
    ],
)
def test_an_announced_arrival_in_the_past_gives_a_notice(
    requested: Workbench, eta: str, when: str, warns: list[str]
) -> None:
    """An arrival before the time of its announcement is recorded with a notice, whenever it is entered."""
    announced_at = datetime.fromisoformat(f"2026-11-22T{when}:00+08:00")
    done = requested.do(
        "visit.reply", TICKET, eta=eta, when=announced_at, now=datetime.fromisoformat("2026-11-22T12:00:00+08:00")
    )
    assert [notice.text() for notice in done.notices] == warns
    assert done.events == ("onsite_reply",)
