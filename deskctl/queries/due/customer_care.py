"""Duties towards customers: return visits, notices of manufacturers, recommendations (S5.6)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from deskctl.queries.reference.model_patterns import known_models
from deskctl.queries.services.notices import concerned_customers, delivered_notices, withdrawn_notices
from deskctl.queries.services.return_visit_appointments import planned_return_visits
from deskctl.sla.duties import Duty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.due.due_inputs import DueInputs

_DISSATISFIED = 2


def return_visits(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for the next return visit of each customer under maintenance, an interval after the last one."""
    rule = inputs.rules["return_visit"]
    text = (
        "SELECT id, name, key_customer, return_visit_interval_days AS days,"
        " (SELECT max(at) FROM return_visit AS made WHERE made.customer = customer.id AND at <= ?"
        " AND made.retired_at IS NULL) AS last FROM customer ORDER BY id"
    )
    plans, last_day = planned_return_visits(inputs.conn, inputs.at), inputs.last_day("return_visit")
    for row in inputs.rows(text, [inputs.at]):
        if row["id"] not in inputs.maintained:
            continue
        days = row["days"] or rule["interval_key_customer" if row["key_customer"] else "interval"]
        start = inputs.return_visit_start(row["last"], inputs.maintained[row["id"]][0], days)
        day = inputs.day_of(start) + timedelta(days=days)
        if day > last_day:
            continue
        planned = plans.get(row["id"])
        yield inputs.on_day(
            "return_visit", row["id"], row["name"], day, start=start, customer=row["id"],
            planned_at=planned.at if planned and planned.made_at >= (row["last"] or 0) else None,
            owner=planned.by if planned and planned.made_at >= (row["last"] or 0) else None,
        )  # fmt: skip
    yield from visits_after_complaints(inputs)


def visits_after_complaints(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each customer who was dissatisfied at the last return visit."""
    rule = inputs.rules["return_visit"]
    again = replace(rule, soft=True, lead=None)
    text = (
        "SELECT id, customer, at, score FROM return_visit AS made WHERE at <= ?1 AND score <= ?2"
        " AND retired_at IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM return_visit AS later WHERE later.customer = made.customer AND later.at > made.at"
        " AND later.retired_at IS NULL AND later.at <= ?1) ORDER BY id"
    )
    for row in inputs.rows(text, [inputs.at, _DISSATISFIED]):
        if row["customer"] not in inputs.maintained:
            continue
        due = inputs.workdays(row["at"], rule["after_complaint_workdays"])
        subject = f"{row['customer']}/{row['id']}"
        yield Duty(
            again, subject, f"{row['id']}  {row['score']}/5", start=row["at"], due_at=due, customer=row["customer"]
        )


def advisories(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each customer under maintenance and undelivered notice about their equipment."""
    delivered, gone = delivered_notices(inputs.conn, inputs.at), withdrawn_notices(inputs.conn, inputs.at)
    all_models: list[str] | None = None
    for row in inputs.rows("SELECT * FROM advisory WHERE published <= ? ORDER BY id", [f"{inputs.today}"]):
        if row["id"] in gone:
            continue
        all_models = known_models(inputs.conn) if all_models is None else all_models
        named = [*json.loads(row["models"]), *json.loads(row["systems"] or "[]")]
        concerned = concerned_customers(inputs.conn, named, all_models)
        for customer in sorted(concerned.keys() & set(inputs.maintained)):
            if (row["id"], customer) not in delivered:
                yield _notice(inputs, row, customer)


def _notice(inputs: DueInputs, row: dict[str, Any], customer: str) -> Duty:
    """Return the duty to deliver a notice, sooner if it is urgent."""
    rule, published = inputs.rules["advisory"], date.fromisoformat(row["published"])
    start = inputs.midnight(published)
    subject, title = f"{row['id']}/{customer}", row["text"]
    if row["urgent"]:
        due = inputs.workdays(start, rule["urgent_workdays"])
        return inputs.until("advisory", subject, title, due, start=start, customer=customer)
    day = published + timedelta(days=rule["due"])
    return inputs.on_day("advisory", subject, title, day, start=start, customer=customer)


def improvements(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each open improvement."""
    for row in inputs.rows("SELECT * FROM improvement WHERE state IN ('open', 'in_progress') ORDER BY id"):
        if row["due"]:
            day = date.fromisoformat(row["due"])
            yield inputs.on_day("improvement", row["id"], row["text"], day, owner=row["owner"])
        else:
            yield inputs.until("improvement", row["id"], row["text"], None, owner=row["owner"])


def recommendations(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each recommendation that is proposed or agreed but not carried out."""
    days = timedelta(days=inputs.rules["recommendation"]["due"])
    text = (
        "SELECT recommendation.*, site.id AS site FROM recommendation LEFT JOIN asset ON asset.id = asset"
        " LEFT JOIN site ON site.id = asset.site"
        " WHERE state IN ('proposed', 'agreed') AND proposed_at <= ? ORDER BY recommendation.id"
    )
    for row in inputs.rows(text, [inputs.at]):
        day = date.fromisoformat(row["due"]) if row["due"] else inputs.day_of(row["proposed_at"]) + days
        yield inputs.on_day(
            "recommendation", row["id"], row["text"], day, start=row["proposed_at"], customer=row["customer"],
            site=row["site"],
        )  # fmt: skip
