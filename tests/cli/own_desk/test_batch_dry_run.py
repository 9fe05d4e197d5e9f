"""The dry run of a batch on a new desk."""

import json
import re
from pathlib import Path

import pytest
from calling import Deskctl
from terminal_calls import on_terminal

from deskctl.store.sqlite.writing.writer import writing_once


def test_dry_run_of_a_batch(deskctl: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dry run shows what the lines would record in order and which clocks change, and saves nothing."""
    monkeypatch.delenv("DESKCTL_ACTOR", raising=False)
    store, file = tmp_path / "own.db", tmp_path / "lines.jsonl"
    deskctl("init", "--store", store)
    lines = [
        {"do": "ticket.open", "caller_name": "Wang", "title": "till stops", "severity": "severe", "key": "call"},
        {"do": "ticket.answer", "ticket": "key:call"},
        {"do": "ticket.close", "ticket": "key:call"},
    ]
    file.write_text("\n".join(json.dumps(line) for line in lines))
    tried = deskctl("batch", file, "--dry-run", "--store", store)
    opened, answered, closed = (json.loads(line) for line in tried.out.splitlines())
    assert tried.code == 1
    assert (opened["ticket"], opened["dry_run"], opened["events"]) == ("T-001", True, ["logged", "onsite_requested"])
    assert opened["clocks"][0]["after"]["state"] == "running"
    assert (answered["ticket"], answered["events"], closed["ok"]) == ("T-001", ["first_response"], False)
    assert deskctl("ticket", "list", "--status", "all", "--store", store, "--json").json == []


def test_the_progress_of_a_large_copy_is_shown_on_a_terminal(deskctl: Deskctl, tmp_path: Path) -> None:
    """On a terminal the pages of a large desk copied so far are shown on a line of their own before the results."""
    store, file = tmp_path / "own.db", tmp_path / "lines.jsonl"
    file.write_text("{}\n")
    deskctl("init", "--store", store)
    words = ("batch", file, "--dry-run", "--store", store)
    result = deskctl(*words).out.replace("\n", "\r\n")
    assert on_terminal(*words) == result
    with writing_once(str(store)) as conn:
        conn.insert("blob", {"id": "large", "data": bytes(48 << 20)})
    shown = on_terminal(*words)
    assert shown.endswith(f"\r\n{result}")
    (done, total), *_, last = re.findall(r"\r(\d+) of (\d+) pages copied", shown)
    assert (0 < int(done) < int(total), last) == (True, (total, total))
