"""The shapes of clocks, attainment, calendars and policies."""

from collections.abc import Mapping

from deskctl.cli.schemas import Form

CLOCK: Form = {
    "ticket": "ticket", "policy": "text", "clause": "text", "milestone": "text", "start": "time",
    "duration": "int?", "calendar": "text", "due": "time?", "stop": "time?", "state": "text", "soft": "bool",
    "provisional": "bool", "opens_at": "time?", "late_entry": "int", "reason": "text?",
}  # fmt: skip

SHAPES: Mapping[str, Form] = {
    "clock": CLOCK,
    "foresight": {"dry_run": "bool", "ticket": "ticket?", "events": "[text]", "clocks": "[shape:clock-change]"},
    "clock-change": {"clause": "text?", "milestone": "text?", "before": "shape:clock-state?",
        "after": "shape:clock-state?"},
    "clock-state": {"state": "text?", "due": "time?", "stop": "time?"},
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
}  # fmt: skip
