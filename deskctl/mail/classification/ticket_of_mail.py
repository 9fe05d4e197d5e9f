"""The ticket that a message belongs to: that of the own message it answers, or the one in its subject."""

import re
from collections.abc import Iterable

from deskctl.mail.classification.desk_lookups import DeskLookups, OwnMail
from deskctl.mail.classification.numbers import bracketed_numbers
from deskctl.mail.classification.sender import Sender
from deskctl.mail.parsed_message import ParsedMail
from deskctl.names import address_spellings

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_EXCERPT, _MOST_ADDRESSES = 4_000, 20


def answered_mail(own: Iterable[OwnMail], sender: Sender, lookups: DeskLookups) -> OwnMail | None:
    """Return the first own message that the sender may answer: as its recipient, as staff, or for its customer."""
    for mail in own:
        customer = lookups.ticket_customer(mail.ticket) if mail.ticket is not None else None
        if sender.staff or mail.recipient in address_spellings(sender.address) or customer in sender.customers:
            return mail
    return None


def ticket_in_subject(subject: str, sender: Sender, lookups: DeskLookups) -> int | None:
    """Return the only ticket in the subject, if the sender is a contact of its customer."""
    numbers = bracketed_numbers(subject)
    if len(numbers) != 1 or not (sender.address and lookups.contacts(sender.address)):
        return None
    return numbers[0] if lookups.ticket_customer(numbers[0]) in sender.customers else None


def reported_ticket(reading: ParsedMail, lookups: DeskLookups) -> int | None:
    """Return the only ticket that a report without a message id names, if it also names a contact of its customer."""
    text = f"{reading.subject}\n{reading.text[:_EXCERPT]}"
    numbers = bracketed_numbers(text)
    customer = lookups.ticket_customer(numbers[0]) if len(numbers) == 1 else None
    if customer is None:
        return None
    addresses = dict.fromkeys(address.lower() for address in _ADDRESS.findall(text))
    persons = (person for address in [*addresses][:_MOST_ADDRESSES] for person in lookups.contacts(address))
    return numbers[0] if any(person.customer == customer for person in persons) else None
