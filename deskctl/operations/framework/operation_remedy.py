"""Make a remedy from an operation: another person may perform it with the same values."""

from collections.abc import Iterator
from typing import Any

from deskctl.errors import GAP, Remedy
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import fields_of


def remedy_of(operation: Operation | type[Operation], ticket: str | None, who: str | None = None) -> Remedy:
    """Return the remedy that performs an operation with the values that are known; `who` may perform it."""
    fields = dict(_required(operation) if isinstance(operation, type) else _known_fields(operation))
    about = operation.about if operation.about in fields else None
    return Remedy(do=f"{operation.noun}.{operation.verb}", ticket=ticket, fields=fields, who=who, about=about)


def _required(operation: type[Operation]) -> Iterator[tuple[str, Any]]:
    for field in fields_of(operation):
        if field.required:
            yield field.name, GAP


def _known_fields(operation: Operation) -> Iterator[tuple[str, Any]]:
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute)
        if value not in (None, (), field.default):
            yield field.name, _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
