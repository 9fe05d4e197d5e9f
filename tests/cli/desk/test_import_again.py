"""A file of which the desk already has a part is imported again or checked first."""

import json
from pathlib import Path

import pytest
from calling import Deskctl

from deskctl.data_files import data_file


@pytest.fixture
def part_whole(tmp_path: Path) -> tuple[Path, Path]:
    """Return the demo without its last ticket and the whole demo as files."""
    lines = data_file("demo.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    whole, part = tmp_path / "whole.jsonl", tmp_path / "a part.jsonl"
    whole.write_text("".join(lines), encoding="utf-8")
    part.write_text("".join(lines[:-1]), encoding="utf-8")
    return part, whole


def test_second_import_proposes_merge(deskctl: Deskctl, part_whole: tuple[Path, Path], tmp_path: Path) -> None:
    """The refusal of known records has a hint with `--merge` that can be run as printed."""
    part, whole = part_whole
    store = ("--store", tmp_path / "desk.db")
    assert deskctl("import", part, *store).code == 0
    for file in part_whole:
        refused = deskctl("import", file, *store, "--json")
        assert (refused.code, refused.error["code"]) == (4, "known_already")
        assert refused.error["hint"].endswith(" --merge")
    assert refused.error["hint"] == f"deskctl import {whole} --merge"
    merged = deskctl("import", whole, "--merge", *store, "--json")
    assert (merged.code, merged.json["tickets"]) == (0, 1)


def test_duplicate_record_is_not_proposed_for_merge(deskctl: Deskctl, tmp_path: Path) -> None:
    """A file with the same record twice is refused without a hint at `--merge`."""
    lines = data_file("demo.jsonl").read_text(encoding="utf-8").splitlines()
    line = next(one for one in lines if json.loads(one)["type"] == "vendor")
    file = tmp_path / "twice.jsonl"
    file.write_text(f"{line}\n{line}\n", encoding="utf-8")
    refused = deskctl("import", file, "--store", tmp_path / "desk.db", "--json")
    assert (refused.code, refused.error["line"], refused.error["hint"]) == (4, 2, None)


@pytest.mark.parametrize("merge", [(), ("--merge",)])
def test_dry_run_of_an_import_saves_nothing(
    deskctl: Deskctl, part_whole: tuple[Path, Path], tmp_path: Path, merge: tuple[str, ...]
) -> None:
    """A dry run prints the same as the import, and the desk is unchanged."""
    part, whole = part_whole
    store = ("--store", tmp_path / "desk.db")
    file = part
    if merge:
        assert deskctl("import", part, *store).code == 0
        file = whole
    before = deskctl("export", *store).out
    checked = deskctl("import", file, *merge, "--dry-run", *store, "--json")
    assert (checked.code, "nothing was saved" in checked.err) == (0, True)
    assert deskctl("export", *store).out == before
    assert checked.json == deskctl("import", file, *merge, *store, "--json").json


def test_dry_run_of_an_import_finds_mistakes(deskctl: Deskctl, part_whole: tuple[Path, Path], tmp_path: Path) -> None:
    """A dry run reports a bad line as the import does, including contradictions of a merge."""
    part, _whole = part_whole
    store = ("--store", tmp_path / "desk.db")
    assert deskctl("import", part, *store).code == 0
    changed = part.read_text(encoding="utf-8").replace('"EN1"', '"EN9"')
    part.write_text(changed, encoding="utf-8")
    refused = deskctl("import", part, "--merge", "--dry-run", *store, "--json")
    assert refused.code == 4
    assert refused.error["line"] > 1
