"""Recommend a service mode for a need, by five clauses (S3-rec-1 to S3-rec-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.language.i18n import either
from deskctl.queries.customers.customers import customer_language
from deskctl.queries.knowledge.advice_details import details
from deskctl.queries.knowledge.advice_request import AdviceRequest
from deskctl.queries.knowledge.answers import published_answers
from deskctl.queries.reference.hours import calendars
from deskctl.queries.reference.model_patterns import matches_model
from deskctl.queries.reference.policies import clause_words
from deskctl.queries.search.similar_tickets import similarity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.queries.json_values import Shape
    from deskctl.sla.calendar import Calendar
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_ADVICE: Mapping[str, tuple[str, str]] = {
    "fast": ("phone", "S3-rec-1"),
    "independent": ("email", "S3-rec-2"),
    "discussion": ("on_site", "S3-rec-3"),
    "how_to": ("courseware", "S3-rec-4"),
    "many_people": ("training", "S3-rec-5"),
}
_HOURS: Mapping[str, str] = {"phone": "HOTLINE", "remote": "REMOTE", "on_site": "ROUTINE", "training": "ROUTINE"}
_COURSES = """
SELECT id, system FROM course WHERE lang = ?1 AND retired_at IS NULL
  AND (coalesce(audience, 'all') = 'all' OR customer = ?2) ORDER BY id
"""
_TICKET = "SELECT customer, contact, title, level FROM ticket WHERE number = ?"
_ALIKE = 0.5
NEEDS = tuple(_ADVICE)


def recommended_mode(need: str) -> str:
    """Return the recommended service mode for a need."""
    return _ADVICE[need][0]


def mode_advice(conn: Reader, request: AdviceRequest) -> Shape:
    """Return the recommendation with its clause, whether it is available now, and details."""
    mode, clause = _ADVICE[request.need]
    words = clause_words(conn, None, None, clause)
    return {
        "need": request.need,
        "mode": mode,
        "clause": clause,
        "sentence": None if words is None else either(*words),
        "available_now": is_available(conn, mode, request.at),
        "courses": _courses(conn, request),
        "faq": _answers(conn, request),
        **details(conn, request),
        "other": [other for other, _clause in _ADVICE.values() if other != mode],
    }


def advice_on_ticket(conn: Reader, number: int, need: str, at: Instant, lang: str | None = None) -> Shape:
    """Return the recommendation for a ticket, by default in the language of its customer."""
    customer, contact, title, level = conn.execute(_TICKET, [number]).fetchone()
    language = lang or customer_language(conn, customer) or "zh"
    request = AdviceRequest(
        need=need, lang=language, at=at, systems=systems_of_ticket(conn, number), customer=customer, contact=contact,
        title=title, level=level, number=number,
    )  # fmt: skip
    return mode_advice(conn, request)


def is_available(conn: Reader, mode: str, at: Instant) -> bool:
    """Return whether a service mode is available at a time; mail and courseware always are."""
    hours = hours_of(conn, mode)
    return hours is None or hours.is_open(at)


def hours_of(conn: Reader, mode: str) -> Calendar | None:
    """Return the calendar of the hours in which a service mode is available; None if it always is."""
    return calendars(conn).get(_HOURS.get(mode, ""))


def systems_of_ticket(conn: Reader, number: int) -> list[str]:
    """Return the models of a ticket's equipment."""
    rows = conn.execute(
        "SELECT model FROM ticket_asset JOIN asset ON asset.id = asset WHERE ticket = ? AND model IS NOT NULL", [number]
    )
    return [model for (model,) in rows]


def systems_of_assets(conn: Reader, assets: Sequence[str]) -> list[str]:
    """Return the models of equipment."""
    marks = ", ".join("?" * len(assets))
    rows = conn.execute(f"SELECT model FROM asset WHERE id IN ({marks}) AND model IS NOT NULL", list(assets))
    return [model for (model,) in rows]


def _courses(conn: Reader, request: AdviceRequest) -> list[str]:
    rows = conn.execute(_COURSES, [request.lang, request.customer])
    return [name for name, system in rows if any(matches_model(model, system) for model in request.systems)]


def _answers(conn: Reader, request: AdviceRequest) -> list[str]:
    """Return the answers on the systems or to a similar question, the most similar first."""
    ranked = []
    for row in published_answers(conn, request.at, lang=request.lang):
        alike = similarity(request.title, row["question"])
        if alike >= _ALIKE or any(matches_model(model, row["system"]) for model in request.systems):
            ranked.append((-alike, row["id"]))
    return [name for _alike, name in sorted(ranked)]
