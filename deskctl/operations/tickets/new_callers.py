"""A caller without a record becomes a contact that is marked as unverified; so does a customer nobody knows yet."""

from typing import TYPE_CHECKING, Any

from deskctl.desk.numbering import next_id, of_customer
from deskctl.queries.customers.contacts import contacts_named

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.operations.tickets.intake_fields import IntakeFields

_ADDED = "added"


def contact_of_caller(desk: "Desk", asked: "IntakeFields") -> str | None:
    """Return the contact for a caller who is only named: one that is known by that name, else a new one."""
    if asked.caller_name is None:
        return None
    desk.hold("contact")
    customer = asked.customer or _new_customer(desk, asked)
    contacts = contacts_named(desk.reader, asked.caller_name, customer, asked.phone) if customer else []
    return contacts[0] if len(contacts) == 1 else _new_contact(desk, asked, customer)


def _new_customer(desk: "Desk", asked: "IntakeFields") -> str | None:
    if asked.customer_name is None:
        return None
    row = {
        "id": next_id(desk, "customer", "CUS-"),
        "name": asked.customer_name,
        "lang": "zh",
        "key_customer": 0,
        "unverified": 1,
    }
    return _added(desk, "customer", row)


def _new_contact(desk: "Desk", asked: "IntakeFields", customer: str | None) -> str:
    row = {
        "id": next_id(desk, "contact", of_customer("P-", customer)),
        "customer": customer,
        "name": asked.caller_name,
        "phone": asked.phone,
        "unverified": 1,
    }
    return _added(desk, "contact", row)


def _added(desk: "Desk", noun: str, row: dict[str, Any]) -> str:
    desk.insert(noun, row)
    desk.record_in_history(noun, row["id"], _ADDED, row)
    return str(row["id"])
