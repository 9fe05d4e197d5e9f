"""The shapes of messages: mails, files, the outbox."""

from collections.abc import Mapping

from deskctl.cli.schemas import Form

_FROM: Form = {
    "mail": "text", "received_at": "time", "due_at": "time?", "remaining": "int?", "kind": "text", "state": "text",
    "from_address": "text?", "from_name": "text?", "contact": "text?", "customer": "text?",
}  # fmt: skip
_FOR: Form = {"joins": "ticket?", "ticket": "ticket?"}

_OUTBOX: Form = {
    "outbox": "text", "created_at": "time", "kind": "text", "state": "text", "channel": "text", "recipient": "text",
    "ticket": "ticket?", "mail": "text?", "staff": "text?", "contact": "text?", "subject": "text?", "next_try": "time?",
    "sent_at": "time?", "tries": "int", "uncertain": "bool", "urgent": "bool", "receipt": "text?",
    "closed_reason": "text?",
}  # fmt: skip

_FILE: Form = {
    "attachment": "text", "of": "text", "name": "text", "type": "text", "size": "int", "kind": "text",
    "public": "bool", "sha256": "text", "inline": "bool", "claims": "text?", "step": "text?", "version": "int?",
    "added_at": "time", "added_by": "text", "hidden_at": "time?", "purged_at": "time?",
}  # fmt: skip

SHAPES: Mapping[str, Form] = {
    "mail-taken": {"mail": "text", "file": "text", "kind": "text", "known": "bool"},
    "mail": {**_FROM, "customer_name": "text?", "subject": "text", "first_line": "text", "sealed": "bool", **_FOR},
    "mail-full": {
        **_FROM, "subject": "text", **_FOR, "account": "text?", "addresses": "[text]", "suggests": "[ticket]",
        "auto_answer": "bool", "reason": "text?", "answers": "text?", "duplicate_of": "text?", "text": "text?",
        "text_new": "text?", "sealed": "bool",
        "attachments": "[shape:mail-file]", "handled_at": "time?", "handled_by": "text?", "message_id": "text?",
        "size": "int?", "sha256": "text?",
    },
    "mail-file": {"attachment": "text", "name": "text", "size": "int", "type": "text", "inline": "bool"},
    "attachment": _FILE,
    "attachment-step": {"action": "text", **_FILE},
    "outbox": _OUTBOX,
    "outbox-full": {
        **_OUTBOX, "lang": "text?", "rule": "text?", "step": "int?", "caused_by": "text?", "asked_by": "text?",
        "message_id": "text?", "body": "text?", "bounce_status": "text?", "acknowledged_by": "text?",
        "acknowledged_how": "text?", "not_before": "time?", "expires_at": "time?", "bounced_at": "time?",
        "acknowledged_at": "time?", "facts": "any", "history": "[shape:outbox-try]",
    },
    "outbox-try": {"no": "int", "at": "time", "outcome": "text", "code": "text", "words": "text"},
    "weakness": {"where": "text", "what": "text", "start": "time?", "end": "time?"},
    "tested": {"outbox": "text", "outcome": "text", "code": "text", "words": "text"},
    "mail-template": {
        "template": "text", "lang": "text", "file": "text", "ok": "bool", "subject": "text?", "error": "text?",
    },
    "served": {"received": "int", "sent": "int"},
    "saved-file": {"file": "text", "size": "int", "sha256": "text"},
}  # fmt: skip
