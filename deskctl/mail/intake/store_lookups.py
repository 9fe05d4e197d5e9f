"""The lookups of classification in the store and the settings of a desk."""

from collections.abc import Iterable
from dataclasses import dataclass

from deskctl.mail.classification.desk_lookups import OwnMail, Person
from deskctl.queries.messages.senders import contacts_of_address, customer_of_domain, staff_of_address
from deskctl.queries.messages.sent_messages import own_messages, ticket_of_customer
from deskctl.queries.messages.stored_mails import same_mail
from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class StoreLookups:
    """The lookups in the store of one desk, within a transaction."""

    conn: Reader
    desk_id: str
    own_addresses: frozenset[str]

    def staff(self, address: str) -> str | None:
        """Return the person of the staff with an address."""
        return staff_of_address(self.conn, address)

    def contacts(self, address: str) -> list[Person]:
        """Return the contacts with an address."""
        return [Person(*row) for row in contacts_of_address(self.conn, address)]

    def customer_of_domain(self, domain: str) -> str | None:
        """Return the customer with a mail domain, if there is exactly one."""
        return customer_of_domain(self.conn, domain)

    def own_mails(self, message_ids: Iterable[str]) -> list[OwnMail]:
        """Return the desk's own messages among some message ids."""
        return [OwnMail(*row) for row in own_messages(self.conn, message_ids)]

    def ticket_customer(self, ticket: int) -> str | None:
        """Return the customer of a ticket."""
        return ticket_of_customer(self.conn, ticket)

    def same_mail(self, message_id: str, identity: str) -> str | None:
        """Return the mail with the same message id and the same content."""
        return same_mail(self.conn, message_id, identity)
