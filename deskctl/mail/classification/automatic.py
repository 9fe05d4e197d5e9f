"""Distinguish messages that machines wrote from those of people."""

import re

from deskctl.mail.parsed_message import Reading

_AWAY = re.compile(
    r"\s*[\[【(]?\s*(?:自动回复|自動回覆|自动答复|自動回復|休假自动回复"
    r"|Automatic reply|Auto(?:matic)?[ -]?(?:reply|response)|Auto:|Out of (?:the )?office"
    r"|Autoreply|Abwesenheitsnotiz|Automatische Antwort|Réponse automatique)",
    re.IGNORECASE,
)
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_MACHINES = re.compile(
    r"(?:mailer-daemon|postmaster|no-?_?reply|do-?_?not-?_?reply|donotreply|bounces?|noreply[-+._].*|microsoftexchange.*)\Z",
    re.IGNORECASE,
)


def is_automatic_reply(reading: Reading) -> bool:
    """Return True if a message says that it is an automatic answer."""
    signs = reading.signs
    return (
        signs.auto_submitted in {"auto-replied", "auto-notified"}
        or signs.auto_reply
        or signs.precedence == "auto_reply"
        or bool(_AWAY.match(reading.subject))
    )


def is_generated(reading: Reading) -> bool:
    """Return True if a machine made a message."""
    return reading.signs.auto_submitted not in {"", "no"}


def is_bulk(reading: Reading) -> bool:
    """Return True if a message went to many."""
    return reading.signs.list_id or reading.signs.precedence in _BULK


def is_machine_address(address: str) -> bool:
    """Return True if nobody reads what is sent to an address."""
    return bool(_MACHINES.match(address.rpartition("@")[0]))


def allows_answer(reading: Reading) -> bool:
    """Return True if nothing in a message forbids that a machine answers it."""
    signs = reading.signs
    return not (
        is_generated(reading)
        or is_automatic_reply(reading)
        or is_bulk(reading)
        or signs.null_sender
        or signs.unsigned
        or signs.suppress not in {"", "none"}
        or is_machine_address(reading.from_address)
    )
