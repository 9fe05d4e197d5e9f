"""Import and batch answer any input with a documented result."""

import json
import random
from collections.abc import Callable
from pathlib import Path

from odd import odd_line
from trials import NOW, copy_of, grave_findings

from deskctl.data_files import data_file
from deskctl.errors import DeskError
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.batch import run_batch
from deskctl.operations.perform import RequestContext

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]
_KINDS = {"refused", "usage", "not_found", "bad_data", "store"}
_SEEDS = (
    {"do": "ticket.open", "contact": "P-0101", "title": "x", "key": "k"},
    {"do": "ticket.answer", "ticket": "T-017"},
    {"do": "visit.log", "ticket": 17, "done": "x", "at": "2026-11-20T09:00:00+08:00"},
    {"do": "ticket.assign", "ticket": "17", "to": "EN1", "note": "x"},
)


def test_odd_lines_in_a_batch(demo: Path, tmp_path: Path, repeats: Repeats, figure: Figure) -> None:
    """Each odd line of a batch gets one answer of a documented kind, and the store remains sound."""
    desk, chance, count = copy_of(demo, tmp_path / "desk"), random.Random(8), repeats(400, 60_000)  # noqa: S311
    lines = [odd_line(chance, dict(chance.choice(_SEEDS))) for _ in range(count)]
    results = list(run_batch(str(desk), lines, atomic=False, context=RequestContext(now=NOW, actor="EN1")))
    assert len(results) == sum(1 for line in lines if line.strip())
    assert {result["error"]["error"] for result in results if not result["ok"]} <= _KINDS
    assert not [result for result in results if not result["ok"] and result["error"]["error"] == "store"]
    done = sum(result["ok"] for result in results)
    figure(f"{count:,} malformed batch lines", f"{done:,} done, the others refused with a message, no crash")
    assert grave_findings(desk) == []


def test_odd_files_in_an_import(demo: Path, tmp_path: Path, repeats: Repeats, figure: Figure) -> None:
    """A file with one odd line is either imported as a whole or refused as a whole."""
    desk, chance, count = copy_of(demo, tmp_path / "desk"), random.Random(9), repeats(150, 5_000)  # noqa: S311
    lines = data_file("demo.jsonl").read_bytes().splitlines()
    file, accepted = tmp_path / "odd.jsonl", 0
    for number in range(count):
        record = json.loads(chance.choice(lines))
        record["id"] = f"T-{100_000 + number}" if record["type"] == "ticket" else f"{record.get('id')}-{number}"
        file.write_bytes(odd_line(chance, record) + b"\n")
        try:
            read_desk(file, str(desk))
            accepted += 1
        except DeskError as error:
            assert error.kind in _KINDS  # noqa: PT017 - any documented kind is accepted
    figure(f"{count:,} malformed import files", f"{accepted:,} imported, the others refused with a message, no crash")
    assert grave_findings(desk) == []
