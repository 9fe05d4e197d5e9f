"""How every operation is performed: times, keys, dry runs, actors and batches."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk_copies import copy_desk
from workbench import NOW, Workbench

from deskctl.desk.case_cache import CaseCache
from deskctl.desk.desk import Desk
from deskctl.errors import BadData, NotFound, Refused
from deskctl.operations.batch import run_batch
from deskctl.operations.perform import RequestContext
from deskctl.store.facts.people import Actor


@pytest.fixture
def desk(demo_store: Path, tmp_path: Path) -> Workbench:
    """Return a copy of the demo desk that each operation opens itself."""
    return Workbench(str(copy_desk(demo_store, tmp_path / "desk.db")))


def test_an_action_in_the_future_is_refused(desk: Workbench) -> None:
    """An action with a time in the future is refused."""
    desk.fails(Refused, "ticket.respond", 71, when=NOW + timedelta(minutes=1))


def test_an_action_before_the_report_is_refused(desk: Workbench, at: Callable[[str], datetime]) -> None:
    """An action before the report of its ticket is refused."""
    desk.fails(Refused, "ticket.respond", 71, when=at("09:17"))
    desk.do("ticket.respond", 71, when=at("09:18"))


@pytest.mark.parametrize(
    "when", [NOW.replace(tzinfo=None), datetime(9999, 12, 31, tzinfo=NOW.tzinfo), NOW.replace(year=1950)]
)
def test_an_impossible_time_is_bad_data(desk: Workbench, when: datetime) -> None:
    """A time without an offset or in another century is bad data."""
    desk.fails(BadData, "ticket.respond", 71, when=when)


@pytest.mark.parametrize("day", ["2206-01-01", "1026-01-01"])
def test_a_day_of_another_century_is_named_as_such(desk: Workbench, day: str) -> None:
    """A day whose year is mistyped is not called unreadable: the refusal names the years that are possible."""
    refusal = desk.fails(BadData, "customer.edit", id="CUS-01", service_start=day)
    assert "too far away; the year must be between 1971 and 2199" in str(refusal)


class _Server:
    """A server whose clock advances by a minute while a lock is awaited."""

    time = 1_800_000_000

    def hold(self, _table: str, _key: object = None) -> None:
        self.time += 60


@pytest.mark.parametrize(("before", "expected"), [(0, 60), (300, -300)])
def test_a_waiting_action_has_the_time_of_its_lock(before: int, expected: int) -> None:
    """On a server an action has the time at which its lock is free, unless its time was given."""
    now = _Server.time
    desk = Desk(_Server(), CaseCache(), actor=Actor("EN1"), now=now, at=now - before)
    desk.hold("outbox")
    assert (desk.now, desk.at) == (now + 60, now + expected)


def test_the_same_key_is_one_write(desk: Workbench) -> None:
    """A second call with the same key records nothing and returns the first result."""
    first = desk.do("ticket.respond", 71, key="k-1")
    before = desk.dump()
    again = desk.do("ticket.respond", 71, key="k-1")
    assert (again.ticket, again.action, again.repeated) == (71, first.action, True)
    assert desk.dump() == before


def test_the_same_key_on_a_record_is_one_write(desk: Workbench) -> None:
    """A second call with the same key adds no second record and returns the first."""
    first = desk.do("customer.add", name="新样例", key="k-2")
    again = desk.do("customer.add", name="新样例", key="k-2")
    assert (first.record, again.record, again.action) == ("CUS-09", "CUS-09", "CUS-09/1")
    assert desk.value("customer", "count(*)") == 9


def test_a_dry_run_shows_the_clocks_and_writes_nothing(desk: Workbench) -> None:
    """A dry run reports the events and changed clocks and leaves the store unchanged."""
    before = desk.dump()
    done = desk.do("ticket.respond", 71, key="k-3", dry_run=True)
    assert "engineer_response" in done.events
    assert {change.after.clause: change.after.outcome for change in done.changes if change.after} == {
        "S3-matrix-general.respond": "met"
    }
    assert desk.dump() == before


def test_a_refused_operation_changes_nothing(desk: Workbench) -> None:
    """A refused operation changes no row and does not use up its key."""
    before = desk.dump()
    desk.refused("remote.start", 71, "S5.2-2", key="k-4")
    desk.fails(NotFound, "ticket.assign", 71, to="EN9", key="k-4")
    assert desk.dump() == before


def test_the_actor_may_be_given_by_name(desk: Workbench) -> None:
    """The name of a staff member is accepted as actor."""
    desk.do("ticket.respond", 71, actor="王演")
    assert desk.value("ticket", "owner", number=71) == "EN2"


@pytest.mark.parametrize(
    "words", [{"note": "x" * 200_000}, {"actor": "x" * 300}, {"key": "x" * 3000}, {"note": "\ud800"}]
)
def test_the_texts_of_a_call_are_checked(desk: Workbench, words: dict[str, Any]) -> None:
    """A note, actor or key that is too long or not Unicode is bad data."""
    desk.fails(BadData, "ticket.respond", 71, **words)


def _batch(desk: Workbench, *lines: Any, atomic: bool = False) -> list[dict[str, Any]]:
    given = [line if isinstance(line, (str, bytes)) else json.dumps(line) for line in lines]
    return list(run_batch(desk.path, given, atomic=atomic, context=RequestContext(now=NOW, actor="EN1")))


def test_a_bad_line_does_not_stop_the_rest(desk: Workbench) -> None:
    """Each line has a result with its number, and errors have their exit code."""
    results = _batch(
        desk,
        {"do": "ticket.answer", "ticket": "T-071"},
        "no json",
        "",
        {"do": "nothing.known", "ticket": 71},
        {"do": "ticket.answer", "ticket": "T-999"},
        {"do": "remote.start", "ticket": 71},
        {"do": "ticket.assign", "ticket": "71", "to": ["EN1"]},
        {"do": "ticket.answer", "ticket": "71", "at": "2026-11-22T09:30:00"},
        '{"do": "ticket.answer", "ticket": "71", "note": "\\ud800"}',
        b'\xff\xfe{"do": 1}',
        [1],
        {"do": "ticket.respond", "ticket": "t-71", "actor": "EN4", "at": "2026-11-22T09:25:00+08:00"},
    )
    assert [(line["line"], line["ok"] or line["error"]["exit"]) for line in results] == [
        (1, True), (2, 4), (4, 2), (5, 3), (6, 1), (7, 4), (8, 4), (9, 4), (10, 4), (11, 4), (12, True)
    ]  # fmt: skip
    assert results[4]["error"]["clause"] == "S5.2-2"
    assert desk.events(71)[-3:] == ["first_response", "engineer_response", "assigned"]


@pytest.mark.parametrize("atomic", [False, True])
@pytest.mark.parametrize("words", ["-15m", "09:25", "今天 9:25"])
def test_a_line_accepts_a_time_in_words(desk: Workbench, words: str, *, atomic: bool) -> None:
    """The time of a batch line is accepted in the same words as --at, and other words are bad data."""
    line = {"do": "ticket.respond", "ticket": 71, "at": words}
    results = _batch(desk, line, atomic=atomic)
    assert [one["ok"] for one in results] == [True]
    assert desk.value("action", "max(at)", ticket=71) == int((NOW - timedelta(minutes=15)).timestamp())
    wrong = _batch(desk, {**line, "at": "whenever"})[0]["error"]
    assert (wrong["exit"], wrong["field"], "yesterday 9:00" in wrong["message"]) == (4, "at", True)
    ambiguous = _batch(desk, {**line, "at": "15m"})[0]["error"]
    assert (ambiguous["exit"], "-15m" in ambiguous["message"]) == (4, True)


def test_an_atomic_batch_is_all_or_nothing(desk: Workbench) -> None:
    """The first refusal of an atomic batch undoes all lines, which are reported as not done because of it."""
    before = desk.dump()
    lines = [{"do": "ticket.respond", "ticket": 71}, {"do": "remote.start", "ticket": 71}, {"do": "nothing.known"}]
    results = _batch(desk, *lines, atomic=True)
    assert [(line["line"], line["ok"], line["error"]["code"]) for line in results] == [
        (1, False, "batch_undone"), (2, False, "remote_consent_missing"), (3, False, "batch_undone"),
    ]  # fmt: skip
    assert str(results[0]["error"]["message"]) == "Line 2 failed, so nothing of this batch was recorded."
    assert desk.dump() == before
    assert all(line["ok"] for line in _batch(desk, lines[0], atomic=True))
    assert desk.dump() != before


def test_a_message_shows_times_in_the_zone_of_the_desk(desk: Workbench) -> None:
    """A message shows times in the zone of the desk, not in that of the machine."""
    refusal = desk.fails(Refused, "ticket.answer", 71, when=datetime.fromisoformat("2026-11-20T01:00:00+00:00"))
    assert str(refusal) == "2026-11-20 09:00 is before T-071 was reported, at 2026-11-22 09:18."
    assert refusal.code == "time_before_report"


def test_a_message_shows_seconds_if_minutes_are_equal(desk: Workbench) -> None:
    """A message shows seconds if two times do not differ in their minutes."""
    opened, typed = NOW - timedelta(seconds=25), NOW - timedelta(minutes=1)
    number = desk.do("ticket.open", when=opened, title="x", contact="P-0101", severity="severe", catalog="A").ticket
    refusal = desk.fails(Refused, "ticket.answer", number, when=typed)
    assert str(refusal) == f"2026-11-22 09:39:00 is before T-{number:03d} was reported, at 2026-11-22 09:39:35."
