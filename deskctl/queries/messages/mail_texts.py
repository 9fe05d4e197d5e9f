"""What people read of the text of a mail: its note in the log of a ticket, or a hint if it cannot be read here.

That is so if a mail is encrypted, or if its text and signature are together in an attachment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deskctl.store.port import Reader

_LONGEST = 2_000
_TYPES = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_CERTIFICATES = ".p7c"
"""The ending of the name of a file that holds nothing but certificates."""

_SEALED_FILE = (
    f"attachment.type IN ({', '.join(map(repr, _TYPES))}) AND lower(attachment.name) NOT LIKE '%{_CERTIFICATES}'"
)
"""The condition of SQL for a file that holds the text of its mail."""

SEALED = (
    "(coalesce(mail.text, '') = '' AND EXISTS (SELECT 1 FROM attachment"
    f' WHERE attachment."of" = mail.id AND {_SEALED_FILE}))'
)
"""The condition of SQL for such a mail."""
_OF_VALUES = (
    f"SELECT 1 FROM (SELECT CAST(? AS VARCHAR) AS type, CAST(? AS VARCHAR) AS name) AS attachment WHERE {_SEALED_FILE}"
)

HINT = N_("(cannot be read here: encrypted or signed as a whole, see the attachment)")
"""What people read in place of its text."""

NOT_AUTHENTICATED = "not_authenticated"
"""The reason of a new mail that the mail server does not believe to be from its sender."""
DOUBT = N_("(sender not authenticated: somebody else may have written this)")
"""What people read below the subject of such a mail."""


def is_sealed(conn: Reader, text: str, files: Iterable[tuple[str, str]]) -> bool:
    """Return whether nobody can read a mail that is not stored yet: its text, and the type and name of each file."""
    return not text and any(conn.execute(_OF_VALUES, file).fetchone() is not None for file in files)


def is_sealed_mail(conn: Reader, mail: str) -> bool:
    """Return whether nobody can read a stored mail."""
    return conn.execute(f"SELECT 1 FROM mail WHERE id = ? AND {SEALED}", (mail,)).fetchone() is not None


def is_doubtful_mail(conn: Reader, mail: str) -> bool:
    """Return whether the sender of a stored mail is not authenticated."""
    found = conn.execute("SELECT 1 FROM mail WHERE id = ? AND reason = ?", (mail, NOT_AUTHENTICATED))
    return found.fetchone() is not None


def evidence_of_mail(conn: Reader, mail: str | None) -> dict[str, Any]:
    """Return the data by which an action names a mail, with a mark if nobody can read it."""
    return {"mail": mail, "sealed": True} if is_sealed_mail(conn, str(mail)) else {"mail": mail}


def note_of_mail(mail: Mapping[str, Any]) -> str:
    """Return the new text of a mail, or its subject if it has none."""
    text = mail["text"] if mail["text_new"] is None else mail["text_new"]
    return str(text or mail["subject"] or "")[:_LONGEST]
