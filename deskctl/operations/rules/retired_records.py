"""Refuse new work on retired records, and for customers who are retired themselves."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.models.records import record
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.catalogue import names
from deskctl.operations.framework.fields import NOBODY, fields_of
from deskctl.operations.rules.people.ownership import field_of_record
from deskctl.queries.reference.owners import retired_owner

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_RETIRED = "retired_at"
_CUSTOMER = "customer"
OF_ONE_CUSTOMER = frozenset({"contact", "site", "contract", "asset", "training"})
"""The kinds of records that belong to one customer each."""
_NOUNS = {
    "catalog_item": "catalog", "inspection_plan": "inspection-plan", "system_profile": "profile",
    "canned_text": "text", "return_visit": "return-visit",
}  # fmt: skip
"""The nouns of tables that have another name."""
_PEOPLE = frozenset({"ticket", "staff"})
"""The kinds of records that other rules check: the status of a ticket, the departure of a person."""


def check_retirement(desk: "Desk", operation: Operation) -> None:
    """Refuse an operation that names a retired record, or begins work on one or for a retired customer."""
    named = list(_named(operation))
    for field, kind, name in named:
        refuse_retired(desk, field, kind, name)
    if operation.begins_work:
        _check_customer(desk, operation, [(kind, name) for _field, kind, name in named if kind in OF_ONE_CUSTOMER])


def _check_customer(desk: "Desk", operation: Operation, owned: Sequence[tuple[str, str]]) -> None:
    """Refuse new work for a retired customer: the owner of the records named, else the one of the operation."""
    own = None if owned else operation.customer_of(desk)
    retired = (retired_owner(desk.reader, kind, name) for kind, name in owned)
    for customer in filter(None, (own, *retired)):
        refuse_retired(desk, _CUSTOMER, _CUSTOMER, customer)


def refuse_retired(desk: "Desk", field: str, kind: str, name: str) -> None:
    """Refuse a retired record that a field names, or that belongs to what it names."""
    row = desk.row(kind, id=name) if _RETIRED in record(kind).names else None
    if row is None or row[_RETIRED] is None:
        return
    noun = _NOUNS.get(kind, kind)
    can_return = f"{noun}.retire" in names()
    raise Refused(
        N_("{field}: {id} is retired."), field=field_of_record(field), id=name, code="retired",
        remedy=Remedy(do=f"{noun}.retire", fields={"id": name, "undo": True}, about="id") if can_return else None,
        hint=None if can_return else f"deskctl {noun} show {name}",
    )  # fmt: skip


def _named(operation: Operation) -> Iterator[tuple[str, str, str]]:
    """Yield field, kind and id of the records that must not be retired; an operation may concern a retired one."""
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute)
        concerned = field.name == operation.about and not operation.begins_work
        if not value or field.ref is None or field.ref in _PEOPLE or field.allows_retired or concerned:
            continue
        for name in value if field.many else (value,):
            if not (field.or_none and name == NOBODY):
                yield field.name, field.ref, name
