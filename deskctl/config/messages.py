"""The settings for messages: mailboxes, the outgoing server, chat robots. Secrets are in files of their own."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from deskctl.config.file import settings
from deskctl.config.places import config_file
from deskctl.errors import BadData
from deskctl.language.i18n import N_

_CREDENTIAL = "credential:"
_LARGEST = 30  # megabytes
_CERTIFICATE = b"CERTIFICATE-----"


class MessageSettings(NamedTuple):
    """The settings for messages: the tables `mail`, `mail.account`, `mail.out` and `channel`."""

    mail: Mapping[str, Any]
    accounts: Mapping[str, Mapping[str, Any]]
    out: Mapping[str, Any]
    channels: Mapping[str, Mapping[str, Any]]

    @property
    def own_addresses(self) -> frozenset[str]:
        """The addresses at which the desk receives mail, and the one it sends from, in lower case."""
        named = [account.get("addresses", ()) for account in self.accounts.values()]
        addresses = [address for value in named for address in ([value] if isinstance(value, str) else value)]
        return frozenset(address.strip().lower() for address in (*addresses, self.sender[1]) if address)

    @property
    def sender(self) -> tuple[str, str]:
        """The name and the address that the desk sends from; both are empty if nothing is set."""
        name, mark, address = str(self.out.get("from", "")).rpartition("<")
        return name.strip().strip('"') if mark else "", address.strip("> ")

    @property
    def sender_domain(self) -> str:
        """The domain of the address that the desk sends from."""
        return self.sender[1].rpartition("@")[2]

    @property
    def sends_mail(self) -> bool:
        """Whether the desk can send mail."""
        return bool(self.out.get("smtp") and self.sender[1])

    @property
    def largest(self) -> int:
        """The most bytes of a mail that is accepted."""
        return int(self.mail.get("max_mail", _LARGEST)) << 20

    def desk_id(self, store: str) -> str:
        """Return the value of the desk's loop header: as configured, else derived from the path of the store."""
        configured = self.mail.get("desk_id")
        if configured:
            return str(configured)
        import hashlib  # loads OpenSSL, which takes 2% of the time to open a ticket

        return f"desk-{hashlib.sha256(os.path.realpath(store).encode()).hexdigest()[:12]}"


def message_settings() -> MessageSettings:
    """Return the settings for messages; raises `BadData`."""
    mail = settings().get("mail", {})
    return MessageSettings(mail, mail.get("account", {}), mail.get("out", {}), settings().get("channel", {}))


def secret_in(place: str) -> str:
    """Read a secret from `credential:NAME` of systemd, or from a path relative to the settings file."""
    path = _path_of(place)
    try:
        return path.read_text(encoding="utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise BadData(N_("{path} cannot be read: {reason}"), path=str(path), reason=reason) from error


def certificate_of(table: Mapping[str, Any], name: str) -> str:
    """Return the path of the certificate in a table of the settings, empty if there is none; raises `BadData`."""
    if not table.get("ca"):
        return ""
    path, field = _path_of(str(table["ca"])), f"{name}.ca"
    try:
        is_certificate = _CERTIFICATE in path.read_bytes()
    except OSError as error:
        words = N_("{path} cannot be read: {reason}")
        raise BadData(words, path=str(path), reason=error.strerror, field=field) from error
    if not is_certificate:
        raise BadData(N_("{path} is not a certificate in PEM format."), path=str(path), field=field)
    return str(path)


def _path_of(place: str) -> Path:
    if place.startswith(_CREDENTIAL):
        return Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nonexistent")) / place.removeprefix(_CREDENTIAL)
    return config_file().parent / Path(place).expanduser()
