"""Ownership: contacts, devices, mails and tickets that an operation names must belong to its customer."""

from typing import TYPE_CHECKING

from deskctl.errors import GAP, Refused, Remedy, Term
from deskctl.language.i18n import N_
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import fields_of
from deskctl.queries.reference.owners import OWNED, owners_of

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

WRONG_CUSTOMER = "wrong_customer"
_LISTED = frozenset({"contact", "site", "contract", "asset", "training", "ticket"})


def check_ownership(desk: "Desk", operation: Operation) -> None:
    """Refuse records of another customer than the one that the operation is about."""
    customer = operation.customer_of(desk)
    if customer is None and not operation.on_ticket:
        return
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute)
        if value and field.ref in OWNED and not field.any_customer and field.name != operation.about:
            for name in value if field.many else (value,):
                if customer is not None:
                    check_owner(desk, field.name, str(field.ref), name, customer)
                elif field.ref != "mail":
                    _refuse_unidentified(desk, field.name, str(field.ref), name)


def _refuse_unidentified(desk: "Desk", field: str, kind: str, name: str) -> None:
    """Refuse a customer's record on a ticket whose customer is not known yet: it may turn out to be another's."""
    owners = owners_of(desk.reader, kind, name)
    if owners is None:
        return
    fields = {"contact": name} if kind == "contact" else {"customer": min(owners, default=GAP)}
    raise Refused(
        N_("{field}: {id} belongs to a customer, and the customer of {ticket} is not known yet."),
        field=field,
        id=name,
        ticket=desk.case.name,
        code=WRONG_CUSTOMER,
        remedy=Remedy(do="ticket.identify", ticket=desk.case.name, fields=fields),
    )


def field_of_record(name: str) -> str | Term:
    """Return the name of a field whose value is a record: `to` is a recipient then, else a new value."""
    return Term(N_("recipient")) if name == "to" else name


def check_owner(desk: "Desk", field: str, kind: str, name: str, customer: str | None) -> None:
    """Refuse a record that a field names if it is not the customer's."""
    owners = owners_of(desk.reader, kind, name)
    if owners is not None and customer is not None and customer not in owners:
        raise Refused(
            N_("{field}: {id} does not belong to the customer {customer}."),
            field=field_of_record(field),
            id=ticket_name(ticket_number(name)) if kind == "ticket" else name,
            customer=customer,
            code=WRONG_CUSTOMER,
            hint=f"deskctl {kind if kind in _LISTED else 'contact'} list --customer {customer}",
        )
