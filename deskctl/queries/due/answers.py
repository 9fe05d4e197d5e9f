"""Duties about answers: hand them over to customers who run the system, and review them."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from deskctl.queries.knowledge.answers import version_at
from deskctl.queries.knowledge.document_contents import contents_of
from deskctl.queries.reference.model_patterns import matches_model
from deskctl.queries.reference.record_references import merged_customers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.sla.duties import Duty
    from deskctl.sla.facts import Instant

_RUNNING = (
    "SELECT DISTINCT site.customer, customer.name, customer.lang, model FROM asset JOIN site ON site.id = site"
    " JOIN customer ON customer.id = site.customer WHERE model IS NOT NULL AND asset.retired_at IS NULL"
    " ORDER BY site.customer"
)


def answers_to_hand_over(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each customer under maintenance and system with answers that were not handed over yet."""
    entries = inputs.answers
    if not entries:
        return
    handed_over = _handed_over(inputs)
    systems: dict[str, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for row in inputs.rows(_RUNNING):
        if row["customer"] not in inputs.maintained:
            continue
        model = row["model"]
        if model not in systems:
            systems[model] = sorted({entry["system"] for entry in entries if matches_model(model, entry["system"])})
        for system in systems[model]:
            if (place := (row["customer"], system)) in seen:
                continue
            seen.add(place)
            own = handed_over.get(place, {})
            new = [
                _owed_since(entry, own.get(entry["id"], 0)) for entry in entries
                if entry["system"] == system and entry["lang"] == row["lang"]
                and entry["version"] > own.get(entry["id"], 0)
            ]  # fmt: skip
            if new:
                day = inputs.day_of(min(new)) + timedelta(days=inputs.rules["faq_handover"]["due"])
                yield inputs.on_day(
                    "faq_handover", f"{row['customer']}/{system}", row["name"], day, start=min(new),
                    customer=row["customer"],
                )  # fmt: skip


def _owed_since(entry: Mapping[str, Any], version: int) -> Instant:
    """Return since when an answer is owed to a customer who was given a version of it, 0 for none."""
    since: Instant = entry["published_at"]
    return entry["versions"].get(version + 1, entry["at"]) if version else since


def _handed_over(inputs: DueInputs) -> Mapping[tuple[str, str], dict[str, int]]:
    """Return the newest version of each answer that was handed over, by customer and system."""
    versions: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    kept = merged_customers(inputs.conn)
    for row in inputs.rows("SELECT id, system, delivered FROM faq_document ORDER BY id"):
        for one in json.loads(row["delivered"]):
            at = one["at"] if isinstance(one["at"], int) else int(datetime.fromisoformat(one["at"]).timestamp())
            if at > inputs.at:
                continue
            place = versions[kept.get(one["customer"], one["customer"]), row["system"]]
            contents = contents_of(inputs.conn, row["id"], one.get("version"))
            for entry in contents.entries if contents else ():
                version = entry["version"] if "version" in one else version_at(inputs.conn, entry["id"], at)
                place[entry["id"]] = max(place.get(entry["id"], 0), version)
    return versions


def answers_to_review(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for the next review of each published answer."""
    rule = inputs.rules["faq_review"]
    for row in inputs.answers:
        review_by = row["review_by"]
        since = inputs.day_of(row["published_at"])
        day = date.fromisoformat(review_by) if review_by else since + timedelta(days=rule["due"])
        yield inputs.on_day("faq_review", row["id"], row["question"], day, start=row["published_at"])
