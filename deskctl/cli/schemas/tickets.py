"""The shapes of a ticket: in a list, in full, and its parts."""

from collections.abc import Mapping

from deskctl.cli.schemas.records import Form

TICKET: Form = {
    "ticket": "ticket", "title": "text", "customer": "text?", "customer_name": "text?", "site": "text?",
    "kind": "text", "catalog": "text?", "channel": "text", "level": "text", "severity": "text?", "mode": "text",
    "status": "text", "owner": "text?", "reported_at": "time", "next_due_at": "time?", "next_milestone": "text?",
    "next_clause": "text?", "remaining": "int?", "overdue": "bool", "contact": "text?",
    "contact_name": "text?", "last_seq": "int", "updated_at": "time", "closed_at": "time?", "external_id": "text?",
    "tags": "[text]",
}  # fmt: skip
CLOCK: Form = {
    "ticket": "ticket", "policy": "text", "clause": "text", "milestone": "text", "start": "time",
    "duration": "int?", "calendar": "text", "due": "time?", "stop": "time?", "state": "text", "soft": "bool",
    "provisional": "bool", "opens_at": "time?", "late_entry": "int", "reason": "text?",
}  # fmt: skip
ACTION: Form = {
    "seq": "int", "at": "time", "recorded_at": "time", "actor": "text?", "actor_name": "text?", "event": "text",
    "note": "text", "data": "any", "contested": "bool", "late_by": "int", "taken_back_by": "any", "public": "bool",
    "imported": "any",
}  # fmt: skip

SHAPES_OF_A_TICKET: Mapping[str, Form] = {
    "ticket": TICKET,
    "ticket-full": {
        **TICKET,
        "paused_until": "time?",
        "policy": "text", "policy_version": "text", "level_initial": "text",
        "severity_initial": "text?", "severity_chosen_by": "text?", "service_mode": "text?", "description": "text",
        "lang": "text", "occurred_at": "time?", "owner_initial": "text?", "fault_class": "text?", "need": "text?",
        "visit_reason": "text?", "scope": "text?", "faq": "text?", "training": "text?", "inspection": "text?",
        "advisory": "text?", "checklist": "[any]", "duplicate_of": "ticket?", "about_ticket": "ticket?",
        "about_staff": "text?", "feedback_kind": "text?", "self_attempted": "bool?", "out_of_hours": "bool?",
        "engineer_on_site": "bool?", "pre_acceptance": "bool?", "clauses": "[text]", "called": "text?",
        "follows": "ticket?", "followed_by": "[ticket]",
        "assets": "[text]",
        "affected_sites": "[text]", "bug": "shape:bug?", "upgrade": "shape:upgrade?", "change": "shape:change?",
        "charge": "shape:charge?", "actions": "[shape:action]", "clocks": "[shape:clock]",
        "reports": "[shape:issued]", "consents": "[shape:consent]", "visits": "[shape:ticket-visit]",
        "parts": "[shape:part-used]",
    },
    "action": ACTION,
    "clock": CLOCK,
    "bug": {"id": "text", "severity": "text?", "fixed_in": "text?"},
    "upgrade": {
        "kind": "text", "system": "text", "from_version": "text?", "to_version": "text?", "window": "text?",
        "rollback": "text?", "fixes": "[any]", "fee": "number?",
    },
    "change": {"size": "text", "estimate_days": "number?", "decision": "text?"},
    "charge": {"basis": "text", "rate": "number?", "days": "number?", "amount": "number?"},
    "issued": {
        "version": "int", "at": "time", "author": "text?", "cause": "text", "method": "text", "result": "text",
    },
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
}  # fmt: skip
