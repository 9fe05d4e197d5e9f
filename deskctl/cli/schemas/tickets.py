"""The shapes of a ticket: in a list, in full, and of its parts."""

from collections.abc import Mapping

from deskctl.cli.schemas import Form
from deskctl.cli.schemas.forms import columns

TICKET: Form = {
    "ticket": "ticket", "title": "text", "customer": "text?", "customer_name": "text?", "site": "text?",
    "kind": "text", "catalog": "text?", "channel": "text", "level": "text", "severity": "text?", "mode": "text",
    "status": "text", "owner": "text?", "reported_at": "time", "next_due_at": "time?", "next_milestone": "text?",
    "next_clause": "text?", "remaining": "int?", "overdue": "bool", "contact": "text?",
    "contact_name": "text?", "last_seq": "int", "updated_at": "time", "closed_at": "time?", "external_id": "text?",
    "tags": "[text]",
}  # fmt: skip
_STEP: Form = {"action": "text?", **{name: form if form.endswith("?") else f"{form}?" for name, form in TICKET.items()}}
ACTION: Form = {
    "seq": "int", "at": "time", "recorded_at": "time", "actor": "text?", "actor_name": "text?", "event": "text",
    "note": "text", "data": "any", "contested": "bool", "late_by": "int", "taken_back_by": "any", "public": "bool",
    "imported": "any",
}  # fmt: skip

SHAPES: Mapping[str, Form] = {
    "ticket": TICKET,
    "ticket-full": {
        **TICKET,
        "paused_until": "time?",
        **columns("ticket", "number", "last_seq", "changed_at", "next_warns_at", "paused_until"),
        "checklist": "[any]", "followed_by": "[ticket]",
        "assets": "[text]",
        "affected_sites": "[text]", "bug": "shape:bug?", "upgrade": "shape:upgrade?", "change": "shape:change?",
        "charge": "shape:charge?", "actions": "[shape:action]", "clocks": "[shape:clock]",
        "reports": "[shape:issued]", "consents": "[shape:consent]", "visits": "[shape:ticket-visit]",
        "parts": "[shape:part-used]",
    },
    "action": ACTION,
    "bug": columns("bug", "ticket"),
    "upgrade": columns("upgrade", "ticket"),
    "change": columns("change", "ticket"),
    "charge": columns("charge", "ticket"),
    "issued": columns("report", "ticket", "archived", "files"),
    "consent": {
        "seq": "int", "at": "time", "to": "text", "given": "bool", "scope": "text?", "by_contact": "text?",
        "how": "text?", "cost": "number?", "recorded_by": "text?", "note": "text",
    },
    "ticket-visit": {
        "visit": "int?", "id": "text?", "engineer": "text?", "until": "text?", "confirmed_at": "time?",
        "requested_at": "time?", "reason": "text?", "planned_at": "text?",
        "replied_at": "time?", "eta": "text?", "departed_at": "time?", "transport": "text?", "arrived_at": "time?",
        "delay_reason": "text?", "logs": "[any]", "left_at": "time?", "cancelled_at": "time?",
        "signed_sheet": "text?",
    },
    "part-used": {
        "part": "text?", "qty": "int?", "request": "text?", "old_serial": "text?", "new_serial": "text?",
        "rma": "text?", "requested_at": "time?", "received_at": "time?", "installed_at": "time?",
        "returned_at": "time?",
    },
    "step": _STEP,
    "asked-step": {**_STEP, "training_need": "[ticket]?", "advice": "shape:mode-advice?"},
    "step-secret": {**_STEP, "password": "text"},
}  # fmt: skip
