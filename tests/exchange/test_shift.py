"""The times of the demo desk can be shifted."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from related_records import related

from deskctl.data_files import data_file
from deskctl.errors import BadData
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.exchange.importing.time_shift import shifted


def test_every_time_moves_and_nothing_else() -> None:
    """Times move by whole seconds in every field; dates, free texts, calendars and holidays do not change."""
    lines = [
        '{"type": "meta", "now": "2026-11-22T09:30:00+08:00", "note": "at 2026-11-22T09:30:00+08:00 sharp"}',
        '{"type": "ticket", "timeline": [{"data": {"notice_at": "2026-11-22T01:30:00Z", "eta": "10:55"}}]}',
        '{"type": "contract", "maintenance_end": "2026-11-22"}',
        '{"type": "holiday", "id": "2026-10-01", "odd": "2026-11-22T09:30:00+08:00"}',
    ]
    moved = [json.loads(line) for line in shifted(lines, timedelta(days=1, seconds=5, milliseconds=700))]
    assert moved[0]["now"] == "2026-11-23T09:30:05+08:00"
    assert moved[0]["note"] == "at 2026-11-22T09:30:00+08:00 sharp"
    assert moved[1]["timeline"][0]["data"] == {"notice_at": "2026-11-23T01:30:05+00:00", "eta": "10:55"}
    assert moved[2]["maintenance_end"] == "2026-11-22"
    assert moved[3] == json.loads(lines[3])


@pytest.mark.parametrize(
    ("hours", "eta", "from_"),
    [(1, "11:55", "10:05"), (14, "00:55", "2026-11-22 23:05"), (13.5, "2026-11-23 00:25", "22:35")],
)
def test_hours_of_an_action_move_with_it(hours: float, eta: str, from_: str) -> None:
    """An hour in the data of an action moves with it, and gets a date if it moves to another day."""
    data = {"eta": "10:55", "from": "09:05", "to": "soon", "done": "10:55"}
    line = json.dumps({"type": "ticket", "timeline": [{"at": "2026-11-22T10:10:00+08:00", "data": data}]})
    [moved] = [json.loads(one)["timeline"][0]["data"] for one in shifted([line], timedelta(hours=hours))]
    assert moved == {"eta": eta, "from": from_, "to": "soon", "done": "10:55"}


def test_the_demo_desk_can_be_moved_to_another_present(store: str) -> None:
    """The demo can be shifted to another present, and keeps all its lines."""
    lines = data_file("demo.jsonl").read_bytes().splitlines()
    now = datetime.fromisoformat(json.loads(lines[0])["now"])
    moved = list(shifted(lines, datetime(2031, 5, 1, 3, 4, 5, tzinfo=UTC) - now))
    assert datetime.fromisoformat(json.loads(moved[0])["now"]) == datetime(2031, 5, 1, 3, 4, 5, tzinfo=UTC)
    assert len(moved) == len(lines)


def test_a_shift_by_zero_changes_nothing() -> None:
    """A shift by zero returns the same lines."""
    content = data_file("demo.jsonl").read_text(encoding="utf-8")
    assert "".join(shifted(content.splitlines(), timedelta())) == content


def test_a_line_that_is_not_json_is_named() -> None:
    """An invalid line is refused with its number."""
    with pytest.raises(BadData) as caught:
        list(shifted(['{"type": "meta"}', "oops"], timedelta()))
    assert caught.value.line == 2


def test_shifted_lines_can_be_imported(store: str, tmp_path: object) -> None:
    """A file of shifted lines can be imported like any other file."""
    import io

    demo = map(json.loads, data_file("demo.jsonl").read_text(encoding="utf-8").splitlines())
    lines = [json.dumps(record) for record in related(demo, "T-001", "T-071")]
    assert read_desk(io.StringIO("\n".join(shifted(lines, timedelta(days=28)))), store).tickets == 2
