"""The columns of a mail, from what was read and what it was found to be."""

import json
from typing import Any

from deskctl.mail.classification.classify import Classified
from deskctl.mail.reading import Reading
from deskctl.names import ticket_name

_LONGEST = 500


def columns_of(reading: Reading, found: Classified) -> dict[str, Any]:
    """Return the columns of a mail that was read."""
    return {
        "message_id": reading.message_id or None,
        "from_contact": found.sender.contact,
        "subject": reading.subject,
        "identity": reading.identity or None,
        "from_address": reading.from_address or None,
        "from_name": reading.from_name[:_LONGEST] or None,
        "addresses": json.dumps(reading.to, ensure_ascii=False),
        "customer": found.sender.customer,
        "date_header": reading.date_header or None,
        "kind": found.kind,
        "reason": found.reason,
        "joins": found.joins,
        "suggests": json.dumps([ticket_name(number) for number in found.suggests]),
        "auto_answer": int(found.auto_answer),
        "answers": found.answers.id if found.answers else None,
        "duplicate_of": found.duplicate_of,
        "text": reading.text,
        "text_new": None if reading.text_new == reading.text else reading.text_new,
    }
