"""Names that every layer uses: of tickets, of the desk as an actor, and of the default policy."""

import re

from deskctl.errors import Usage
from deskctl.language.i18n import N_

DEFAULT_POLICY = "after-sales"
"""The policy of customers whose contract names none."""

DESK = "DESK"
"""The actor of actions that the desk's worker records, not a person."""

ERASED_TEXT = N_("[erased]")
"""Replaces an erased name, phone number or address."""

_NAME = r"(?:[Tt]-?)?([0-9]{1,18})"


def ticket_number(text: str) -> int:
    """Return the number in the name of a ticket: `17`, `T-17`, `T-017` and full-width `Ｔ－１７` are the same."""
    spelled = text
    if not text.isascii():
        from deskctl.language.folding import fold

        spelled = fold(text)
    match = re.fullmatch(_NAME, spelled.strip())
    if match is None:
        raise Usage(N_("{text!r} does not name a ticket: write 17 or T-017."), text=text)
    return int(match[1])


def address_spellings(address: str) -> tuple[str, str]:
    """Return a mail address or a domain as it is, and with its international domain in the other spelling.

    `wang@例子.example` and `wang@xn--fsqu00a.example` are the same; without such a domain both are equal.
    """
    local, at, domain = address.rpartition("@")
    try:
        other = domain.encode("idna").decode("ascii") if not domain.isascii() else domain.encode("ascii").decode("idna")
    except UnicodeError:
        other = domain
    return address, f"{local}{at}{other}"


def ticket_name(number: int) -> str:
    """Return the name of a ticket: `T-` and at least three digits."""
    return f"T-{number:03d}"
