"""The JSON Schema of every shape, checked against what the commands really write."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
from calling import Deskctl

from deskctl.cli.shapes import SHAPES, WRITTEN_BY

ASKED = {
    "ticket list": ["--status", "all", "--limit", "0"],
    "ticket show": ["22"],
    "ticket history": ["22"],
    "clock list": ["--all"],
    "clock explain": ["22", "arrived"],
    "calendar show": ["--month", "2026-10"],
    "calendar due": ["--calendar", "HOTLINE", "--from", "9:00", "--for", "4h"],
    "calendar elapsed": ["--calendar", "HOTLINE", "--from", "9:00", "--to", "14:00"],
    "policy compare": ["after-sales-strict"],
    "search": ["服务"],
    "watch": ["--since", "-60d", "--once"],
}
WRITTEN_ELSEWHERE = {"batch", "policy check", "policy install", "config check"}


def faults(value: Any, schema: dict[str, Any], place: str = "") -> list[str]:
    """Name what a value has that its schema does not allow: the part of JSON Schema that ours use."""
    kinds = schema.get("type", [])
    allowed = [kinds] if isinstance(kinds, str) else kinds
    if allowed and not any(_is(value, kind) for kind in allowed):
        return [f"{place}: {value!r} is not {allowed}"]
    found = []
    if isinstance(value, dict) and "properties" in schema:
        found += [f"{place}: no {name}" for name in schema["required"] if name not in value]
        if not schema["additionalProperties"]:
            found += [f"{place}: unknown {name}" for name in value if name not in schema["properties"]]
        for name, inner in schema["properties"].items():
            found += faults(value.get(name), inner, f"{place}.{name}")
    if isinstance(value, list):
        for item in value:
            found += faults(item, schema.get("items", {}), f"{place}[]")
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{place}: {value!r}")
    if isinstance(value, str) and schema.get("format") == "date-time" and datetime.fromisoformat(value).tzinfo is None:
        found.append(f"{place}: no offset in {value!r}")
    return found


def _is(value: Any, kind: str) -> bool:
    if kind == "null":
        return value is None
    if kind == "boolean":
        return isinstance(value, bool)
    types: dict[str, Any] = {"string": str, "integer": int, "number": (int, float), "array": list, "object": dict}
    return isinstance(value, types[kind]) and not isinstance(value, bool)


def schema(deskctl: Deskctl, name: str) -> dict[str, Any]:
    """Ask for a schema."""
    told: dict[str, Any] = deskctl("schema", name).json
    return told


@pytest.mark.parametrize("command", sorted(set(WRITTEN_BY) - WRITTEN_ELSEWHERE))
def test_what_a_command_writes_fits_its_schema(ask: Deskctl, command: str) -> None:
    """Every object of real output has the fields of its shape, of the kinds that it tells."""
    rows = ask(*command.split(), *ASKED.get(command, []), "--jsonl").rows
    shape = schema(ask, WRITTEN_BY[command])
    assert rows
    assert [fault for row in rows for fault in faults(row, shape)] == []


def test_what_a_step_writes_fits_its_schema(act: Deskctl) -> None:
    """An operation writes the row with its action; a dry run what it foresees; a refusal an error."""
    row = act("ticket", "assign", 71, "--to", "EN1", "--json").json
    assert faults(row, schema(act, "step")) == []
    assert faults(act("visit", "arrive", 69, "--dry-run", "--json").json, schema(act, "foresight")) == []
    assert faults(act("ticket", "close", 68, "--json").error, schema(act, "error")) == []
    assert faults(act("clock", "report", "--misses", "--jsonl").rows[0], schema(act, "miss")) == []


def test_the_schema_notices_a_change(ask: Deskctl) -> None:
    """A field more, a field less or one of another kind would be found."""
    row = ask("ticket", "list", "--jsonl").rows[0]
    shape = schema(ask, "ticket")
    assert faults(row | {"colour": "blue"}, shape)
    assert faults({name: value for name, value in row.items() if name != "owner"}, shape)
    assert faults(row | {"overdue": "yes"}, shape)


def test_the_shapes_are_listed(deskctl: Deskctl) -> None:
    """Alone it lists the shapes; an unknown one is answered with the nearest."""
    assert deskctl("schema").out.splitlines() == list(SHAPES)
    assert deskctl("schema", "tikcet", "--json").code == 2


def test_the_fields_of_a_command_are_those_of_its_shape(ask: Deskctl) -> None:
    """`--fields` knows what the schema knows."""
    for command in ("ticket list", "clock list", "clock next", "search", "on-call", "policy list", "clock report"):
        told = ask(*command.split(), *(["服务"] if command == "search" else []), "--fields", "", "--json").json
        assert [row["field"] for row in told] == list(SHAPES[WRITTEN_BY[command]])
    assert json.loads(ask("schema", "clock").out)["title"] == "clock"
