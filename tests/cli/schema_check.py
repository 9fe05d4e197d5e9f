"""Comparison of a command's output with the schema of its shape, for the part of JSON Schema that the project uses."""

import json
import re
from datetime import date, datetime
from typing import Any

from deskctl.cli.output.output_shapes import written_by
from deskctl.cli.reads.schema import schema_of


def objects(text: str) -> list[Any]:
    """Return the objects of an answer in JSON (array or object) or JSON Lines."""
    try:
        answer = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines()]
    return answer if isinstance(answer, list) else [answer]


def misfits(command: str, text: str) -> list[str]:
    """Return what the closest shape of the command does not allow in its output."""
    shapes = [schema_of(name) for name in written_by(command)]
    return [fault for row in objects(text) for fault in min((faults(row, shape) for shape in shapes), key=len)]


def faults(value: Any, schema: dict[str, Any], place: str = "") -> list[str]:
    """Return what the schema does not allow in a value."""
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
            found += faults(value[name], inner, f"{place}.{name}") if name in value else []
    if isinstance(value, list):
        for item in value:
            found += faults(item, schema.get("items", {}), f"{place}[]")
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{place}: {value!r}")
    if isinstance(value, str) and schema.get("format") == "date-time" and datetime.fromisoformat(value).tzinfo is None:
        found.append(f"{place}: no offset in {value!r}")
    if isinstance(value, str) and schema.get("format") == "date":
        date.fromisoformat(value)
    return found


def _is(value: Any, kind: str) -> bool:
    if kind == "null":
        return value is None
    if kind == "boolean":
        return isinstance(value, bool)
    types: dict[str, Any] = {"string": str, "integer": int, "number": (int, float), "array": list, "object": dict}
    return isinstance(value, types[kind]) and not isinstance(value, bool)
