"""What a form knows of its ticket: the records of its customer, the words of its policy, the fields it requires."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.message import Message

from deskctl.language.words.choices import choice_word
from deskctl.operations.framework.base import Field, Operation
from deskctl.queries.reference.owners import OWNED
from deskctl.queries.reference.policies import PolicyWords, words_of_ticket
from deskctl.queries.search.choices import narrowed_by
from deskctl.queries.tickets.ticket_row import fault_class_of, get_ticket
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading

_FAULT = "fault_class"


@dataclass
class CustomerRead(Message):
    """The customer of a form's ticket, the class of its fault, its policy's words, and the fields that it requires."""

    customer: str | None
    fault_class: str | None
    words: PolicyWords
    required: Sequence[str]


def read_customer(session: Session, operation: type[Operation], number: int) -> CustomerRead:
    """Read what the form of an operation shows of its ticket."""
    with reading(session.store) as conn:
        words = words_of_ticket(conn, number)
        required = operation.required_on(conn, number)
        return CustomerRead(get_ticket(conn, number).customer, fault_class_of(conn, number), words, required)


def typed_texts(rows: Iterable[FieldRow]) -> dict[str, str]:
    """Return the texts of the fields that are filled in."""
    return {row.field.name: row.text for row in rows if row.query(".value") and row.text.strip()}


def mark_required_with(
    operation: type[Operation], rows: Sequence[FieldRow], always: Sequence[str], optional: Sequence[str]
) -> None:
    """Mark the fields that the values of others require, and no longer those that they do not."""
    required = {*always, *operation.required_with(typed_texts(rows))} - {*optional}
    for row in rows:
        row.require(is_required=row.field.required or row.field.name in required)


def offer_own(rows: Iterable[FieldRow], customer: str) -> None:
    """Limit fields that accept only the customer's own records to these."""
    for row in rows:
        if _is_narrowed(row.field):
            row.query_one(RefPicker).narrow(customer=customer)


def offer_words(rows: Iterable[FieldRow], words: PolicyWords) -> None:
    """Offer the levels and severities of the policy where a field asks for one of them."""
    for row in rows:
        known = words.get(row.field.of_policy, ())
        if known and row.field.kind == "choice" and not row.field.many:
            row.offer_choices([(code, choice_word(row.field.of_policy, code)) for code in known])


def fill_in_fault(rows: Iterable[FieldRow], fault_class: str) -> None:
    """Choose the class that was diagnosed where it is asked for again."""
    for row in rows:
        if row.field.name == _FAULT:
            row.choose(fault_class)


def _is_narrowed(field: Field) -> bool:
    return field.ref in OWNED and not field.any_customer and "customer" in narrowed_by(str(field.ref))
