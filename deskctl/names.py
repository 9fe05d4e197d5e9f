"""Names that every layer knows: how a ticket is named, the desk itself, and the policy that applies by default."""

import re

from deskctl.errors import Usage
from deskctl.language.i18n import N_

DEFAULT_POLICY = "after-sales"
"""The policy of customers whose contract names none."""

DESK = "DESK"
"""The actor of actions that no person took: the worker of the desk."""

ERASED_TEXT = N_("[erased]")
"""Stands in place of a name, a phone number or an address that was erased."""

_NAME = r"(?:[Tt]-?)?([0-9]{1,18})"


def ticket_number(text: str) -> int:
    """Read the number of a ticket from its name: `17`, `T-17` and `T-017` are the same."""
    match = re.fullmatch(_NAME, text.strip())
    if match is None:
        raise Usage(N_("{text!r} does not name a ticket: write 17 or T-017."), text=text)
    return int(match[1])


def ticket_name(number: int) -> str:
    """Write the name of a ticket: `T-` and at least three digits."""
    return f"T-{number:03d}"
