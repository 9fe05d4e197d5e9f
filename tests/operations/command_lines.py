"""Command lines as operations: performs the commands of examples and hints without the command line interface."""

import shlex
from dataclasses import dataclass
from typing import Any

from workbench import NOW, Workbench

from deskctl.language.time_words.times import read_time
from deskctl.names import ticket_number
from deskctl.operations.framework.base import Field, fields_of
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import OperationResult

_ZONE = "Asia/Shanghai"
_CALL = {"--actor": "actor", "--note": "note"}


@dataclass
class CommandLine:
    """A command line that was read."""

    name: str
    ticket: int | None
    fields: dict[str, Any]
    call: dict[str, Any]


def perform_command(desk: Workbench, words: str, *, dry_run: bool = False) -> OperationResult:
    """Perform the operation of a command line."""
    command = read_command(words)
    return desk.do(command.name, command.ticket, dry_run=dry_run, **command.call, **command.fields)


def read_command(words: str) -> CommandLine:
    """Read a command line."""
    program, noun, verb, *rest = shlex.split(words)
    assert program == "deskctl"
    operation = find(noun, verb)
    fields = {f"--{field.name.replace('_', '-')}": field for field in fields_of(operation)}
    name, _, seq = rest.pop(0).partition("/") if operation.on_ticket else ("", "", "")
    named = bool(operation.names_ticket) and not name.startswith("T-")
    ticket = ticket_number(name) if operation.on_ticket and not named else None
    values: dict[str, Any] = {operation.about: rest.pop(0)} if operation.about else {}
    if operation.names_ticket and named:
        values[operation.names_ticket] = name
    if operation.operand:
        many = next(field.many for field in fields_of(operation) if field.name == operation.operand)
        operands = [rest.pop(0)]
        while many and rest and not rest[0].startswith("-"):
            operands.append(rest.pop(0))
        values[operation.operand] = operands if many else operands[0]
    if operation.after_slash and seq:
        values[operation.after_slash] = seq
    call: dict[str, Any] = {}
    while rest:
        option = rest.pop(0)
        if option in _CALL:
            call[_CALL[option]] = rest.pop(0)
        elif option == "--at":
            call["when"] = read_time(rest.pop(0), now=NOW, zone=_ZONE)
        elif option in {"--yes", "--no"} - set(fields):
            values["value"] = option == "--yes"
        elif option.startswith("--no-") and option not in fields:
            values[fields[f"--{option[5:]}"].name] = False
        else:
            _take(fields[option], rest, values)
    return CommandLine(f"{noun}.{verb}", ticket, values, call)


def _take(field: Field, rest: list[str], values: dict[str, Any]) -> None:
    if field.kind == "bool":
        values[field.name] = True
    elif field.many:
        values[field.name] = [*values.get(field.name, []), rest.pop(0)]
    elif field.kind == "time":
        values[field.name] = read_time(rest.pop(0), now=NOW, zone=_ZONE)
    else:
        values[field.name] = rest.pop(0)
