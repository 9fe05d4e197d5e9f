"""The sender of a message: a member of the staff, a contact, or somebody with a customer's mail domain."""

from dataclasses import dataclass

from deskctl.mail.classification.desk_lookups import DeskLookups
from deskctl.mail.message.addresses import domain_of


@dataclass(frozen=True, slots=True)
class Sender:
    """The sender of a message; `customers` holds every possible customer."""

    address: str
    staff: str | None
    contact: str | None
    customer: str | None
    customers: frozenset[str]

    @property
    def is_known(self) -> bool:
        """True if the sender is a contact or belongs to a customer's domain."""
        return self.customer is not None


def sender_of(address: str, lookups: DeskLookups) -> Sender:
    """Return the sender with an address; the customer is None if contacts of several customers share it."""
    if not address or address in lookups.own_addresses:
        return Sender(address, None, None, None, frozenset())
    staff = lookups.staff(address)
    if staff is not None:
        return Sender(address, staff, None, None, frozenset())
    persons = lookups.contacts(address)
    if not persons:
        customer = lookups.customer_of_domain(domain_of(address))
        return Sender(address, None, None, customer, frozenset({customer} if customer else ()))
    customers = frozenset(person.customer for person in persons)
    contact = persons[0].contact if len(persons) == 1 else None
    return Sender(address, None, contact, next(iter(customers)) if len(customers) == 1 else None, customers)
