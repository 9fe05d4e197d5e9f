"""Rules that imported actions break are listed; actions recorded in the desk never break any."""

import io
import json
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from related_records import related
from workbench import Workbench

from deskctl.data_files import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.rules.people.imported_history import broken_rules
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader


def _broken(path: str) -> set[tuple[str, str]]:
    with closing(open_reader(path)) as conn:
        return {(one.action, str(one.refusal.code)) for one in broken_rules(conn)}


def test_the_demo_breaks_three_rules(desk: Workbench) -> None:
    """The demo desk breaks three rules: two sessions ended without an explanation, and a duplicate was closed."""
    broken = _broken(desk.path)
    assert sorted(code for _action, code in broken) == ["explanation_missing", "explanation_missing", "wrong_status"]
    desk.do("visit.arrive", 69)
    assert _broken(desk.path) == broken


def test_gates_rights_order_and_late_entries_are_listed(tmp_path: Path) -> None:
    """A ticket closed without a report, a part requested by the hotline, and a late arrival are listed."""
    records, ticket = _demo_records()
    arrived = next(step for step in ticket["timeline"] if step["event"] == "arrived")
    last = ticket["timeline"][-1]
    arrived["recorded_at"] = last["at"]
    for seq, event in enumerate(("part_requested", "closed"), last["seq"] + 1):
        data = {"part": "PT-09", "qty": 1, "request": "PR-999"} if event == "part_requested" else {}
        ticket["timeline"].append({**last, "seq": seq, "event": event, "data": data, "actor": "HL1", "note": ""})
    assert _broken_in(records, tmp_path) == {"late_entry", "not_yours", "report_missing"}


@pytest.mark.parametrize(("minutes", "broken"), [(30, set()), (31, {"late_entry"})])
def test_half_an_hour_is_not_late(tmp_path: Path, minutes: int, broken: set[str]) -> None:
    """An action that is recorded exactly half an hour later, the limit of the policy, breaks no rule."""
    records, ticket = _demo_records()
    arrived = next(step for step in ticket["timeline"] if step["event"] == "arrived")
    arrived["recorded_at"] = (datetime.fromisoformat(arrived["at"]) + timedelta(minutes=minutes)).isoformat()
    assert _broken_in(records, tmp_path) == broken


def _demo_records() -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the ticket that the test changes, with the records that it refers to."""
    demo = map(json.loads, data_file("demo.jsonl").read_text("utf-8").splitlines())
    records = related(demo, "T-066", "PT-09", "HL1")
    return records, next(record for record in records if record["id"] == "T-066")


def _broken_in(records: list[dict[str, Any]], folder: Path) -> set[str]:
    """Import the records and return the rules that the changed ticket breaks."""
    path = str(folder / "desk.db")
    create_store(path)
    read_desk(io.BytesIO("\n".join(json.dumps(record) for record in records).encode()), path)
    return {code for action, code in _broken(path) if action.startswith("T-066/")}
