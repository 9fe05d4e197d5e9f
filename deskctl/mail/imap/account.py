"""The address and options of a mailbox in the settings."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_PORTS = {"imaps": 993, "imap+starttls": 143, "imap": 143}


class BadAddress(ValueError):
    """An address that is not that of a mailbox; the text gives the reason."""


@dataclass(frozen=True, slots=True)
class Account:
    """A mailbox and how mail is fetched from it, without secrets, which are read when they are used."""

    name: str
    host: str
    port: int
    security: str
    user: str
    folder: str = "INBOX"
    handled: str = ""
    ca: str = ""
    since: str = "now"
    largest: int = 30 << 20


def server_of(address: str) -> tuple[str, str, str, int]:
    """Return scheme, user, host and port of `imaps://USER@HOST:PORT`; the user may hold an at sign."""
    scheme, mark, location = address.partition("://")
    user, _, place = location.partition("/")[0].rpartition("@")
    if not mark or not place or ":" in user or any(character < " " for character in address):
        raise BadAddress(address.partition("://")[0])
    try:
        parts = urlsplit(f"//{place}")
        port = parts.port
    except ValueError as wrong:
        raise BadAddress(str(wrong)) from wrong
    if scheme not in _PORTS or not parts.hostname:
        raise BadAddress(scheme)
    return scheme, unquote(user), parts.hostname, port or _PORTS[scheme]
