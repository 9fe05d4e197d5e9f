"""The shapes of the due list, planned visits and other services besides tickets."""

from collections.abc import Mapping

from deskctl.cli.schemas import Form

_ROW: Form = {
    "kind": "text", "subject": "text", "title": "text", "customer": "text?", "site": "text?", "ticket": "ticket?",
    "clause": "text", "role": "text", "owner": "text?", "start": "time?", "due_on": "date?", "due_at": "time?",
    "remaining": "int?", "state": "text", "soft": "bool", "planned_at": "time?", "hint": "text?",
}  # fmt: skip
SHAPES: Mapping[str, Form] = {
    "due-row": _ROW,
    "due-event": {"event": "text", "stage": "text", "at": "time?", **_ROW},
    "due-row-full": {**_ROW, "words": "{text}"},
    "dispatch-row": {
        "id": "text", "of": "text", "customer": "text?", "customer_name": "text?", "site": "text?",
        "site_name": "text?", "engineers": "[text]", "from": "time", "until": "time?", "travel_minutes": "int",
        "leave_by": "time", "purpose": "text?", "state": "text", "promise_due": "time?", "conflicts": "[any]",
    },
    "free-engineer": {
        "staff": "text", "name": "text", "role": "text", "skills": "[text]", "phone": "text?", "where": "text",
        "ticket": "ticket?", "site": "text?", "minutes": "int?", "next": "text?",
    },
    "shift-shown": {
        "id": "text", "staff": "text", "at": "time", "text": "text", "tickets": "[shape:ticket]",
        "confirmed_at": "time?", "confirmed_by": "text?", "history": "[shape:record-action]",
    },
    "month-figures": {
        "month": "text", "customer": "text?", "as_of": "time", "new": "int", "closed": "int", "open": "int",
        "promises_met": "int", "promises_missed": "int", "promises_rate": "number?", "services_met": "int",
        "services_missed": "int", "services_rate": "number?", "services": "[shape:services-kept]",
        "entered_late": "int", "left_out": "int", "visits": "int", "scores": "[any]", "unanswered": "int",
    },
    "services-kept": {
        "kind": "text", "clause": "text", "planned": "int", "met": "int", "missed": "int", "overdue": "int",
        "waived": "int", "coming": "int", "rate": "number?",
    },
    "exported-visits": {"file": "text", "visits": "int"},
    "mode-advice": {
        "need": "text", "mode": "text", "clause": "text", "sentence": "text?", "available_now": "bool",
        "courses": "[text]", "faq": "[text]", "like_questions": "int", "trainings": "[text]", "accounts": "[text]",
        "address": "text?", "on_call": "text?", "entitled": "bool?", "reasons": "[text]", "other": "[text]",
    },
    "stock-cover": {
        "model": "text", "state": "text", "assets": "[text]", "customers": "[text]", "parts": "[text]",
        "loaners": "[text]",
    },
    "customer-card": {
        "id": "text", "name": "text", "name_en": "text?", "lang": "text", "key_customer": "bool",
        "agreed_phone": "text?", "contract": "any", "contacts": "[any]", "sites": "[any]", "assets": "[any]",
        "open_tickets": "[any]", "last_tickets": "[any]", "last_return_visit": "time?", "due": "[shape:due-row]",
    },
    "advisory-match": {"customer": "text", "assets": "[text]", "maintained": "bool", "delivered": "bool"},
    "checklist-items": {
        "id": "text", "version": "int", "name": "text", "own": "bool", "classes": "[text]", "uses": "[text]",
        "items": "[any]", "required": "int",
    },
    "due-count": {"kind": "text", "rows": "int", "overdue": "int"},
}  # fmt: skip
