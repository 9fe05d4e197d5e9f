"""Building the bytes of a mail; the library writes the headers, so that untrusted text cannot add one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

LOOP_HEADER = "X-Deskctl-Loop"
_LONGEST_LINE = 76
_LONGEST_ID = 70  # the library folds a longer one into an encoded word
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


def bytes_of(mail: Mail, now: datetime) -> bytes:
    """Return the bytes of a mail for the server."""
    message = EmailMessage(policy=SMTP)
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


def _address(person: tuple[str, str]) -> Address:
    name, address = person
    return Address(display_name=one_line(name), addr_spec=one_line(address).replace(" ", ""))


def _encoding(text: str) -> str:
    plain = text.isascii() and all(len(line) <= _LONGEST_LINE for line in text.splitlines())
    return "7bit" if plain else "base64"
