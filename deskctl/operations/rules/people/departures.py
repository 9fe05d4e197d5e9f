"""Refuse to assign anything to a person who has left; complaints about them are allowed."""

from typing import TYPE_CHECKING

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import fields_of
from deskctl.store.facts.people import person

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_STAFF = "staff"
_ABOUT_ANYBODY = frozenset({"about_staff"})


def check_departures(desk: "Desk", operation: Operation) -> None:
    """Refuse an operation that names a person who has left, except in a complaint about them."""
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute)
        if not value or field.ref != _STAFF or field.name in _ABOUT_ANYBODY or field.name == operation.about:
            continue
        for name in value if field.many else (value,):
            refuse_departed(desk, field.name, name)


def refuse_departed(desk: "Desk", field: str, name: str) -> None:
    """Refuse a person who has left, whom a field names."""
    member = person(desk.reader, name)
    if member is not None and not member.active:
        raise Refused(
            N_("{field}: {name} has left the firm."),
            field=field,
            name=f"{member.id} {member.name}",
            code="departed",
            hint="deskctl staff list",
        )
