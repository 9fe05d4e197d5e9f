"""Find open tickets similar to a new one: the same equipment, or a similar title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.folding import joined
from deskctl.queries.conditions.filters import IS_OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

_LIKE, _SHOWN = 0.5, 3
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class SimilarTicket:
    """An open ticket similar to the new one; `same_asset` if it is about the same equipment."""

    number: int
    title: str
    same_asset: bool


def similar_tickets(conn: Reader, title: str, assets: Sequence[str], customer: str | None) -> list[SimilarTicket]:
    """Return the open tickets of a customer similar to a new one, those about the same equipment first."""
    marks = ", ".join("?" * len(assets))
    rows = conn.execute(
        f"SELECT number, title, EXISTS (SELECT 1 FROM ticket_asset WHERE ticket = number AND asset IN ({marks}))"
        f" FROM ticket WHERE {IS_OPEN} AND customer = ? ORDER BY reported_at DESC LIMIT {_LOOKED_AT}",
        [*assets, customer],
    )
    here = _pairs(title)
    hits = [
        (bool(same), _similarity(here, _pairs(other_title)), number, other_title) for number, other_title, same in rows
    ]
    hits = sorted((hit for hit in hits if hit[0] or hit[1] >= _LIKE), key=lambda hit: (-hit[0], -hit[1]))
    return [SimilarTicket(number, other_title, same) for same, _like, number, other_title in hits[:_SHOWN]]


def similarity(one: str, other: str) -> float:
    """Return how similar two texts are: 1 if all pairs of neighbouring characters are equal, 0 if none are."""
    return _similarity(_pairs(one), _pairs(other))


def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, because Chinese has no spaces between words."""
    plain = joined(text)
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))


def _similarity(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
