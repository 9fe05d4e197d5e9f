"""Notices of manufacturers: which customers they concern, and who received them (S5.6-2)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from deskctl.queries.reference.model_patterns import known_models, matches_model
from deskctl.queries.reference.record_references import merged_customers
from deskctl.queries.services.record_actions import actions_on
from deskctl.store.facts.desk_zone import desk_zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_AT_ONCE = 500
_RUNNING = (
    "SELECT site.customer, asset.id FROM asset JOIN site ON site.id = asset.site"
    " WHERE asset.retired_at IS NULL AND model IN ({})"
)
_DELIVERED = ("advisory_delivered", "advisory_not_relevant")


def delivered_notices(conn: Reader, at: Instant) -> set[tuple[str, str]]:
    """Return the notices that were delivered or not relevant until a time, as (notice, customer)."""
    rows = conn.execute(
        "SELECT customer, advisories_delivered FROM return_visit WHERE at <= ? AND retired_at IS NULL", [at]
    )
    delivered = {(name, customer) for customer, names in rows if names != "[]" for name in json.loads(names)}
    steps, kept = actions_on(conn, "advisory", _DELIVERED, at), merged_customers(conn)
    customers = ((step.record, str(step.data["customer"])) for step in steps)
    return delivered | {(record, kept.get(customer, customer)) for record, customer in customers}


def withdrawn_notices(conn: Reader, at: Instant) -> frozenset[str]:
    """Return the notices that were withdrawn until a time."""
    return frozenset(step.record for step in actions_on(conn, "advisory", ("advisory_withdrawn",), at))


def concerned_customers(conn: Reader, models: Iterable[str], all_models: Iterable[str] = ()) -> dict[str, list[str]]:
    """Return the customers with equipment of these models, each with that equipment.

    `all_models` may contain the known models, which saves reading them.
    """
    names = list(models)
    affected = [
        model for model in all_models or known_models(conn) if any(matches_model(model, name) for name in names)
    ]
    concerned: dict[str, list[str]] = {}
    for place in range(0, len(affected), _AT_ONCE):
        some = affected[place : place + _AT_ONCE]
        for customer, asset in conn.execute(_RUNNING.format(", ".join("?" * len(some))), some):
            concerned.setdefault(customer, []).append(asset)
    return {customer: sorted(concerned[customer]) for customer in sorted(concerned)}


def undelivered_notices(conn: Reader, customer: str, at: Instant, besides: Iterable[str] = ()) -> list[str]:
    """Return the notices that concern a customer and are not delivered yet."""
    delivered, gone = delivered_notices(conn, at), withdrawn_notices(conn, at)
    today = datetime.fromtimestamp(at, ZoneInfo(desk_zone(conn))).date().isoformat()
    rows = conn.execute("SELECT id, models, systems FROM advisory WHERE published <= ? ORDER BY id", [today]).fetchall()
    return [
        name for name, models, systems in rows
        if name not in gone and name not in set(besides) and (name, customer) not in delivered
        and customer in concerned_customers(conn, [*json.loads(models), *json.loads(systems or "[]")])
    ]  # fmt: skip
