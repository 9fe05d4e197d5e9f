"""Records named instead of given by id: the name must be that of one record."""

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import NOBODY, Field, fields_of
from deskctl.queries.reference.records_by_name import records_named
from deskctl.store.facts.rows import row_exists

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_TICKET, _SHOWN = "ticket", 5
Step = TypeVar("Step", bound=Operation)


def with_ids(reader: "Reader", operation: Step, customer: str | None) -> Step:
    """Return an operation with ids in place of names; an unknown name stays, and a later check refuses it.

    Among records of the same name those of the `customer` count; raises `NotFound` if several remain.
    """
    for field in sorted(fields_of(type(operation)), key=lambda field: field.ref != "customer"):
        value = getattr(operation, field.attribute)
        if not field.ref or field.ref == _TICKET or not value or value == NOBODY or field.name == operation.about:
            continue
        names = value if field.many else (value,)
        ids = tuple(_id_of_name(reader, field, name, customer) for name in names)
        if ids != tuple(names):
            operation = replace(operation, **{field.attribute: ids if field.many else ids[0]})
        if field.name == "customer":
            customer = str(getattr(operation, field.attribute))
    return operation


def _id_of_name(reader: "Reader", field: Field, name: str, customer: str | None) -> str:
    table = str(field.ref)
    if row_exists(reader, table, "id", name):
        return name
    records = records_named(reader, table, name, customer)
    if len(records) > 1:
        raise NotFound(
            N_("{field}: several are called {name!r}: {found}."),
            field=field.name,
            name=name,
            found=", ".join(f"{key} ({word})" for key, word in records[:_SHOWN]),
            code="ambiguous",
            hint=f"deskctl {table} list",
        )
    return records[0][0] if records else name
