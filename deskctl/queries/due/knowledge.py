"""Duties about knowledge: trainings and their material, missing answers, evaluations."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from deskctl.names import ticket_name
from deskctl.queries.conditions.undone import not_undone
from deskctl.queries.due.due_inputs import chunks
from deskctl.queries.knowledge.training_needs import KIND, training_needs
from deskctl.queries.services.record_actions import CANCELLED_TRAININGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.sla.duties import Duty
    from deskctl.sla.facts import Instant

_AT_ONCE = 500
_TICKETS = (
    "SELECT number, title, customer, kind, owner FROM ticket WHERE status NOT IN ('duplicate', 'voided')"
    " AND reported_at <= ? AND {condition}"
)


def trainings(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each training that was requested but not held."""
    rule = inputs.rules["training"]
    text = (
        "SELECT * FROM training WHERE requested_at <= ?1 AND (held_at IS NULL OR held_at > ?1)"
        f" AND id NOT IN ({CANCELLED_TRAININGS} AND at <= ?1) ORDER BY id"
    )
    for row in inputs.rows(text, [inputs.at]):
        due = row["requested_for"] or inputs.workdays(row["requested_at"], rule["undated_workdays"])
        yield _of_training(inputs, "training", row, row["requested_at"], due)


def training_material(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each training that was held but whose material the customer does not have."""
    rule = inputs.rules["training_material"]
    text = (
        "SELECT * FROM training WHERE held_at <= ?1"
        " AND (material_delivered_at IS NULL OR material_delivered_at > ?1) ORDER BY id"
    )
    for row in inputs.rows(text, [inputs.at]):
        due = inputs.workdays(row["held_at"], rule["due_workdays"])
        yield _of_training(inputs, "training_material", row, row["held_at"], due)


def _of_training(inputs: DueInputs, kind: str, row: dict[str, Any], start: Instant, due: Instant) -> Duty:
    return inputs.until(
        kind, row["id"], row["topic"], due, start=start, customer=row["customer"], site=row["site"],
        ticket=row["ticket"], owner=row["trainer"],
    )  # fmt: skip


def training_needed(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each customer and system with similar questions but no suggested training."""
    rule = inputs.rules[KIND]
    for need in training_needs(inputs.conn, rule, inputs.at):
        last = need.questions[-1]
        yield inputs.until(
            KIND, f"{need.customer}/{need.system}", last.title, inputs.workdays(last.at, rule["due_workdays"]),
            start=last.at, customer=need.customer, ticket=last.number,
        )  # fmt: skip


def evaluations(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each ticket whose customer must be asked for an evaluation, or asked again."""
    rule = inputs.rules["evaluation"]
    for resolved in inputs.resolved_without("evaluated"):
        asked = inputs.times("evaluation_asked", sorted(resolved))
        waiting = [number for number in sorted(resolved) if len(asked.get(number, ())) < rule["times"]]
        for row in _numbered(inputs, waiting, "kind <> 'evaluation'"):
            asks = asked.get(row["number"])
            start = asks[-1] if asks else resolved[row["number"]]
            due = inputs.workdays(start, rule["second_workdays" if asks else "first_workdays"])
            yield _of_ticket(inputs, "evaluation", row, start, due)


_UNCOVERED = f"""
kind = 'question' AND faq IS NULL AND NOT EXISTS (
    SELECT 1 FROM action AS step WHERE step.ticket = number AND (step.event = 'faq_not_worthy'
        OR (step.event = 'resolved' AND (json_extract(step.data, '$.faq') IS NOT NULL
            OR CAST(json_extract(step.data, '$.not_faq_worthy') AS VARCHAR) IN ('1', 'true'))))
    AND {not_undone("step")})
"""
"""A question whose resolution neither names an answer of the FAQ nor states that none is needed."""


def missing_answers(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each answered question whose answer is not in the FAQ."""
    rule = inputs.rules["faq_missing"]
    condition, values = inputs.of_customers()
    tickets = inputs.rows(_TICKETS.format(condition=f"{condition} AND {_UNCOVERED}"), [inputs.at, *values])
    while rows := list(islice(tickets, _AT_ONCE)):
        numbers = [row["number"] for row in rows]
        kept = inputs.last_times("faq_published", numbers)
        resolved = inputs.last_times("resolved", numbers)
        for row in rows:
            at = resolved.get(row["number"])
            if at is not None and row["number"] not in kept:
                due = inputs.workdays(at, rule["due_workdays"])
                yield _of_ticket(inputs, "faq_missing", row, at, due)


def _numbered(inputs: DueInputs, numbers: list[int], condition: str) -> Iterator[dict[str, Any]]:
    """Yield the tickets with these numbers that meet a condition."""
    for some in chunks(numbers):
        text = _TICKETS.format(condition=f"{condition} AND number IN ({', '.join('?' * len(some))})")
        yield from inputs.rows(text, [inputs.at, *some])


def _of_ticket(inputs: DueInputs, kind: str, row: dict[str, Any], start: Instant, due: Instant) -> Duty:
    name = ticket_name(row["number"])
    return inputs.until(
        kind, name, row["title"], due, start=start, customer=row["customer"], ticket=row["number"], owner=row["owner"]
    )
