"""Building the bytes of a mail; the library writes the headers, so that untrusted text cannot add one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

LOOP_HEADER = "X-Deskctl-Loop"
_NOT_ASCII = "the mail server cannot send to an address whose name is not in ASCII"
_LONGEST_LINE = 76
_LONGEST_ID = 900  # a line of a mail has at most 998 bytes
_IDS = frozenset({"message-id", "in-reply-to", "references"})
_MOST_REFERENCES = 10


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file attached to a mail."""

    name: str
    type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one recipient; `machine` is False if a person wrote it, `sender` is None for who opens its file."""

    sender: tuple[str, str] | None
    recipient: tuple[str, str]
    subject: str
    text: str
    message_id: str
    desk_id: str = ""
    answers: Sequence[str] = ()
    machine: bool = True
    files: Sequence[AttachedFile] = field(default=())


class _WholeIds(EmailPolicy):
    """The library's policy, which folds a long message id into an encoded word, with one whole id per line."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as bytes."""
        if name.lower() not in _IDS:
            return super().fold_binary(name, value)
        return f"{name}: ".encode() + b"\r\n ".join(str(value).encode().split()) + b"\r\n"


_POLICY = _WholeIds(linesep="\r\n")


def bytes_of(mail: Mail, now: datetime) -> bytes:
    """Return the bytes of a mail for the server; raises `ValueError` if no server accepts its recipient."""
    message = EmailMessage(policy=_POLICY)
    if mail.sender:
        message["From"] = _address(mail.sender)
    message["To"] = _address(mail.recipient)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = one_line(mail.message_id)
    answered = [one for one in mail.answers if len(one) <= _LONGEST_ID and one.isascii() and " " not in one]
    if answered:
        message["In-Reply-To"] = one_line(answered[-1])
        message["References"] = one_line(" ".join(answered[-_MOST_REFERENCES:]))
    if mail.desk_id:
        message[LOOP_HEADER] = one_line(mail.desk_id)
    if mail.machine:
        message["Auto-Submitted"] = "auto-replied" if answered else "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text, charset="utf-8", cte=_encoding(mail.text))
    for file in mail.files:
        main, _, sub = file.type.partition("/")
        message.add_attachment(file.data, maintype=main, subtype=sub or "octet-stream", filename=one_line(file.name))
    return message.as_bytes()


def one_line(text: str) -> str:
    """Return a text for a header, without control characters and line ends."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def address_for_servers(address: str) -> str:
    """Return an address in ASCII; raises `ValueError` if that is impossible."""
    return _parsed("", address).addr_spec


def _address(person: tuple[str, str]) -> Address:
    return _parsed(*person)


def _parsed(name: str, address: str) -> Address:
    local, _, domain = one_line(address).replace(" ", "").rpartition("@")
    if not local.isascii():
        raise ValueError(_NOT_ASCII)
    return Address(
        display_name=one_line(name),
        username=local.removeprefix('"').removesuffix('"'),
        domain=domain if domain.isascii() else domain.encode("idna").decode("ascii"),
    )


def _encoding(text: str) -> str:
    plain = text.isascii() and all(len(line) <= _LONGEST_LINE for line in text.splitlines())
    return "7bit" if plain else "base64"
