"""The evaluations of a month: how many customers were asked, and the scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.time_words.months import month_of
from deskctl.queries.conditions.undone import not_undone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from deskctl.store.port import Reader

_TICKETS = """
SELECT DISTINCT action.ticket FROM action JOIN ticket ON ticket.number = action.ticket
WHERE event IN ('evaluation_asked', 'evaluated') AND action.at >= ?1 AND action.at < ?2
  AND (?3 IS NULL OR ticket.customer = ?3)
"""
_SCORES = f"""
SELECT action.ticket, CAST(json_extract(action.data, '$.score') AS BIGINT)
FROM action JOIN ticket ON ticket.number = action.ticket
WHERE event = 'evaluated' AND action.at >= ?1 AND action.at < ?2 AND (?3 IS NULL OR ticket.customer = ?3)
  AND json_extract(action.data, '$.score') IS NOT NULL
  AND {not_undone("action")}
ORDER BY action.at, action.seq
"""


@dataclass(frozen=True, slots=True)
class Evaluations:
    """The number of tickets with a requested or recorded evaluation, and the scores; no answer is no score."""

    asked: int
    scores: tuple[int, ...]

    @property
    def average(self) -> float | None:
        """The average of the scores; None if there is none."""
        return round(sum(self.scores) / len(self.scores), 2) if self.scores else None


def month_evaluations(conn: Reader, month: str, zone: ZoneInfo, customer: str | None = None) -> Evaluations:
    """Return the evaluations of a month, for all customers or one; the last score of each ticket counts."""
    begin, end = month_of(month, zone)
    asked = conn.execute(_TICKETS, [begin, end, customer]).fetchall()
    scores = {ticket: int(score) for ticket, score in conn.execute(_SCORES, [begin, end, customer]).fetchall()}
    return Evaluations(len(asked), tuple(scores.values()))
