"""Limiting the pickers of a form to records of the ticket's customer."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.message import Message

from deskctl.operations.framework.base import Field
from deskctl.queries.reference.owners import OWNED
from deskctl.queries.search.choices import narrowed_by
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading


@dataclass
class CustomerRead(Message):
    """The customer of the ticket that a form is about."""

    customer: str | None


def read_customer(session: Session, number: int) -> CustomerRead:
    """Read the customer of a ticket."""
    with reading(session.store) as conn:
        return CustomerRead(get_ticket(conn, number).customer)


def offer_own(rows: Iterable[FieldRow], customer: str) -> None:
    """Limit fields that accept only the customer's own records to these."""
    for row in rows:
        if _is_narrowed(row.field):
            row.query_one(RefPicker).narrow(customer=customer)


def _is_narrowed(field: Field) -> bool:
    return field.ref in OWNED and not field.any_customer and "customer" in narrowed_by(str(field.ref))
