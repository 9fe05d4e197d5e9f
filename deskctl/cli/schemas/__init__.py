"""Every shape of JSON that deskctl writes, field by field.

A form is one of text, int, number, bool, time, date, ticket, any, `[form]` for a list, `{form}` for a mapping, or
`shape:NAME` for another shape; a `?` at the end means that it may be null.
"""

from collections.abc import Mapping

from deskctl.cli.schemas.desk import SHAPES_OF_THE_DESK
from deskctl.cli.schemas.due import SHAPES_OF_THE_DUE_LIST
from deskctl.cli.schemas.messages import SHAPES_OF_MESSAGES
from deskctl.cli.schemas.records import SHAPES_OF_RECORDS, Form
from deskctl.cli.schemas.tickets import CLOCK, SHAPES_OF_A_TICKET, TICKET

_STEP: Form = {"action": "text?", **{name: form if form.endswith("?") else f"{form}?" for name, form in TICKET.items()}}

SHAPES: Mapping[str, Form] = {
    **SHAPES_OF_A_TICKET,
    "step": _STEP,
    "asked-step": {**_STEP, "training_need": "[ticket]?", "advice": "shape:mode-advice?"},
    "step-secret": {**_STEP, "password": "text"},
    "foresight": {"dry_run": "bool", "ticket": "ticket?", "events": "[text]", "clocks": "[shape:clock-change]"},
    "clock-change": {"clause": "text?", "milestone": "text?", "before": "shape:clock-state?",
        "after": "shape:clock-state?"},
    "clock-state": {"state": "text?", "due": "time?", "stop": "time?"},
    "result": {"line": "int", "ok": "bool"},
    "clock-next": {**CLOCK, "title": "text", "customer_name": "text?", "remaining": "int"},
    "explanation": {
        "ticket": "ticket", "policy": "text", "clause": "text", "milestone": "text", "words": "{text}",
        "start": "time", "started_by": "text", "duration": "int?", "workdays": "int?", "calendar": "text",
        "stretches": "[any]", "skipped": "[any]", "due": "time?", "stop": "time?", "ended_at": "time?",
        "reason": "text?", "state": "text", "provisional": "bool", "reasons": "[any]",
    },
    "attainment": {
        "group": "text", "soft": "bool", "met": "int", "missed": "int", "rate": "number?", "overdue": "int",
        "late_entries": "int",
        "running": "int", "waived": "int", "superseded": "int", "not_needed": "int", "median_margin": "int?",
        "worst_margin": "int?",
    },
    "miss": {
        "ticket": "ticket", "clause": "text", "soft": "bool", "due": "time", "stop": "time?", "over": "int",
        "held": "[shape:holding]",
    },
    "holding": {"owner": "text?", "from": "time", "to": "time?"},
    "comparison": {
        "policy": "text", "before": "{int}", "after": "{int}", "clauses": "[shape:compared]",
        "tickets": "[shape:difference]",
    },
    "compared": {
        "clause": "text", "soft": "bool", "met": "int", "met_under": "int", "missed": "int", "missed_under": "int",
        "tickets": "[ticket]",
    },
    "difference": {"ticket": "ticket", "clause": "text", "before": "text?", "after": "text?"},
    "calendar-entry": {
        "kind": "text", "name": "text", "hours": "[text]", "off": "bool?", "words": "text?", "added_at": "time?",
    },
    "calendar-day": {
        "calendar": "text", "date": "date", "weekday": "text", "hours": "[text]", "name": "text",
        "provisional": "bool",
    },
    "due": {"due": "time?", "provisional": "bool"},
    **SHAPES_OF_THE_DUE_LIST,
    "elapsed": {"seconds": "int"},
    "policy": {
        "policy": "text", "version": "text", "title": "text", "installed_at": "time", "tickets": "int",
        "current": "bool",
    },
    "policy-full": {"policy": "text", "version": "text", "targets": "[shape:target]", "source": "any"},
    "target": {
        "clause": "text", "milestone": "text", "length": "text", "seconds": "int?", "workdays": "int?",
        "calendar": "text", "start": "text", "soft": "bool", "when": "any", "during": "any", "opens_after": "text?",
    },
    "finding": {"file": "text", "line": "int?", "key": "text", "message": "text"},
    "installed": {"policy": "text", "version": "text", "installed": "bool"},
    "hit": {
        "kind": "text", "id": "text", "ticket": "ticket?", "title": "text", "customer": "text?",
        "customer_name": "text?", "status": "text?",
    },
    "roster-stretch": {"kind": "text", "start": "time", "end": "time", "staff": "[text]"},
    "on-call": {"staff": "text", "name": "text", "phone": "text?", "start": "time", "end": "time"},
    "setting": {"key": "text", "value": "any", "from": "text", "meaning": "text"},
    "event": {
        "event": "text", "ticket": "ticket", "at": "time", "title": "text", "customer": "text?",
        "customer_name": "text?", "status": "text", "owner": "text?", "action": "text?", "what": "text?",
        "actor": "text?", "note": "text?", "data": "any", "clause": "text?", "milestone": "text?", "due": "time?",
        "soft": "bool?",
    },
    **SHAPES_OF_RECORDS,
    **SHAPES_OF_MESSAGES,
    **SHAPES_OF_THE_DESK,
    "error": {
        "error": "text", "code": "text", "message": "text", "clause": "text?", "hint": "text?", "remedy": "any",
        "exit": "int",
    },
}  # fmt: skip
"""The shapes by name."""

OPEN = frozenset({"served", "result", "record", "schema", "error"})
"""Shapes with additional fields, which depend on the operation, the kind of record or the error."""
