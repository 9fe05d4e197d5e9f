"""A mail as a file for a person to send with a mail program."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import make_msgid
from pathlib import Path

from deskctl.config.messages import message_settings
from deskctl.notify.envelope import AttachedFile, Mail, bytes_of
from deskctl.private_files import open_private
from deskctl.sla.facts import Instant

_LOCAL = "localhost"
_UNSENT = b"X-Unsent: 1\r\n"
"""The header by which mail programs open the file as a mail still to be sent."""


def write_mail_file(
    path: Path, recipient: tuple[str, str], subject: str, text: str, files: Sequence[AttachedFile], now: Instant
) -> None:
    """Write a mail to a file that only its owner can read, from the desk's address if one is set."""
    settings = message_settings()
    sender = settings.sender
    mail = Mail(
        sender if sender[1] else None, recipient, subject, text,
        make_msgid(domain=settings.sender_domain or _LOCAL), machine=False, files=files,
    )  # fmt: skip
    with open(open_private(path), "wb") as file:  # noqa: PTH123 - the descriptor is the owner's alone
        file.truncate()
        file.write(_UNSENT + bytes_of(mail, datetime.fromtimestamp(now, UTC)))
