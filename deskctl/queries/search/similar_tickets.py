"""Open tickets that a new one looks like: the same equipment, or a title in nearly the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.folding import joined
from deskctl.queries.conditions.filters import TicketFilter, conditions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

_LIKE, _SHOWN = 0.5, 3
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Alike:
    """An open ticket that the new one looks like; `same_asset` if it is about the same equipment."""

    number: int
    title: str
    same_asset: bool


def alike(conn: Reader, title: str, assets: Sequence[str], customer: str | None) -> list[Alike]:
    """Find the open tickets of a customer that a ticket looks like, those about the same equipment first."""
    is_open, _values = conditions(TicketFilter(), 0)
    marks = ", ".join("?" * len(assets))
    rows = conn.execute(
        f"SELECT number, title, EXISTS (SELECT 1 FROM ticket_asset WHERE ticket = number AND asset IN ({marks}))"
        f" FROM ticket WHERE {is_open} AND customer = ? ORDER BY reported_at DESC LIMIT {_LOOKED_AT}",
        [*assets, customer],
    )
    here = _pairs(title)
    hits = [
        (bool(same), _likeness(here, _pairs(other_title)), number, other_title) for number, other_title, same in rows
    ]
    hits = sorted((hit for hit in hits if hit[0] or hit[1] >= _LIKE), key=lambda hit: (-hit[0], -hit[1]))
    return [Alike(number, other_title, same) for same, _like, number, other_title in hits[:_SHOWN]]


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are: 1 for the same pairs of neighbouring characters, 0 for none in common."""
    return _likeness(_pairs(one), _pairs(other))


def _pairs(text: str) -> frozenset[str]:
    """Split a text into pairs of neighbouring characters: Chinese has no spaces between words."""
    plain = joined(text)
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
