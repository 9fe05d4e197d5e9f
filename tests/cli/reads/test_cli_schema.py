"""The JSON Schema of every shape, compared with the real output of the commands."""

import json
import os
from pathlib import Path

import kept_rows
import pytest
from calling import NONE_IN_THE_DEMO, Deskctl
from schema_check import faults, misfits, objects

from deskctl.cli.output.output_shapes import commands, fields_of_command, written_by
from deskctl.cli.reads.schema import schema_of
from deskctl.cli.schemas import fields_of, shapes
from deskctl.queries.reference.records import NOUNS

QUESTIONS = {
    "ticket list": ["--status", "all", "--limit", "0"],
    "ticket show": ["22"],
    "ticket history": ["22"],
    "clock list": ["--all"],
    "clock next": [],
    "clock explain": ["22", "arrived"],
    "clock report": ["--misses"],
    "calendar show": ["--month", "2026-10"],
    "policy show": ["--fields", ",".join(fields_of("target"))],
    "policy compare": ["after-sales-strict"],
    "search": ["服务"],
    "watch": ["--since", "-60d", "--once"],
    "report list": [],
    "stock list": [],
    "config show": [],
    "schema": [],
    **{f"{noun} list": [] for noun in NOUNS if noun not in NONE_IN_THE_DEMO},
}
"""The calls that are compared in addition to the examples, whose answers are short."""


def test_every_command_declares_its_shapes() -> None:
    """Each shape that a command declares has a schema."""
    assert [command for command in commands() if not written_by(command)] == []
    shapes = {name for command in commands() for name in written_by(command)}
    assert {name: schema_of(name)["title"] for name in shapes} == {name: name for name in shapes}


@pytest.mark.parametrize("command", QUESTIONS)
def test_output_of_a_command_fits_its_schema(ask: Deskctl, command: str) -> None:
    """Every object of real output has the fields and types of its shape."""
    answer = ask(*command.split(), *QUESTIONS[command], "--jsonl")
    assert answer.rows
    assert misfits(command, answer.out) == []


def test_every_ticket_fits_its_schema(ask: Deskctl) -> None:
    """Every ticket of the demo desk, shown in full, fits the schema."""
    shape = schema_of("ticket-full")
    for row in ask("ticket", "list", "--status", "all", "--limit", 0, "--jsonl").rows:
        answer = ask("ticket", "show", row["ticket"], "--json").json
        assert (row["ticket"], faults(answer, shape)) == (row["ticket"], [])
        assert list(answer) == list(fields_of("ticket-full"))


def test_mistakes_of_files_fit_their_schema(deskctl: Deskctl, tmp_path: Path) -> None:
    """Mistakes in a policy or in the settings are reported in the declared shape."""
    policy = tmp_path / "policy.toml"
    policy.write_text('id = "ours"\n', encoding="utf-8")
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "deskctl" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('wait = "long"\n', encoding="utf-8")
    for command, words in (("policy check", [policy]), ("config check", [])):
        answer = deskctl(*command.split(), *words, "--json")
        assert answer.json
        assert misfits(command, answer.out) == []


def test_findings_of_a_damaged_store_fit_their_schema(deskctl: Deskctl, desk: Path) -> None:
    """The findings of `store check` and the bug report that includes them fit their schemas."""
    kept_rows.spoil(desk, "ticket", {"status": "new"}, number=70)
    checked = deskctl("store", "check", "--json", "--store", desk)
    assert checked.json
    assert misfits("store check", checked.out) == []
    assert misfits("bug-report", deskctl("bug-report", "--json", "--store", desk).out) == []


def test_refusal_fits_its_schema(act: Deskctl) -> None:
    """An operation that a rule refuses is reported as an error of the declared shape."""
    assert faults(act("ticket", "close", 68, "--json").error, schema_of("error")) == []


def test_schema_detects_a_change(ask: Deskctl) -> None:
    """An additional field, a missing field and a field of another type are detected."""
    row = ask("ticket", "list", "--jsonl").rows[0]
    shape = schema_of("ticket")
    assert faults(row | {"colour": "blue"}, shape)
    assert faults({name: value for name, value in row.items() if name != "owner"}, shape)
    assert faults(row | {"overdue": "yes"}, shape)


def test_shapes_are_listed(deskctl: Deskctl) -> None:
    """`schema` lists the shapes, with `--jsonl` also the commands that write them, and refuses an unknown shape."""
    assert deskctl("schema").out.splitlines() == list(shapes())
    writers = {row["shape"]: row["written_by"] for row in deskctl("schema", "--jsonl").rows}
    assert writers["clock-next"] == ["clock next"]
    assert {command for names in writers.values() for command in names} == set(commands())
    assert deskctl("schema", "tikcet", "--json").code == 2


def test_fields_of_a_command_are_those_of_its_shape(ask: Deskctl) -> None:
    """`--fields` without a value lists the fields of the command's schema."""
    for command in ("ticket list", "clock list", "clock next", "search", "on-call", "policy list", "part list"):
        answer = ask(*command.split(), *(["服务"] if command == "search" else []), "--json", "--fields").json
        assert [row["field"] for row in answer] == list(fields_of_command(command))
    assert json.loads(ask("schema", "clock").out)["title"] == "clock"
    assert [row["title"] for row in ask("schema", "clock", "--jsonl").rows] == ["clock"]


def test_listing_the_fields_records_nothing(act: Deskctl, tmp_path: Path) -> None:
    """`--fields` without a value, or with a wrong name, records nothing and writes no file."""
    before = act("ticket", "show", 71, "--json").json
    assert "action" in act("ticket", "assign", 71, "--to", "EN1", "--fields").out.split()
    assert "clocks" in act("ticket", "assign", 71, "--to", "EN1", "--dry-run", "--fields").out.split()
    assert act("ticket", "assign", 71, "--to", "EN1", "--fields", "ownr", "--json").code == 2
    assert act("customer", "add", "--name", "X", "--fields", "ownr", "--json").code == 2
    assert act("ticket", "show", 71, "--json").json == before
    backup = tmp_path / "backup.db"
    assert act("store", "backup", backup, "--fields", "flie", "--json").code == 2
    assert not backup.exists()


def test_every_answer_can_be_reduced_to_a_field(ask: Deskctl) -> None:
    """`--plain --fields` prints the bare values of one record or of many."""
    assert ask("ticket", "show", 17, "--plain", "--fields", "status,owner").out == "closed\tEN3\n"
    assert ask("config", "show", "--plain", "--fields", "key").out.splitlines()[0] == "store"
    assert ask("store", "info", "--plain", "--fields", "schema").out.strip()
    assert objects(ask("watch", "--since", "-1d", "--once", "--count", 1, "--jsonl", "--fields", "ticket").out) == [
        {"ticket": "T-069"}
    ]
