"""The shapes of reference data: a record, the record with its history, and the result of an operation on it."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

Form: TypeAlias = Mapping[str, str]

_RECORDS: Mapping[str, Form] = {
    "customer": {
        "id": "text", "name": "text", "name_en": "text?", "lang": "text", "key_customer": "bool",
        "agreed_phone": "text?", "email_domain": "text?", "return_visit_interval_days": "int?",
        "preferred_mode": "text?",
        "unverified": "bool?", "external_id": "text?", "retired_at": "time?", "merged_into": "text?",
        "service_start": "date?",
    },
    "site": {
        "id": "text", "customer": "text", "name": "text", "outlet": "bool", "address": "text?",
        "travel_minutes": "int?",
        "external_id": "text?", "retired_at": "time?",
    },
    "contact": {
        "id": "text", "customer": "text?", "name": "text", "title": "text?", "phone": "text?", "email": "text?",
        "unverified": "bool?", "external_id": "text?", "retired_at": "time?", "merged_into": "text?",
    },
    "contract": {
        "id": "text", "customer": "text", "no": "text?", "final_acceptance_date": "date?",
        "maintenance_start": "date?", "maintenance_end": "date?", "remote_standing_authorisation": "bool",
        "day_rate": "number?", "rounding": "text?", "options": "any",
        "external_id": "text?", "retired_at": "time?",
    },
    "asset": {
        "id": "text", "site": "text", "asset_class": "text", "name": "text", "model": "text?", "serial": "text?",
        "criticality": "text?", "vendor": "text?", "warranty_end": "date?", "procured_by_us": "bool", "ip": "text?",
        "external_id": "text?", "retired_at": "time?", "merged_into": "text?",
    },
    "staff": {
        "id": "text", "name": "text", "role": "text", "skills": "[text]", "phone": "text?", "email": "text?",
        "channels": "[text]?", "quiet": "text?", "lang": "text?", "external_id": "text?", "retired_at": "time?",
        "user": "text?", "roles": "[text]", "active": "bool",
    },
    "roster": {"id": "text", "staff": "text", "start": "time", "end": "time"},
    "vendor": {"id": "text", "name": "text", "kind": "text?", "support_phone": "text?",
        "external_id": "text?", "retired_at": "time?",
    },
    "part": {
        "id": "text", "name": "text", "model": "text", "compatible_models": "[text]", "min_qty": "int",
        "opening_qty": "int", "location": "text?", "in_stock": "int",
        "external_id": "text?", "retired_at": "time?",
    },
    "loaner": {
        "id": "text", "name": "text", "model": "text", "serial": "text?", "substitutes_models": "[text]",
        "out_on": "ticket?",
        "external_id": "text?", "retired_at": "time?",
    },
    "faq": {
        "id": "text", "system": "text", "question": "text", "answer": "text", "source_ticket": "ticket?",
        "version": "int", "lang": "text", "topic": "text?", "audience": "text?", "state": "text?",
        "review_by": "date?", "retired_at": "time?",
    },
    "course": {
        "id": "text", "system": "text", "kind": "text", "title": "text", "version": "int", "files": "[text]",
        "lang": "text", "audience": "text?", "customer": "text?", "retired_at": "time?",
    },
    "account": {
        "id": "text", "customer": "text", "username": "text", "active": "bool", "contact": "text?",
        "scopes": "[text]?",
    },
    "training": {
        "id": "text", "customer": "text", "site": "text?", "topic": "text", "requested_at": "time",
        "requested_for": "time?", "place": "text?", "base_material": "text?", "material_version": "text?",
        "held_at": "time?", "trainer": "text?", "attendees": "int?", "material_delivered_at": "time?",
        "delivered_to": "text?", "ticket": "ticket?",
    },
    "inspection": {
        "id": "text", "customer": "text", "site": "text", "period": "text", "due": "date", "done_at": "time?",
        "done_by": "text?", "engineer_on_site_from": "time?", "engineer_on_site_to": "time?", "items": "[any]",
        "advice": "[text]", "signed_by": "text?",
    },
    "return-visit": {
        "id": "text", "customer": "text", "at": "time", "how": "text", "with_contact": "text?", "kind": "text",
        "by": "text", "advisories_delivered": "[text]", "changes_seen": "[text]", "improvements": "[text]",
        "score": "int?", "retired_at": "time?",
    },
    "advisory": {
        "id": "text", "vendor": "text", "models": "[text]", "text": "text", "published": "date?", "urgent": "bool?",
        "systems": "[text]?", "url": "text?",
    },
    "improvement": {
        "id": "text", "text": "text", "owner": "text?", "state": "text", "due": "date?", "source": "text?",
    },
    "catalog": {
        "id": "text", "name": "text", "name_en": "text?", "allowed_levels": "[text]", "retired_at": "time?",
    },
    "mode": {
        "id": "text", "name": "text", "name_en": "text?", "stars_total": "int?", "availability": "text?",
        "retired_at": "time?",
    },
    "hotline": {
        "id": "text", "number": "text", "label": "text?", "opens": "text?", "closes": "text?", "retired_at": "time?",
    },
    "certificate": {
        "id": "text", "staff": "text", "name": "text", "expires": "date?", "no": "text?", "issued": "date?",
    },
    "inspection-plan": {
        "id": "text", "site": "text", "interval": "text", "reason": "text?", "begins": "date?", "ends": "date?",
        "covers": "[text]", "checklists": "[text]", "engineer": "text?", "day": "text?", "agreed_by": "text?",
        "retired_at": "time?",
    },
    "recommendation": {
        "id": "text", "customer": "text", "asset": "text?", "area": "text?", "kind": "text", "text": "text",
        "cost": "number?", "due": "date?", "state": "text", "proposed_at": "time", "inspection": "text?",
        "agreed_by": "text?",
    },
    "evaluation": {
        "id": "text", "period": "text", "customer": "text?", "asked": "int", "answered": "int", "average": "number?",
        "worst": "int?", "text": "text?", "improvements": "[text]", "made_at": "time",
    },
    "checklist": {"id": "text", "version": "int", "source": "text", "retired_at": "time?"},
    "expert": {
        "id": "text", "name": "text", "internal": "bool", "skills": "[text]", "phone": "text?", "staff": "text?",
        "external_id": "text?", "retired_at": "time?",
    },
    "profile": {
        "id": "text", "asset": "text", "text": "text", "engineers": "[text]", "retired_at": "time?",
    },
    "visit": {
        "id": "text", "of": "text", "ticket": "ticket?", "customer": "text?", "site": "text?", "start": "time",
        "end": "time?", "engineers": "[text]", "travel_minutes": "int?", "purpose": "text?", "state": "text",
        "confirmed_by": "text?",
    },
    "absence": {
        "id": "text", "staff": "text", "start": "time", "end": "time", "reason": "text?", "retired_at": "time?",
    },
    "shift": {
        "id": "text", "staff": "text", "at": "time", "text": "text", "tickets": "[ticket]", "confirmed_at": "time?",
        "confirmed_by": "text?",
    },
    "callback": {
        "id": "text", "staff": "text", "due_at": "time", "text": "text", "ticket": "ticket?", "contact": "text?",
        "phone": "text?", "done_at": "time?",
    },
    "text": {"id": "text", "name": "text", "words": "text", "owner": "text?", "retired_at": "time?"},
}  # fmt: skip


def _shapes() -> Iterator[tuple[str, Form]]:
    for noun, record in _RECORDS.items():
        yield noun, record
        yield f"{noun}-full", {**record, "history": "[shape:record-action]"}
        yield f"{noun}-step", {"action": "text", **record, "history": "[shape:record-action]"}


_DOCUMENT: Form = {
    "document": "text", "system": "text", "lang": "text", "version": "int", "issued": "date?", "answers": "[text]",
    "delivered": "[any]",
}  # fmt: skip
_ALL = dict(_shapes())

SHAPES_OF_RECORDS: Mapping[str, Form] = {
    **_ALL,
    "account-secret": {**_ALL["account-step"], "password": "text"},
    "record-action": {
        "seq": "int", "at": "time", "recorded_at": "time", "actor": "text?", "event": "text", "note": "text",
        "data": "any",
    },
    "faq-document": _DOCUMENT,
    "faq-document-step": {"action": "text?", **_DOCUMENT},
    "faq-change": {
        "change": "text", "faq": "text", "system": "text", "lang": "text", "version_then": "int?", "version": "int?",
        "question": "text",
    },
    "catalogue": {
        "course": "text", "system": "text", "kind": "text", "title": "text", "lang": "text", "version": "int",
        "versions": "[int]", "files": "[text]",
    },
    "course-file": {"course": "text", "version": "int", "file": "text", "size": "int", "sha256": "text"},
    "access": {
        "access": "text", "at": "time", "kind": "text", "account": "text?", "username": "text?", "staff": "text?",
        "course": "text?", "version": "int?", "file": "text?", "via": "text",
    },
    "stock": {
        "part": "text", "name": "text", "model": "text", "in_stock": "int", "min_qty": "int", "below_minimum": "bool",
        "location": "text?",
    },
}  # fmt: skip
