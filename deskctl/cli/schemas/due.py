"""The shapes of the due list."""

from collections.abc import Mapping

_ROW = {
    "kind": "text", "subject": "text", "title": "text", "customer": "text?", "site": "text?", "ticket": "ticket?",
    "clause": "text", "role": "text", "owner": "text?", "start": "time?", "due_on": "date?", "due_at": "time?",
    "remaining": "int?", "state": "text", "soft": "bool", "planned_at": "time?", "hint": "text?",
}  # fmt: skip
SHAPES_OF_THE_DUE_LIST: Mapping[str, Mapping[str, str]] = {
    "due-row": _ROW,
    "due-row-full": {**_ROW, "words": "{text}"},
    "mode-advice": {
        "need": "text",
        "mode": "text",
        "clause": "text",
        "sentence": "text?",
        "courses": "[text]",
        "faq": "[text]",
        "other": "[text]",
    },
    "stock-cover": {
        "model": "text",
        "state": "text",
        "assets": "[text]",
        "customers": "[text]",
        "parts": "[text]",
        "loaners": "[text]",
    },
    "customer-card": {
        "id": "text",
        "name": "text",
        "name_en": "text?",
        "lang": "text",
        "key_customer": "bool",
        "agreed_phone": "text?",
        "contract": "any",
        "contacts": "[any]",
        "sites": "[any]",
        "assets": "[any]",
        "open_tickets": "[any]",
        "last_tickets": "[any]",
        "last_return_visit": "time?",
        "due": "[shape:due-row]",
    },
    "advisory-match": {"customer": "text", "assets": "[text]", "maintained": "bool", "delivered": "bool"},
    "checklist-items": {
        "id": "text",
        "version": "int",
        "name": "text",
        "own": "bool",
        "classes": "[text]",
        "uses": "[text]",
        "required": "int",
        "items": "[any]",
    },
    "due-count": {"kind": "text", "rows": "int", "overdue": "int"},
}
