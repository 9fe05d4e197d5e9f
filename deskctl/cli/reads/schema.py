"""`schema`: the JSON Schema of the shapes that deskctl writes."""

import json
from typing import Annotated, Any

import typer

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import text_command
from deskctl.cli.output.output_shapes import commands, written_by
from deskctl.cli.output.results import write_json
from deskctl.cli.schemas import OPEN, REPEATED, may_be_repeated, shapes
from deskctl.language.i18n import N_

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "int": {"type": "integer"},
    "number": {"type": "number"},
    "bool": {"type": "boolean"},
    "time": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "ticket": {"type": "string", "pattern": "^T-[0-9]{3,}$"},
}


@text_command
def schema(
    invocation: Invocation,
    shape: Annotated[
        str | None, typer.Argument(metavar="SHAPE", help=N_("The shape; without one all are listed."))
    ] = None,
) -> None:
    """Print the JSON Schema of a shape."""
    if shape is None:
        _list(invocation)
        return
    invocation.require_no_rows()
    indent = None if invocation.form == "jsonl" else 2
    write_json(json.dumps(schema_of(one_of("SHAPE", shape, tuple(shapes())) or shape), indent=indent))


def _list(invocation: Invocation) -> None:
    """List the shapes with the commands that write them; plain text has only their names."""
    writers: dict[str, list[str]] = {name: [] for name in shapes()}
    if invocation.form != "plain":
        for command in commands():
            for name in written_by(command):
                writers[name].append(command)
    rows = [{"shape": name, "written_by": writing} for name, writing in writers.items()]
    invocation.write(rows, "shape", ("shape",))


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a shape, including the shapes that it refers to."""
    return {"$schema": _DIALECT, "title": name, **_object(name)}


def _object(name: str) -> dict[str, Any]:
    fields = shapes()[name]
    repeated = {REPEATED: _form("bool")} if may_be_repeated(name) else {}
    return {
        "type": "object",
        "properties": {field: _form(form) for field, form in fields.items()} | repeated,
        "required": list(fields),
        "additionalProperties": name in OPEN,
    }


def _form(form: str) -> dict[str, Any]:
    if form.endswith("?"):
        inner = _form(form[:-1])
        return {**inner, "type": [inner["type"], "null"]} if "type" in inner else inner
    if form.startswith("["):
        return {"type": "array", "items": _form(form[1:-1])}
    if form.startswith("{"):
        return {"type": "object", "additionalProperties": _form(form[1:-1])}
    if form.startswith("shape:"):
        return _object(form.removeprefix("shape:"))
    return dict(_TYPES.get(form, {}))
