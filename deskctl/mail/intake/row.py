"""The columns of a mail, from its content and its classification."""

import json
from typing import Any

from deskctl.mail.classification.classify import Classified
from deskctl.mail.parsed_message import ParsedMail
from deskctl.names import ticket_name

_LONGEST = 500


def columns_of(reading: ParsedMail, classified: Classified) -> dict[str, Any]:
    """Return the columns of a mail."""
    return {
        "message_id": reading.message_id or None,
        "from_contact": classified.sender.contact,
        "subject": reading.subject,
        "identity": reading.identity or None,
        "from_address": reading.from_address or None,
        "from_name": reading.from_name[:_LONGEST] or None,
        "addresses": json.dumps(reading.to, ensure_ascii=False),
        "customer": classified.sender.customer,
        "date_header": reading.date_header or None,
        "kind": classified.kind,
        "reason": classified.reason,
        "joins": classified.joins,
        "suggests": json.dumps([ticket_name(number) for number in classified.suggests]),
        "auto_answer": int(classified.auto_answer),
        "answers": classified.answers.id if classified.answers else None,
        "duplicate_of": classified.duplicate_of,
        "text": reading.text,
        "text_new": None if reading.text_new == reading.text else reading.text_new,
    }
