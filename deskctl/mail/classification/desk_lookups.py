"""What classification looks up in a desk, as a protocol."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Person:
    """A contact of a customer who has a mail address."""

    contact: str
    customer: str


@dataclass(frozen=True, slots=True)
class OwnMail:
    """A message that the desk sent."""

    id: str
    message_id: str
    ticket: int | None
    recipient: str


class DeskLookups(Protocol):
    """The lookups that classification makes."""

    @property
    def desk_id(self) -> str:
        """The value of the desk's own loop header."""

    @property
    def own_addresses(self) -> frozenset[str]:
        """The addresses at which the desk receives mail, in lower case."""

    def staff(self, address: str) -> str | None:
        """Return the person of the staff with an address."""

    def contacts(self, address: str) -> list[Person]:
        """Return the contacts with an address."""

    def customer_of_domain(self, domain: str) -> str | None:
        """Return the customer with a mail domain, if there is exactly one."""

    def own_mails(self, message_ids: Iterable[str]) -> list[OwnMail]:
        """Return the desk's own messages among some message ids, in their order."""

    def ticket_customer(self, ticket: int) -> str | None:
        """Return the customer of a ticket, or None."""

    def same_mail(self, message_id: str, identity: str) -> str | None:
        """Return the mail with the same message id and the same content."""
