"""Add unverified records for a caller and a customer that have none yet."""

from typing import TYPE_CHECKING, Any

from deskctl.desk.next_ids import next_id, of_customer
from deskctl.queries.customers.contacts import contacts_named
from deskctl.store.facts.desk_zone import usual_language

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.operations.tickets.intake_fields import IntakeFields

_ADDED = "added"


def contact_of_caller(desk: "Desk", intake: "IntakeFields") -> str | None:
    """Return the contact for a caller without a record: the known contact of that name, else a new one."""
    if intake.caller_name is None:
        return None
    desk.hold("contact")
    customer = intake.customer or _new_customer(desk, intake)
    contacts = contacts_named(desk.reader, intake.caller_name, customer, intake.phone) if customer else []
    return contacts[0] if len(contacts) == 1 else _new_contact(desk, intake, customer)


def _new_customer(desk: "Desk", intake: "IntakeFields") -> str | None:
    if intake.customer_name is None:
        return None
    row = {
        "id": next_id(desk, "customer", "CUS-"),
        "name": intake.customer_name,
        "lang": usual_language(desk.reader),
        "key_customer": 0,
        "unverified": 1,
    }
    return _added(desk, "customer", row)


def _new_contact(desk: "Desk", intake: "IntakeFields", customer: str | None) -> str:
    row = {
        "id": next_id(desk, "contact", of_customer("P-", customer)),
        "customer": customer,
        "name": intake.caller_name,
        "phone": intake.phone,
        "unverified": 1,
    }
    return _added(desk, "contact", row)


def _added(desk: "Desk", noun: str, row: dict[str, Any]) -> str:
    desk.insert(noun, row)
    desk.record_in_history(noun, row["id"], _ADDED, row)
    return str(row["id"])
