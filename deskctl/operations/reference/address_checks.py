"""Checks of a person's mail address and quiet hours."""

from deskctl.config.known_settings import hours
from deskctl.errors import BadData
from deskctl.language.i18n import N_

_LONGEST = 320  # of an address, by RFC 3696


def check_address(address: str | None) -> None:
    """Refuse an invalid mail address; none at all is allowed."""
    if not address:
        return
    local, _at, domain = address.rpartition("@")
    is_valid = local and domain and len(address) <= _LONGEST
    if not is_valid or not address.isprintable() or any(character in address for character in ' ,;<>"'):
        raise BadData(N_("{value!r} is not a mail address."), value=address, field="email")


def check_hours(value: str | None) -> None:
    """Refuse an invalid range of hours."""
    try:
        if value:
            hours(value)
    except ValueError as wrong:
        raise BadData(
            N_("{value!r} is not a range of hours; write it as {form}."),
            value=value,
            form="22:00-07:00",
            field="quiet_hours",
        ) from wrong
