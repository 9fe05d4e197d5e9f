"""Every shape of JSON that deskctl writes, field by field, and which command writes which.

A form is one of text, int, number, bool, time, date, ticket, any, or `[form]` for a list, `{form}` for values under
names, `shape:NAME` for another shape; a `?` at the end says that it may be null.
"""

from collections.abc import Mapping

Form = Mapping[str, str]

_TICKET: Form = {
    "ticket": "ticket", "title": "text", "customer": "text", "customer_name": "text?", "site": "text?",
    "kind": "text", "catalog": "text?", "channel": "text", "level": "text", "severity": "text?", "mode": "text",
    "status": "text", "owner": "text?", "reported_at": "time", "next_due_at": "time?", "next_milestone": "text?",
    "next_clause": "text?", "remaining": "int?", "overdue": "bool",
}  # fmt: skip
_CLOCK: Form = {
    "ticket": "ticket", "policy": "text", "clause": "text", "milestone": "text", "start": "time",
    "duration": "int?", "calendar": "text", "due": "time?", "stop": "time?", "state": "text", "soft": "bool",
    "provisional": "bool", "reason": "text?",
}  # fmt: skip
_ACTION: Form = {
    "seq": "int", "at": "time", "recorded_at": "time", "actor": "text?", "actor_name": "text?", "event": "text",
    "note": "text", "data": "any",
}  # fmt: skip

SHAPES: Mapping[str, Form] = {
    "ticket": _TICKET,
    "ticket-full": {
        **_TICKET,
        "actions": "[shape:action]", "clocks": "[shape:clock]", "reports": "[any]", "consents": "[any]",
        "visits": "[any]", "parts": "[any]",
    },
    "step": {"action": "text?", **{name: form if form.endswith("?") else f"{form}?" for name, form in _TICKET.items()}},
    "foresight": {"dry_run": "bool", "ticket": "ticket?", "events": "[text]", "clocks": "[any]"},
    "result": {"line": "int", "ok": "bool"},
    "action": _ACTION,
    "clock": _CLOCK,
    "clock-next": {**_CLOCK, "title": "text", "customer_name": "text?", "remaining": "int"},
    "explanation": {
        "ticket": "ticket", "policy": "text", "clause": "text", "milestone": "text", "words": "{text}",
        "start": "time", "started_by": "text", "duration": "int?", "workdays": "int?", "calendar": "text",
        "stretches": "[any]", "skipped": "[any]", "due": "time?", "stop": "time?", "ended_at": "time?",
        "reason": "text?", "state": "text", "provisional": "bool",
    },
    "attainment": {
        "group": "text", "soft": "bool", "met": "int", "missed": "int", "rate": "number?", "overdue": "int",
        "running": "int", "waived": "int", "superseded": "int", "not_needed": "int", "median_margin": "int?",
        "worst_margin": "int?",
    },
    "miss": {
        "ticket": "ticket", "clause": "text", "soft": "bool", "due": "time", "stop": "time?", "over": "int",
        "held": "[any]",
    },
    "comparison": {
        "policy": "text", "before": "{int}", "after": "{int}", "clauses": "[shape:compared]", "tickets": "[any]",
    },
    "compared": {
        "clause": "text", "soft": "bool", "met": "int", "met_under": "int", "missed": "int", "missed_under": "int",
        "tickets": "[ticket]",
    },
    "calendar-day": {
        "calendar": "text", "date": "date", "weekday": "text", "hours": "[text]", "name": "text",
        "provisional": "bool",
    },
    "due": {"due": "time?", "provisional": "bool"},
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
    "on-call": {"staff": "text", "name": "text", "phone": "text?", "start": "time", "end": "time"},
    "setting": {"key": "text", "value": "any", "from": "text", "meaning": "text"},
    "event": {
        "event": "text", "ticket": "ticket", "at": "time", "title": "text", "customer": "text",
        "customer_name": "text?", "status": "text", "owner": "text?", "action": "text?", "what": "text?",
        "actor": "text?", "note": "text?", "data": "any", "clause": "text?", "milestone": "text?", "due": "time?",
        "soft": "bool?",
    },
    "error": {"error": "text", "message": "text", "clause": "text?", "hint": "text?", "exit": "int"},
}  # fmt: skip
"""The shapes by name."""

OPEN = frozenset({"ticket-full", "result", "error"})
"""Shapes with more fields: those of the ticket's kind, of what was done, of the place that is wrong."""

WRITTEN_BY: Mapping[str, str] = {
    "ticket list": "ticket", "ticket show": "ticket-full", "ticket history": "action", "clock list": "clock",
    "clock next": "clock-next", "clock explain": "explanation", "clock report": "attainment",
    "calendar show": "calendar-day", "calendar due": "due", "calendar elapsed": "elapsed", "policy list": "policy",
    "policy show": "policy-full", "policy check": "finding", "policy install": "installed",
    "policy compare": "comparison", "search": "hit", "on-call": "on-call", "batch": "result",
    "config show": "setting", "config check": "finding", "watch": "event",
}  # fmt: skip
"""The shape that a command writes with `--json` and `--jsonl`; every operation writes `step`."""


def fields_of_command(name: str) -> tuple[str, ...]:
    """Name the fields that `--fields` of a command knows."""
    listed = {"policy show": "target"}.get(name) or WRITTEN_BY.get(name, "step")
    return tuple(SHAPES[listed])
