"""Details for a recommended service mode: who answers, where to write, whether a visit is included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.search.similar_tickets import similarity
from deskctl.queries.services.record_actions import CANCELLED_TRAININGS
from deskctl.sla.gates import VISIT_REASONS
from deskctl.store.facts.people import on_call

if TYPE_CHECKING:
    from deskctl.queries.json_values import Shape
    from deskctl.queries.knowledge.advice_request import AdviceRequest
    from deskctl.store.port import Reader

_WITHOUT_VISITS = "routine"
_ALIKE, _REMEMBERED = 0.5, 30 * 86_400
_ADDRESS = "SELECT email FROM contact WHERE id = ?"
_ACCOUNTS = "SELECT username FROM course_account WHERE customer = ? AND coalesce(active, TRUE) ORDER BY id"
_TRAININGS = f"""
SELECT id FROM training WHERE customer = ? AND held_at IS NULL AND id NOT IN ({CANCELLED_TRAININGS}) ORDER BY id
"""
_QUESTIONS = """
SELECT title FROM ticket WHERE customer = ?1 AND kind = 'question' AND reported_at > ?2 AND reported_at <= ?3
  AND status NOT IN ('voided', 'duplicate') AND (?4 IS NULL OR number <> ?4)
"""


def details(conn: Reader, request: AdviceRequest) -> Shape:
    """Return details for each service mode; they are empty if the customer is not known.

    `like_questions` counts the customer's similar questions of the last month; `entitled` is whether the level includes
    visits, else one of the `reasons` must apply and the visit may be charged.
    """
    entitled = None if request.level is None else request.level != _WITHOUT_VISITS
    return {
        "like_questions": _like_questions(conn, request),
        "trainings": [name for (name,) in conn.execute(_TRAININGS, [request.customer])],
        "accounts": [name for (name,) in conn.execute(_ACCOUNTS, [request.customer])],
        "address": next((address for (address,) in conn.execute(_ADDRESS, [request.contact])), None),
        "on_call": duty[0] if (duty := on_call(conn, request.at)) else None,
        "entitled": entitled,
        "reasons": [] if entitled else list(VISIT_REASONS),
    }


def _like_questions(conn: Reader, request: AdviceRequest) -> int:
    rows = conn.execute(_QUESTIONS, [request.customer, request.at - _REMEMBERED, request.at, request.number])
    return sum(similarity(request.title, title) >= _ALIKE for (title,) in rows)
