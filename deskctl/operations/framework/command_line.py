"""An operation spelled as a command line."""

import shlex
from collections.abc import Iterator
from typing import Any

from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import Field, fields_of


def command_of(operation: Operation | type[Operation], ticket: str) -> str:
    """Spell the command of a step on a ticket, with what it says; dots stand for what is not known."""
    head = f"deskctl {operation.noun} {operation.verb} {ticket}"
    return " ".join([head, *(["..."] if isinstance(operation, type) else _options(operation))])


def option_name(field: Field) -> str:
    """Return the option of a field."""
    return f"--{field.name.replace('_', '-')}"


def _options(operation: Operation) -> Iterator[str]:
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute)
        if value not in (None, (), field.default):
            for one in value if field.many else (value,):
                yield _option(field, one)


def _option(field: Field, value: Any) -> str:
    name = option_name(field)
    if isinstance(value, bool):
        return name if value else f"--no-{name[2:]}"
    spelled = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return f"{name} {shlex.quote(spelled)}"
