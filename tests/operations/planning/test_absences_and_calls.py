"""Absences, hand-overs between shifts, promised calls and canned texts."""

import json
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from workbench import NOW, Workbench

from deskctl.errors import BadData
from deskctl.queries.reference.roster import gaps_and_overlaps
from deskctl.queries.watch.shift_handovers import handed_tickets, last_hand_over
from deskctl.store.facts.people import colleagues, on_call
from deskctl.store.sqlite.reader import open_reader


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}+08:00").timestamp())


def test_an_absent_lead_covers_no_shift(desk: Workbench) -> None:
    """S5.5-major-1: the roster has a gap during the absence of its lead, until the absence is retired."""
    noon = seconds("2026-11-24T12:00:00")
    lead = desk.on_call(noon)
    away = {"from": "2026-11-24T10:00:00+08:00", "until": "2026-11-24T14:00:00+08:00"}
    done = desk.do("absence.add", staff=lead, reason="ill", **away)
    assert len(done.notices) == 1
    day = seconds("2026-11-24T09:00:00"), seconds("2026-11-24T18:00:00")
    with closing(open_reader(desk.path)) as conn:
        assert on_call(conn, noon) is None
        gaps = [(one.start, one.end) for one in gaps_and_overlaps(conn, *day)]
    assert gaps == [(seconds("2026-11-24T10:00:00"), seconds("2026-11-24T14:00:00"))]
    desk.do("absence.edit", id="AB-01", until="2026-11-24T11:00:00+08:00")
    desk.do("absence.retire", id="AB-01", reason="well again")
    with closing(open_reader(desk.path)) as conn:
        assert on_call(conn, noon) is not None
        assert gaps_and_overlaps(conn, *day) == []


def test_two_leads_are_on_call(desk: Workbench) -> None:
    """Of two leads on call at the same time, refusals name the same one as the roster: the first to begin."""
    noon = seconds("2026-11-24T12:00:00")
    first = desk.on_call(noon)
    other = desk.do("staff.add", name="Second Lead", role="lead_engineer", actor="MG1").record or ""
    shift = {"start": "2026-11-24T11:00:00+08:00", "end": "2026-11-24T15:00:00+08:00"}
    desk.do("roster.add", staff=other, actor="MG1", **shift)
    with closing(open_reader(desk.path)) as conn:
        duty = on_call(conn, noon)
        assert duty is not None
        assert [duty[0], colleagues(conn, noon)["lead_engineer"]] == [first, first]


def test_a_withdrawn_shift_covers_nothing_from_then_on(desk: Workbench) -> None:
    """A shift that was taken off the roster leaves a gap, overlaps nothing, and keeps what has passed of it."""
    noon, now = seconds("2026-11-24T12:00:00"), int(NOW.timestamp())
    on_duty = [name for name, start, end in desk.rows("roster", "id, start, end") if start <= noon < end]
    shift = {"start": "2026-11-24T11:00:00+08:00", "end": "2026-11-24T15:00:00+08:00"}
    for name in on_duty:
        desk.do("roster.retire", id=name, reason="entered twice", actor="MG1")
    with closing(open_reader(desk.path)) as conn:
        assert on_call(conn, noon) is None
        assert [one.kind for one in gaps_and_overlaps(conn, noon, noon + 1)] == ["gap"]
    assert desk.do("roster.add", staff="LE1", actor="MG1", **shift).notices == ()
    current = next(name for name, start, end in desk.rows("roster", "id, start, end") if start <= now < end)
    desk.do("roster.retire", id=current, reason="somebody else comes", actor="MG1")
    with closing(open_reader(desk.path)) as conn:
        assert [on_call(conn, at) is None for at in (now - 1, now)] == [False, True]
        assert [one.kind for one in gaps_and_overlaps(conn, now - 1, now + 1)] == ["gap"]
    desk.do("roster.retire", id=current, undo=True, actor="MG1")
    with closing(open_reader(desk.path)) as conn:
        assert on_call(conn, now) is not None


def test_a_lead_who_left_covers_no_shift(desk: Workbench) -> None:
    """S5.5-major-1: a lead who leaves covers no shift from that day on, and refusals name another person."""
    left, noon = int(NOW.timestamp()), seconds("2026-11-24T12:00:00")
    lead = desk.on_call(noon)
    shifts = [staff for (staff,) in desk.rows("roster", "staff", staff=lead)]
    done = desk.do("staff.retire", id=lead, reason="leaves", to="EN2", actor="MG1")
    assert 0 < len(done.notices) <= len(shifts)
    with closing(open_reader(desk.path)) as conn:
        assert on_call(conn, noon) is None
        assert colleagues(conn, noon)["lead_engineer"] != lead
        before = on_call(conn, left - 1)
        gaps = [one for one in gaps_and_overlaps(conn, left, noon + 1) if one.kind == "gap"]
    assert before is not None
    assert gaps[-1].end == noon + 1
    desk.do("staff.retire", id=lead, undo=True, reason="stays", actor="MG1")
    with closing(open_reader(desk.path)) as conn:
        assert on_call(conn, noon) is not None


def test_an_absence_ends_after_it_began(desk: Workbench) -> None:
    """An absence that does not end after it begins is refused."""
    away = {"from": "2026-11-24T10:00:00+08:00", "until": "2026-11-24T10:00:00+08:00"}
    desk.fails(BadData, "absence.add", staff="EN1", **away)


def test_the_next_shift_confirms_what_was_handed_over(desk: Workbench) -> None:
    """A hand-over lists the tickets of interest and is confirmed once, by another person."""
    desk.do("callback.add", ticket="T-068", due="2026-11-23T09:45:00+08:00", text="did it work?")
    desk.do("shift.hand-over", text="mind the part", actor="HL1")
    tickets = json.loads(desk.value("shift", "tickets", id="SH-001"))
    assert "T-068" in tickets
    assert desk.refused("shift.confirm", id="SH-001", actor="HL1").code == "not_yours"
    desk.do("shift.hand-over", text="again", tickets=["T-069"], actor="HL1")
    with closing(open_reader(desk.path)) as conn:
        assert last_hand_over(conn) == "SH-002"
        assert [row.number for row in handed_tickets(conn, ["T-069", "T-068"])] == [69, 68]
    desk.do("shift.confirm", id="SH-002", actor="HL2")
    assert desk.refused("shift.confirm", id="SH-002", actor="EN1").code == "order"
    with closing(open_reader(desk.path)) as conn:
        assert last_hand_over(conn) == "SH-001"


def test_a_promised_call_is_moved_and_made(desk: Workbench) -> None:
    """A promised call takes contact and phone from its ticket, and is recorded on the ticket when it was made."""
    desk.do("callback.add", ticket="T-068", due="2026-11-23T09:45:00+08:00", text="did it work?", actor="HL1")
    row = desk.rows("callback", "staff, contact, ticket, phone IS NOT NULL")
    assert row == [("HL1", "P-0501", 68, 1)]
    desk.do("callback.move", id="CB-001", due="2026-11-23T14:00:00+08:00", reason="in a meeting")
    assert desk.value("callback", "due_at") == seconds("2026-11-23T14:00:00")
    desk.do("callback.done", id="CB-001", summary="it works", when=NOW - timedelta(minutes=1))
    data = json.loads(desk.value("action", "data", order="seq DESC", ticket=68))
    assert data == {"summary": "it works", "direction": "out", "callback": "CB-001"}
    assert desk.refused("callback.done", id="CB-001").code == "order"
    assert desk.refused("callback.move", id="CB-001", due="2026-11-24T14:00:00+08:00").code == "order"


def test_a_call_needs_somebody_to_call(desk: Workbench) -> None:
    """A call without ticket, contact and phone is refused, and so is a contact of another customer."""
    call = {"due": "2026-11-23T09:45:00+08:00", "text": "?"}
    desk.fails(BadData, "callback.add", **call)
    assert desk.refused("callback.add", ticket="T-068", contact="P-0101", **call).code == "wrong_customer"
    desk.do("callback.add", phone="000-1", **call)


def test_canned_texts_are_shared_or_personal(desk: Workbench) -> None:
    """A canned text of one person can be changed by nobody else."""
    desk.do("text.add", name="received", words="Dear {name}")
    desk.do("text.add", name="mine", words="Hi", own=True, actor="HL1")
    desk.do("text.edit", id="TX-01", words="Dear {name}, thank you", actor="HL2")
    assert desk.refused("text.edit", id="TX-02", words="x", actor="HL2").code == "not_yours"
    desk.do("text.edit", id="TX-02", words="Hello", actor="HL1")
    assert desk.rows("canned_text", "words, owner", order="id") == [
        ("Dear {name}, thank you", None), ("Hello", "HL1"),
    ]  # fmt: skip


def test_unknown_placeholders_of_canned_texts_are_reported(desk: Workbench) -> None:
    """A placeholder that is misspelt is reported when the text is written, for a customer would read it."""
    added = desk.do("text.add", name="hello", words="Dear {nmae}, {customer} {客户}: {next}", actor="HL1")
    assert [one.values["places"] for one in added.notices] == ["{nmae}"]
    assert not desk.do("text.edit", id=str(added.record), words="Dear {name}", actor="HL1").notices


@pytest.mark.parametrize(
    ("name", "ticket", "values"),
    [
        ("visit.plan", 69, {"planned_at": "{start}", "until": "{end}"}),
        ("absence.add", None, {"staff": "EN3", "from": "{start}", "until": "{end}"}),
        ("roster.add", None, {"staff": "LE1", "start": "{start}", "end": "{end}"}),
    ],
)
def test_a_period_that_ends_early_names_both_times(
    desk: Workbench, name: str, ticket: int | None, values: dict[str, str]
) -> None:
    """Whoever types `10:00` for the end of a period of tomorrow reads that it was understood as today's."""
    times = {"start": "2026-11-23T09:00:00+08:00", "end": "2026-11-22T10:00:00+08:00"}
    refused = desk.fails(BadData, name, ticket, **{key: word.format(**times) for key, word in values.items()})
    assert "2026-11-22 10:00 is not after the start, 2026-11-23 09:00" in str(refused)


@pytest.mark.parametrize(
    ("name", "ticket", "values", "field"),
    [
        ("callback.add", None, {"ticket": "T-069", "due": "{time}", "text": "x"}, "due"),
        ("return-visit.plan", None, {"customer": "CUS-02", "planned_at": "{time}"}, "planned_at"),
        ("calendar.add", None, {"day": "{day}", "name": "x"}, "day"),
        ("improvement.add", None, {"text": "x", "due": "{day}"}, "due"),
        ("recommendation.add", None, {"customer": "CUS-02", "kind": "tuning", "text": "x", "due": "{day}"}, "due"),
        ("loaner.provide", 66, {"loaner": "LN-02", "accepted_by": "P-0301", "back_by": "{day}"}, "back_by"),
    ],
)
def test_a_plan_for_a_time_that_is_over_is_noticed(
    desk: Workbench, name: str, ticket: int | None, values: dict[str, str], field: str
) -> None:
    """Whoever plans something for last year, a digit from this one, reads that the time is in the past."""
    for year, noticed in ((2027, 0), (2025, 1)):
        times = {"time": f"{year}-01-20T10:00:00+08:00", "day": f"{year}-01-20"}
        given = {key: word.format(**times) for key, word in values.items()}
        notices = [one.values for one in desk.do(name, ticket, **given).notices if one.values.get("field") == field]
        assert len(notices) == noticed, notices


@pytest.mark.parametrize(
    ("name", "ticket", "values"),
    [
        ("visit.plan", 69, {"planned_at": "{time}"}),
        ("inspection.schedule", None, {"id": "IN-2026-11-CUS-04", "planned_at": "{time}"}),
        ("training.schedule", None, {"id": "TR-002", "requested_for": "{time}"}),
    ],
)
def test_a_visit_in_the_past_is_noticed_once(
    desk: Workbench, name: str, ticket: int | None, values: dict[str, str]
) -> None:
    """What plans a visit for a time that is over is noticed once, with the id of the visit."""
    done = desk.do(name, ticket, **{key: word.format(time="2025-01-20T10:00:00+08:00") for key, word in values.items()})
    past = [text for one in done.notices if "past" in (text := str(one))]
    assert len(past) == 1, past


def test_the_minute_that_runs_is_not_over(desk: Workbench) -> None:
    """Times are typed in minutes: a plan for 10:00 that is made at half a minute past ten is for now."""
    now = datetime.fromisoformat("2026-11-23T10:00:30+08:00")
    for name, ticket, values in (
        ("callback.add", None, {"ticket": "T-069", "due": now.replace(second=0), "text": "x"}),
        ("visit.plan", 69, {"planned_at": now.replace(second=0)}),
    ):
        notices = [text for one in desk.do(name, ticket, now=now, **values).notices if "past" in (text := str(one))]
        assert not notices
