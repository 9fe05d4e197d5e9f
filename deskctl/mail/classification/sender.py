"""Whose a message is: a person of the staff, a contact, or somebody of a customer's mail domain."""

from dataclasses import dataclass

from deskctl.mail.classification.knowledge import Knowledge
from deskctl.mail.message.addresses import domain_of


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a message, as far as the desk knows; `customers` holds every customer who may be meant."""

    address: str
    staff: str | None
    contact: str | None
    customer: str | None
    customers: frozenset[str]

    @property
    def is_known(self) -> bool:
        """Return True if the sender is a contact or belongs to a customer's domain."""
        return self.customer is not None


def sender_of(address: str, knowledge: Knowledge) -> Sender:
    """Return who has an address; contacts of several customers at one address leave the customer open."""
    if not address or address in knowledge.own_addresses:
        return Sender(address, None, None, None, frozenset())
    staff = knowledge.staff(address)
    if staff is not None:
        return Sender(address, staff, None, None, frozenset())
    persons = knowledge.contacts(address)
    if not persons:
        customer = knowledge.customer_of_domain(domain_of(address))
        return Sender(address, None, None, customer, frozenset({customer} if customer else ()))
    customers = frozenset(person.customer for person in persons)
    contact = persons[0].contact if len(persons) == 1 else None
    return Sender(address, None, contact, next(iter(customers)) if len(customers) == 1 else None, customers)
