"""The text of a mail in the log of a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 2_000


def note_of_mail(mail: Mapping[str, Any]) -> str:
    """Return the new text of a mail, or its subject if it has none."""
    text = mail["text"] if mail["text_new"] is None else mail["text_new"]
    return str(text or mail["subject"] or "")[:_LONGEST]
