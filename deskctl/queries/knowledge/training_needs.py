"""Find similar questions of a customer about a system, which a training may answer (S3-rec-5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.queries.reference.model_patterns import matches_model
from deskctl.queries.search.similar_tickets import similarity
from deskctl.sla.events import DUE_CONDITION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from deskctl.sla.duties import DutyRule
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

KIND = "training_need"
_DAY = 86_400
_PERCENT = 100
_QUESTIONS = """
SELECT number, title, reported_at, ticket.customer, model, coalesce(ticket.faq, (SELECT json_extract(data, '$.faq')
    FROM action WHERE ticket = number AND event = 'resolved' ORDER BY seq DESC LIMIT 1))
FROM ticket JOIN ticket_asset ON ticket_asset.ticket = number JOIN asset ON asset.id = ticket_asset.asset
WHERE kind = 'question' AND status NOT IN ('voided', 'duplicate') AND ticket.customer IS NOT NULL
    AND model IS NOT NULL AND reported_at > ?1 AND reported_at <= ?2 AND (?3 IS NULL OR ticket.customer = ?3)
ORDER BY ticket.customer, model, reported_at, number
"""
_TRAININGS = """
SELECT training.customer, requested_at, course.system FROM training LEFT JOIN course ON course.id = base_material
WHERE requested_at <= ?1 AND (?2 IS NULL OR training.customer = ?2)
"""
_SETTLED = f"""
SELECT ticket.customer, step.at, model FROM action AS step JOIN ticket ON number = step.ticket
LEFT JOIN ticket_asset ON ticket_asset.ticket = number LEFT JOIN asset ON asset.id = ticket_asset.asset
WHERE step.{DUE_CONDITION} AND step.event IN ('training_suggested', 'training_need_dismissed') AND step.at <= ?1
    AND (?2 IS NULL OR ticket.customer = ?2)
"""


@dataclass(frozen=True, slots=True)
class Question:
    """The values of a question that are compared."""

    number: int
    title: str
    at: Instant
    faq: str | None


@dataclass(frozen=True, slots=True)
class TrainingNeed:
    """Similar questions of a customer about a system, the newest last."""

    customer: str
    system: str
    questions: tuple[Question, ...]


def training_needs(conn: Reader, rule: DutyRule, at: Instant, customer: str | None = None) -> list[TrainingNeed]:
    """Return the needs that no training, suggestion or dismissal has settled, for one customer or all."""
    settled = _settled(conn, at, customer)
    first = at - rule["remembered"] * _DAY
    asked: Mapping[tuple[str, str], list[Question]] = defaultdict(list)
    for number, title, when, who, model, faq in conn.execute(_QUESTIONS, (first, at, customer)):
        asked[who, model].append(Question(number, title, when, faq))
    needs = (
        _need(who, system, [one for one in questions if one.at > last], rule)
        for (who, system), questions in asked.items()
        for last in [_last(settled[who], system)]
    )
    return [need for need in needs if need is not None]


def need_of_ticket(conn: Reader, rule: DutyRule, number: int, at: Instant) -> TrainingNeed | None:
    """Return the need that a ticket's question belongs to."""
    row = conn.execute("SELECT customer, kind FROM ticket WHERE number = ?", (number,)).fetchone()
    if row is None or row[0] is None or row[1] != "question":
        return None
    needs = training_needs(conn, rule, at, row[0])
    return next((need for need in needs if number in {one.number for one in need.questions}), None)


def _need(customer: str, system: str, questions: Sequence[Question], rule: DutyRule) -> TrainingNeed | None:
    """Return the first question that completes a need, with the earlier similar ones."""
    for place, question in enumerate(questions):
        begin = question.at - rule["days"] * _DAY
        like = [one for one in questions[:place] if one.at >= begin and _is_like(one, question, rule)]
        if len(like) + 1 >= rule["questions"]:
            return TrainingNeed(customer, system, (*like, question))
    return None


def _is_like(one: Question, other: Question, rule: DutyRule) -> bool:
    same = one.faq is not None and one.faq == other.faq
    return same or similarity(one.title, other.title) * _PERCENT >= rule["alike"]


def _settled(conn: Reader, at: Instant, customer: str | None) -> Mapping[str, list[tuple[Instant, str | None]]]:
    """Return when the questions of each customer were settled, and about which system."""
    settled: Mapping[str, list[tuple[Instant, str | None]]] = defaultdict(list)
    for text in (_TRAININGS, _SETTLED):
        for who, when, system in conn.execute(text, (at, customer)):
            settled[who].append((when, system))
    return settled


def _last(settled: Iterable[tuple[Instant, str | None]], model: str) -> Instant:
    return max(_times(settled, model), default=0)


def _times(settled: Iterable[tuple[Instant, str | None]], model: str) -> Iterator[Instant]:
    for when, system in settled:
        if system is None or matches_model(model, system):
            yield when
