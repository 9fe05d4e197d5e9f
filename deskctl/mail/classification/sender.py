"""The sender of a message: a member of the staff, a contact, or somebody with a customer's mail domain."""

from dataclasses import dataclass

from deskctl.mail.classification.automatic import is_machine_address
from deskctl.mail.classification.bounces import is_bounce
from deskctl.mail.classification.desk_lookups import DeskLookups
from deskctl.mail.message.addresses import domain_of
from deskctl.mail.parsed_message import ParsedMail


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


def name_writer(reading: ParsedMail, own_addresses: frozenset[str]) -> None:
    """Take the reply address for the sender of a mail that a form on a website sent.

    A form sends in the desk's own name, or in that of an address that nobody reads. No automatic answer goes there.
    """
    is_of_form = reading.from_address in own_addresses or is_machine_address(reading.from_address)
    writer = next((one for one in reading.reply_to if one not in own_addresses and not is_machine_address(one)), "")
    if is_of_form and writer and not is_bounce(reading):
        reading.from_address, reading.from_name = writer, ""
        reading.signs.unsigned = True


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
