"""A notice, a training or a recommendation with everything that its document prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound, Refused
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.queries.reference.desk_facts import desk_currency, numbers_of_hotlines
from deskctl.queries.services.inspected_sites import first_contact
from deskctl.queries.services.notices import concerned_customers
from deskctl.queries.services.record_actions import RecordAction, record_actions_in_force
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.rows import row_by_name, rows_by_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.store.port import Reader

_ADVISORY = """
SELECT advisory.*, vendor.name AS vendor_name FROM advisory JOIN vendor ON vendor.id = vendor WHERE advisory.id = ?
"""
_EQUIPMENT = (
    "SELECT asset.name, model, serial, site.name AS site FROM asset JOIN site ON site.id = asset.site"
    " WHERE asset.id IN ({}) ORDER BY asset.id"
)
_DELIVERED = (
    "SELECT json_extract(data, '$.to'), actor, at FROM master_action WHERE noun = 'advisory' AND id = ?"
    " AND event = 'advisory_delivered' AND json_extract(data, '$.customer') = ? ORDER BY seq DESC LIMIT 1"
)
_TRAINING = """
SELECT training.*, customer.name AS customer_name, customer.name_en AS customer_name_en, customer.lang,
       site.name AS site_name, staff.name AS trainer_name, contact.name AS receiver, course.title AS base_title,
       coalesce(own.title, material_version) AS material_title
FROM training JOIN customer ON customer.id = training.customer LEFT JOIN site ON site.id = training.site
LEFT JOIN staff ON staff.id = trainer LEFT JOIN contact ON contact.id = delivered_to
LEFT JOIN course ON course.id = base_material LEFT JOIN course AS own ON own.id = material_version WHERE training.id = ?
"""
_RECOMMENDATION = """
SELECT recommendation.*, customer.name AS customer_name, customer.name_en AS customer_name_en, customer.lang
FROM recommendation JOIN customer ON customer.id = recommendation.customer WHERE recommendation.id = ?
"""


def advisory_for(conn: Reader, name: str, customer: str) -> dict[str, Any]:
    """Return a notice for a letter to a customer; raises `NotFound`, or `Refused` if it does not concern them."""
    record = row_by_name(conn, _ADVISORY, [name])
    whom = row_by_name(conn, "SELECT name, name_en, lang FROM customer WHERE id = ?", [customer])
    if record is None or whom is None:
        kind, value = ("customer", customer) if record else ("advisory", name)
        raise NotFound(N_("There is no {kind} {value!r}."), kind=kind, value=value, hint=f"deskctl {kind} list")
    patterns = {"models": json.loads(record["models"]), "systems": json.loads(record["systems"] or "[]")}
    assets = concerned_customers(conn, [*patterns["models"], *patterns["systems"]]).get(customer)
    if not assets:
        raise Refused(N_("{id} does not concern {customer}."), id=name, customer=customer, clause="S5.6-2",
                      hint=f"deskctl advisory matches {name}")  # fmt: skip
    to, by, given_at = conn.execute(_DELIVERED, [name, customer]).fetchone() or (None, None, None)
    contact = row_by_name(conn, "SELECT name, title FROM contact WHERE id = ?", [to]) if to else None
    sender = row_by_name(conn, "SELECT name FROM staff WHERE id = ?", [by]) if by else None
    marks = ", ".join("?" * len(assets))
    return {
        **record, **patterns, "customer_name": whom["name"], "customer_name_en": whom["name_en"], "lang": whom["lang"],
        "assets": rows_by_name(conn, _EQUIPMENT.format(marks), assets), "hotlines": numbers_of_hotlines(conn),
        "contact_name": contact and contact["name"], "contact_title": contact and contact["title"],
        "sender": sender and sender["name"], "given_at": given_at, "zone": desk_zone(conn),
    }  # fmt: skip


def training_with_names(conn: Reader, name: str) -> dict[str, Any]:
    """Return a training with the names that its documents need; raises `NotFound`."""
    record = row_by_name(conn, _TRAINING, [name])
    if record is None:
        raise NotFound(N_("There is no {kind} {value!r}."), kind="training", value=name, hint="deskctl training list")
    steps = record_actions_in_force(conn, "training", name)
    request, held = (_last_of(steps, event) for event in ("added", "training_held"))
    ticket, asker, was_held = record["ticket"], request.get("by_contact"), record["held_at"] is not None
    contact = row_by_name(conn, "SELECT name FROM contact WHERE id = ?", [asker]) if asker else None
    return {
        **record, "ticket": None if ticket is None else ticket_name(ticket), "names": held.get("names") or [],
        "differs_reason": held.get("differs_reason"), "zone": desk_zone(conn),
        "requested_by": contact and contact["name"], "people": request.get("people"),
        "evaluations": [_evaluation(conn, step) for step in steps if was_held and step.event == "training_evaluated"],
    }  # fmt: skip


def _last_of(steps: Sequence[RecordAction], event: str) -> Mapping[str, Any]:
    """Return the data of the last action with an event; empty if there is none."""
    return next((step.data for step in reversed(steps) if step.event == event), {})


def _evaluation(conn: Reader, step: RecordAction) -> dict[str, Any]:
    """Return an evaluation of a training with the name of who gave it."""
    who = row_by_name(conn, "SELECT name FROM contact WHERE id = ?", [step.data.get("by_contact")])
    return {"at": step.at, "score": step.data["score"], "text": step.data.get("text"), "by": who and who["name"]}


def recommendation_with_names(conn: Reader, name: str) -> dict[str, Any]:
    """Return a recommendation with the names that its letter needs; raises `NotFound`."""
    record = row_by_name(conn, _RECOMMENDATION, [name])
    if record is None:
        raise NotFound(N_("There is no {kind} {value!r}."), kind="recommendation", value=name,
                       hint="deskctl recommendation list")  # fmt: skip
    steps = record_actions_in_force(conn, "recommendation", name)
    proposer = row_by_name(conn, "SELECT name FROM staff WHERE id = ?", [steps[0].actor]) if steps else None
    answers = [step for step in steps if step.data.get("words")]
    contact = record["agreed_by"] or first_contact(conn, record["customer"])
    person = row_by_name(conn, "SELECT name, title FROM contact WHERE id = ?", [contact]) if contact else None
    assets = [record["asset"]] if record["asset"] else []
    return {
        **record, "assets": rows_by_name(conn, _EQUIPMENT.format(", ".join("?" * len(assets))), assets),
        "zone": desk_zone(conn), "currency": desk_currency(conn), "proposer": proposer and proposer["name"],
        "contact_name": person and person["name"], "contact_title": person and person["title"],
        "words": answers[-1].data["words"] if answers else None,
    }  # fmt: skip
