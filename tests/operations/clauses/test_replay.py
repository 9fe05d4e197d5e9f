"""The tickets of the demo desk, replayed as operations through all gates, have the same clocks as after an import."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from replay import Record, line_of, records_only, steps
from workbench import NOW, OpenWorkbench, Workbench

from deskctl.data_files import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.names import ticket_number
from deskctl.operations.batch import run_batch
from deskctl.operations.perform import RequestContext
from deskctl.store.sqlite.create import create_store

BREAKING = {
    ("T-024", "remote_ended"): "S5.3-1.explain",  # a soft fault was left unsolved, unexplained and without a plan
    ("T-024", "closed"): "S5.2-2",  # the session that could not be ended is still open
    ("T-055", "level_changed"): "T-055 is full urgent already.",  # it changed with the severity (rule 18)
    ("T-067", "remote_ended"): "S5.3-1.explain",  # with_help ten minutes after the session ended
    ("T-052", "closed"): "T-052 is duplicate; this action is not available.",  # a duplicate is over already
}
"""The steps of the demo desk that are refused, because they break a promise or were recorded already."""

_CLOCKS = (
    "clause, milestone, start, seconds, calendar, due, stop, outcome, soft, provisional, opens_at, ended_at, reason,"
    " warns_at"
)


def _clocks(desk: Workbench, ticket: int) -> list[tuple[Any, ...]]:
    return desk.rows("clock", _CLOCKS, order="n", ticket=ticket)


@pytest.mark.xdist_group("replay")
def test_replaying_the_demo_leads_to_the_clocks_of_the_import(demo_store: Path, tmp_path: Path) -> None:
    """Every step of the demo passes the gates or is a known breach, and every clock is the same as after the import."""
    records = [json.loads(line) for line in Path(str(data_file("demo.jsonl"))).read_text("utf-8").splitlines()]
    path, refused, numbers = _replayed(records, tmp_path)
    with closing(OpenWorkbench(path)) as desk, closing(OpenWorkbench(str(demo_store))) as imported:
        different = {
            name
            for name, replayed in numbers.items()
            if _clocks(imported, ticket_number(name)) != _clocks(desk, ticket_number(replayed))
        }
        assert (refused, different) == (BREAKING, set())
        assert desk.stocks() == imported.stocks()


def _replayed(records: list[Record], tmp_path: Path) -> tuple[str, dict[tuple[str, str], str], dict[str, str]]:
    path, reference = tmp_path / "desk.db", tmp_path / "masters.jsonl"
    reference.write_text("\n".join(records_only(records)), encoding="utf-8")
    create_store(str(path))
    read_desk(reference, str(path))
    given = steps(records)
    numbers: dict[str, str] = {}
    refused = {}
    lines = (json.dumps(line_of(ticket, step, numbers)) for ticket, step in given)
    results = run_batch(str(path), lines, atomic=False, context=RequestContext(now=NOW))
    for (ticket, step), result in zip(given, results, strict=True):
        if not result["ok"]:
            refused[ticket["id"], step["event"]] = result["error"]["clause"] or result["error"]["message"]
        elif step["event"] == "logged":
            numbers[ticket["id"]] = result["ticket"]
    return str(path), refused, numbers
