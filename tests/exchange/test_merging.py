"""Merging a file into a desk that has a part of it keeps existing records and adds new ones."""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from deskctl.data_files import data_file
from deskctl.errors import BadData
from deskctl.exchange.desk_export import write_desk
from deskctl.exchange.file_merging import merged
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.policy_file.read import read_policy
from deskctl.store.facts.policies import install
from deskctl.store.sqlite.writing.writer import writing_once

Records = list[dict[str, Any]]
LATER = datetime.fromisoformat("2026-12-01T10:00:00+08:00")


def _lines(records: Sequence[dict[str, Any]]) -> io.BytesIO:
    return io.BytesIO("\n".join(json.dumps(record) for record in records).encode())


def _merge(records: Records, store: str) -> tuple[int, int]:
    """Merge records into a desk; return how many existed already, and how many were added."""
    with merged(_lines(records), store) as merge:
        return merge.kept, read_desk(merge.lines, store).records


def _exported(store: str) -> Records:
    out = io.StringIO()
    write_desk(store, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def _named(records: Records, name: str) -> dict[str, Any]:
    return next(record for record in records if record["id"] == name)


def test_a_part_of_a_desk_is_completed(store: str, demo_store: str, demo: Records) -> None:
    """Merging the complete file into a desk with some of its tickets equals one import of the file."""
    text = json.dumps(demo)
    rest = [one["id"] for one in demo if one["type"] == "ticket" and text.count(one["id"]) == 1]
    part = [record for record in demo if record["id"] not in rest]
    read_desk(_lines(part), store)
    assert _merge(demo, store) == (len(part), len(rest))
    assert _exported(store) == _exported(demo_store)
    assert _merge(_exported(demo_store), store)[1] == 0
    assert _exported(store) == _exported(demo_store)


def test_a_policy_of_the_desk_exists_already(demo_store: str) -> None:
    """Merging a desk's export into the same desk does not add its own policies again."""
    shipped = read_policy(Path(data_file("policies")) / "after-sales.toml")
    with writing_once(demo_store) as conn:
        install(conn, replace(shipped, id="own", version="1", keys={**shipped.keys, "id": "own"}), 0)
    records = _exported(demo_store)
    assert any(record["type"] == "policy_version" for record in records)
    assert _merge(records, demo_store) == (len(records), 0)


def test_later_work_of_the_desk_is_kept(demo_store: str, demo: Records) -> None:
    """An older file changes neither a ticket with later actions nor new records, but its own new tickets are added."""
    before = _exported(demo_store)
    perform(demo_store, find("ticket", "note")(text="seen"), 71, RequestContext(now=LATER, actor="EN1"))
    perform(demo_store, find("vendor", "add")(name="New maker"), None, RequestContext(now=LATER, actor="MG1"))
    meanwhile = _exported(demo_store)
    new = {**_named(before, "T-072"), "id": "T-300", "external_id": None}
    assert _merge([*before, new], demo_store) == (len(before), 1)
    after = _exported(demo_store)
    assert _named(after, "T-300")["title"] == new["title"]
    assert [record for record in after if record["id"] != "T-300"] == meanwhile


CONTRADICTIONS: list[tuple[str, Callable[[dict[str, Any]], None], str]] = [
    ("T-017", lambda record: record.update(title="another"), "title"),
    ("T-017", lambda record: record["timeline"][-1].update(note="other words"), "timeline"),
    ("T-071", lambda record: record["timeline"].append({**record["timeline"][-1], "seq": 99}), "timeline"),
    ("CUS-02", lambda record: record.update(name="another"), "name"),
    ("S-0101", lambda record: record.update(travel_minutes=7), "travel_minutes"),
]


def test_a_contradiction_is_refused(demo_store: str, demo: Records) -> None:
    """A record that differs from the stored one is refused with line and field, and nothing is added."""
    before = _exported(demo_store)
    new = {**_named(demo, "T-072"), "id": "T-300"}
    for name, change, field in CONTRADICTIONS:
        changed = json.loads(json.dumps(_named(demo, name)))
        change(changed)
        with pytest.raises(BadData) as caught:
            _merge([new, changed], demo_store)
        assert (caught.value.code, caught.value.field, caught.value.line) == ("differs", field, 2), name
    assert _exported(demo_store) == before


def test_a_time_in_another_zone_and_an_empty_field_are_no_contradiction(demo_store: str, demo: Records) -> None:
    """A time in another zone and an explicit empty field count as equal to the stored record."""
    contract = {**_named(demo, "CT-01"), "retired_at": None, "external_id": None}
    roster = dict(next(record for record in demo if record["type"] == "roster"))
    roster["start"] = datetime.fromisoformat(roster["start"]).astimezone(
        datetime.fromisoformat("2026-01-01T00:00Z").tzinfo
    )
    roster["start"] = roster["start"].isoformat()
    assert _merge([contract, roster], demo_store) == (2, 0)


def test_a_line_is_named_by_its_number_in_the_file(demo_store: str, demo: Records) -> None:
    """A refusal of the import names the line of the file, although earlier lines are skipped as existing."""
    wrong = {**_named(demo, "T-072"), "id": "T-301", "contact": "P-9999"}
    with pytest.raises(BadData) as caught:
        _merge([*demo, wrong], demo_store)
    assert caught.value.line == len(demo) + 1


def test_a_file_of_another_zone_is_refused(demo_store: str, demo: Records) -> None:
    """A file of another time zone is also refused for merging, as its times without an offset would differ."""
    meta = {**next(record for record in demo if record["type"] == "meta"), "tz": "Europe/Paris"}
    with pytest.raises(BadData, match="Europe/Paris"):
        _merge([meta], demo_store)


def test_the_command_reports_existing_records(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`import --merge` reports added records on stdout, existing ones on stderr; with `--kind` it is a usage error."""
    from deskctl.cli.error_boundary import run

    file = tmp_path / "one.jsonl"
    vendor = {"type": "vendor", "id": "VN9", "name": "Maker", "kind": None, "support_phone": None}
    file.write_text(json.dumps(vendor), encoding="utf-8")
    kept = ("0 records exist already and are unchanged.", "1 record exists already and is unchanged.")
    for records, notice in zip((1, 0), kept, strict=True):
        assert run(["import", str(file), "--merge", "--json", "--store", store], lambda *_: None) == 0
        captured = capsys.readouterr()
        assert json.loads(captured.out)["records"] == records
        assert notice in captured.err
    assert run(["import", str(file), "--merge", "--kind", "vendor", "--store", store], lambda *_: None) == 2
