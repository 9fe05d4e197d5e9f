"""The id of a record that was merged into another one stands for the remaining record."""

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from deskctl.models.records import record
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import NOBODY, fields_of
from deskctl.queries.reference.record_references import remaining_record

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_MERGED = "merged_into"
Step = TypeVar("Step", bound=Operation)


def follow_merges(reader: "Reader", operation: Step) -> Step:
    """Return an operation with the id of each merged record replaced by that of the remaining one."""
    changed = {}
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute)
        if not value or value == NOBODY or field.name == operation.about or not may_be_merged(field.ref):
            continue
        names = value if field.many else (value,)
        answering = tuple(remaining_record(reader, str(field.ref), name) for name in names)
        if answering != tuple(names):
            changed[field.attribute] = answering if field.many else answering[0]
    return replace(operation, **changed) if changed else operation


def may_be_merged(table: str | None) -> bool:
    """Return whether records of a table can be merged into one another."""
    return table not in {None, "ticket"} and _MERGED in record(str(table)).names
